"""Where the numbers are taken: a SQLite file in a folder of our own, and a PostgreSQL database made for the purpose."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

DATABASE = "qq_bench"
SOCKETS = ("/var/run/postgresql", "/run/postgresql", "/tmp")


@dataclass(frozen=True, slots=True)
class Place:
    """A database to fill: its address as the settings read it, and the data folder beside it."""

    url: str
    data: Path

    @classmethod
    def here(cls) -> "Place":
        """Where this process works."""
        return cls(os.environ["QINQING_DATABASE_URL"], Path(os.environ["QINQING_DATA"]))

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


@contextmanager
def sqlite() -> Iterator[Place]:
    """A SQLite database in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="qinqing-bench-") as folder:
        yield Place("", Path(folder))


@contextmanager
def postgres(server: str) -> Iterator[Place]:
    """A database of our own on the server, made anew and dropped afterwards."""
    address = _parts(server)
    with psycopg.connect(**address, autocommit=True) as connection:
        _drop(connection)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(_name()))
        try:
            with tempfile.TemporaryDirectory(prefix="qinqing-bench-") as folder:
                yield Place(_url(server), Path(folder))
        finally:
            _drop(connection)


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


def _url(server: str) -> str:
    return urlsplit(server)._replace(path=f"/{DATABASE}", query=_query(server)).geturl()


def _query(server: str) -> str:
    return "&".join(f"{name}={value}" for name, value in parse_qsl(urlsplit(server).query) if name != "dbname")


def _name() -> sql.Identifier:
    return sql.Identifier(DATABASE)


def _drop(connection: psycopg.Connection) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_name()))
