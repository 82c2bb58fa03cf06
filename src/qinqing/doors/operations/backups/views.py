"""One state of the database to read from, however long it takes, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

COPY = "backup"


@contextmanager
def one_state() -> Iterator[str]:
    """The name of a database connection all of whose reads see the same moment.

    PostgreSQL keeps a snapshot for a transaction. A SQLite file that is being read keeps its writers waiting, so it is
    first copied whole by SQLite itself, which takes seconds, and the copy is read.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield DEFAULT_DB_ALIAS
        return
    with TemporaryDirectory(prefix="backup-", dir=settings.QINQING_DATA) as folder:
        path = Path(folder) / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        with _opened(path):
            yield COPY


@contextmanager
def _opened(path: Path) -> Iterator[None]:
    connections.databases[COPY] = {**connection.settings_dict, "NAME": str(path)}
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.databases[COPY]
