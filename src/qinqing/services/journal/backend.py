"""What SQLite and PostgreSQL say differently: numbers before insert, the sealing lock, one view of the whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from qinqing.services.journal.rules.entries import COLUMNS

BATCH = 2000
# Any constant will do, as long as nothing else in this database uses it for an advisory lock.
LOCK = int.from_bytes(b"journal", "big")

POSTGRES_NUMBERS = """
    WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(%s))
    SELECT nextval(pg_get_serial_sequence('journal_entry', 'id')) FROM held, generate_series(1, %s)
"""
# Past the sealed ids too: were the tail cut off, its ids must not be given out again.
SQLITE_LAST = """
    SELECT MAX(COALESCE((SELECT MAX(id) FROM journal_entry), 0),
               COALESCE((SELECT last FROM journal_seal ORDER BY number DESC LIMIT 1), 0))
"""


def next_numbers(count: int) -> list[int]:
    """``count`` fresh entry ids, ascending, inside the caller's transaction.

    PostgreSQL takes the writers' shared lock first: an id is never drawn while a seal is being made, so no seal can
    pass over an id that commits later. SQLite's immediate transactions have one writer anyway.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_NUMBERS, [LOCK, count])
            return sorted(number for (number,) in cursor.fetchall())
        cursor.execute(SQLITE_LAST)
        (last,) = cursor.fetchone()
    return list(range(last + 1, last + 1 + count))


def wait_for_writers() -> None:
    """Waits until every transaction that drew ids has ended, and holds off new ones until this one ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def one_view() -> Iterator[None]:
    """All reads inside see one state of the database, however long they take."""
    fresh = not connection.in_atomic_block
    with transaction.atomic():
        if fresh and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def stream_payloads(*, after: int) -> Iterator[list[tuple[str, str]]]:
    """(joined columns, stored hash) of every entry with an id above ``after``, by id, in batches.

    The database joins the columns: building the text in Python would double the time.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {_joined()}, hash FROM journal_entry WHERE id > %s ORDER BY id", [after])
        while rows := cursor.fetchmany(BATCH):
            yield rows


def _joined() -> str:
    if connection.vendor == "postgresql":
        moment = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        texts = [moment if column == "at" else f"COALESCE(\"{column}\"::text, '')" for column in COLUMNS]
        return "concat_ws(chr(31), " + ", ".join(texts) + ")"
    moment = "CASE WHEN length(at) = 19 THEN at || '.000000' ELSE at END"
    texts = [moment if column == "at" else f"COALESCE(\"{column}\", '')" for column in COLUMNS]
    return " || char(31) || ".join(f"({text})" for text in texts)
