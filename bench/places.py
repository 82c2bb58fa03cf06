"""Where the numbers are taken: a SQLite file in a folder of our own, and a PostgreSQL database made for the purpose.

Both are thrown away afterwards, unless they are filled to be kept.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

DATABASE = "qq_bench"
FILLED = "filled"
KEPT = Path(__file__).resolve().parents[1] / "var" / "bench"
SOCKETS = ("/var/run/postgresql", "/run/postgresql", "/tmp")


@dataclass(slots=True)
class Place:
    """A database to fill: its address as the settings read it, and the data folder beside it."""

    url: str
    data: Path

    @classmethod
    def here(cls) -> "Place":
        """Where this process works."""
        return cls(os.environ["QINQING_DATABASE_URL"], Path(os.environ["QINQING_DATA"]))

    @property
    def filling(self) -> float | None:
        """Seconds that filling it took; None before it is filled to the end."""
        note = self.data / FILLED
        return float(note.read_text()) if note.exists() else None

    @filling.setter
    def filling(self, taken: float) -> None:
        (self.data / FILLED).write_text(str(taken))

    def environment(self) -> dict[str, str]:
        """The environment of a process that works there."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "qinqing.config.settings",
            "QINQING_DATABASE_URL": self.url,
            "QINQING_DATA": str(self.data),
            "QINQING_SECRET_KEY": "a-key-for-measuring-only-" + "k" * 40,
            "QINQING_LOG_LEVEL": "WARNING",
            "QINQING_DEMO": "1",
        }


class Use(StrEnum):
    """What a database is for: ``ONCE`` is filled, measured and thrown away. Another is ``FILL``-ed and kept in
    ``var/bench`` and on the server; what is ``FILLED`` is measured in a copy, as often as one likes."""

    ONCE = "once"
    FILL = "fill"
    FILLED = "filled"


@contextmanager
def sqlite(size: int, use: Use) -> Iterator[Place]:
    """A SQLite database in a folder of its own."""
    with _folder(f"sqlite-{size}", use) as folder:
        yield Place("", folder)


@contextmanager
def postgres(server: str, size: int, use: Use) -> Iterator[Place]:
    """A database of our own on the server."""
    kept = f"{DATABASE}_{size}"
    name = kept if use is Use.FILL else f"{kept}_{os.getpid()}"
    template = kept if use is Use.FILLED else "template0"
    with (
        psycopg.connect(**_parts(server), autocommit=True) as connection,
        _folder(f"postgresql-{size}", use) as folder,
    ):
        _drop(connection, name)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        connection.execute("CHECKPOINT")  # or the copy is written out while its first pages are measured
        try:
            yield Place(_url(server, name), folder)
        finally:
            if use is not Use.FILL:
                _drop(connection, name)


@contextmanager
def _folder(name: str, use: Use) -> Iterator[Path]:
    kept = KEPT / name
    if use is Use.FILL:
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        yield kept
        return
    if use is Use.FILLED and not (kept / FILLED).exists():
        raise SystemExit(f"{kept} 里没有装好的数据，请先用 --use fill 装入")
    with tempfile.TemporaryDirectory(prefix="qinqing-bench-") as made:
        if use is Use.FILLED:
            shutil.copytree(kept, made, dirs_exist_ok=True)
        yield Path(made)


def find_server() -> str:
    """The server named by QINQING_BENCH_POSTGRES_URL, else one on a local socket, else nothing."""
    given = os.environ.get("QINQING_BENCH_POSTGRES_URL", "")
    candidates = [given] if given else [f"postgresql:///postgres?host={folder}" for folder in SOCKETS]
    return next(filter(_answers, candidates), "")


def _answers(server: str) -> bool:
    try:
        with psycopg.connect(**_parts(server), connect_timeout=5):
            return True
    except psycopg.Error:
        return False


def _parts(server: str) -> dict[str, str]:
    return {**conninfo_to_dict(server), "dbname": "postgres"}


def _url(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}", query=_query(server)).geturl()


def _query(server: str) -> str:
    return "&".join(f"{name}={value}" for name, value in parse_qsl(urlsplit(server).query) if name != "dbname")


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
