"""A house of its own for tests that kill, crowd and restart: migrated and settled once, copied for each test.

It stands on the database that ``QINQING_DATABASE_URL`` names, like everything else under test.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

HERE = Path(__file__).resolve().parents[2]
GIVEN = os.environ.get("QINQING_DATABASE_URL", "")
POSTGRES = GIVEN.startswith("postgres")


@dataclass
class House:
    """Where it keeps its things, and how to run something in it."""

    folder: Path
    url: str = ""
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """As an operator would set it."""
        return {
            **os.environ,
            "PYTHONPATH": f"{HERE / 'src'}:{HERE}",
            "QINQING_DATA": str(self.folder),
            "QINQING_DATABASE_URL": self.url,
            "QINQING_SECRET_KEY": "a-key-for-tests-only-" + "k" * 40,
            "QINQING_LOG_LEVEL": "ERROR",
            "QINQING_DEMO": "1",  # its people are those of the demo county
            **self.more,
        }

    def start(self, *words: str, stdin: int | None = None) -> subprocess.Popen[str]:
        """``python -m words`` in this house; ended with it."""
        process = subprocess.Popen(
            [sys.executable, "-m", *words], env=self.environment, cwd=HERE, text=True, start_new_session=True,
            stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def run(self, *words: str, patience: int = 120) -> str:
        """``python -m words`` to its end, in so many seconds; what it said. Fails when it failed."""
        process = self.start(*words)
        said, _ = process.communicate(timeout=patience)
        assert process.returncode == 0, said
        return said

    def verify(self) -> tuple[int, str]:
        """What ``qinqing verify`` answers, and its exit code."""
        process = self.start("qinqing.doors.operations.cli", "verify")
        said, _ = process.communicate(timeout=120)
        return process.returncode, said

    def end(self) -> None:
        """Ends what still runs here."""
        for process in self.processes:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, 9)
                process.wait(10)
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()


def build(folder: Path) -> House:
    """An empty, settled house: the tables, the plan in force, the people of a corner of the county."""
    house = House(folder, _database("template") if POSTGRES else "")
    house.run("qinqing.doors.operations.cli", "migrate", "--verbosity", "0")
    house.run("tests.faults.nest", "settle")
    return house


def empty(folder: Path, kind: str = "", *, sqlite: bool = False) -> House:
    """A house without so much as a table; on SQLite where the test asks for the other database."""
    folder.mkdir()
    return House(folder, _database(f"empty{kind}") if POSTGRES and not sqlite else "")


def copy(template: House, folder: Path, kind: str = "house") -> House:
    """A house like the template; several at a time are of different kinds."""
    if POSTGRES:
        return House(folder, _database(kind, template=_name(template.url)))
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    return House(folder)


def pull_down(house: House) -> None:
    """Nothing of it remains."""
    house.end()
    shutil.rmtree(house.folder, ignore_errors=True)
    if house.url:
        _as_operator(f'DROP DATABASE IF EXISTS "{_name(house.url)}" WITH (FORCE)')


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _database(kind: str, *, template: str = "template0") -> str:
    name = f"qinqing_{kind}_{os.getpid()}"
    _as_operator(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _as_operator(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return GIVEN.replace(urlsplit(GIVEN).path, f"/{name}", 1)


def _as_operator(statement: str) -> None:
    where = psycopg.conninfo.conninfo_to_dict(GIVEN) | {"dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as connection:
        connection.execute(statement)
