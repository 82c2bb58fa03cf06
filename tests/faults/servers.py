"""A PostgreSQL of a test's own, from the programs of the machine; it may die.

It does not wait for the disk: what the kernel was given outlives any process, so that only a machine that fails could
tell the difference, and no test here lets one fail.
"""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam

import psycopg

PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/usr/local/pgsql")
PATIENCE = 30  # seconds to come up, recovery included


def programs() -> Path | None:
    """Where ``initdb`` and ``postgres`` are; None where they are not, or where root finds nobody to run them as."""
    on_path = shutil.which("initdb")
    found = (
        [Path(on_path)] if on_path else [one for place in PLACES for one in sorted(Path(place).glob("**/bin/initdb"))]
    )
    return found[-1].parent if found and (os.geteuid() or _keeper()) else None


def _keeper() -> str:
    with suppress(KeyError):
        return getpwnam("postgres").pw_name
    return ""


@dataclass
class Server:
    """One cluster in a folder, reached through a socket in it."""

    programs: Path
    folder: Path
    settings: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def found(cls, programs: Path, folder: Path) -> "Server":
        """A new cluster in an empty folder; pages carry checksums."""
        if not os.geteuid():
            shutil.chown(folder, _keeper())
        server = cls(programs, folder)
        told = (
            "--auth=trust",
            "--username=qinqing",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            "--no-sync",
        )
        assert server._run("initdb", "--pgdata", str(server.data), *told).wait(60) == 0, server.log.read_text()
        return server

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def url(self, database: str) -> str:
        """Its address for the settings."""
        return f"postgresql://qinqing@/{database}?host={self.folder}"

    def start(self) -> None:
        """Up and answering, after recovery if it died before."""
        settings = [word for one in self.settings for word in ("-c", one)]
        self.process = self._run("postgres", "-D", str(self.data), "-k", str(self.folder), "-h", "", "-F", *settings)
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres"), connect_timeout=5):
                return
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)

    def create(self, database: str, *, template: str = "template0") -> None:
        """A database like the template."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')

    def die(self) -> None:
        """The server and everything it started are killed at once."""
        if self.process is None:
            return
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.process.wait(10)
        self.process = None

    def _run(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        user = None if os.geteuid() else _keeper()
        with open(self.log, "ab") as log:
            return subprocess.Popen(
                [self.programs / program, *words], cwd=self.folder, user=user, stdout=log, stderr=log
            )
