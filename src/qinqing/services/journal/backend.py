"""What SQLite and PostgreSQL say differently: numbers before insert, the sealing lock, one view of the whole."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from qinqing.services.journal.rules.entries import COLUMNS

BATCH = 2000
# Any constant will do, as long as nothing else in this database uses it for an advisory lock.
LOCK = int.from_bytes(b"journal", "big")

# Heads before numbers: a statement sees what was there when it began, so whatever head it sees, that one's id was drawn
# earlier than ours, and ids ascend within a subject.
HEADS = "SELECT subject, sequence, hash, NULL FROM journal_stream WHERE subject IN ({places})"
POSTGRES_NUMBERS = """
    WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(%s))
    {heads} UNION ALL
    SELECT NULL, NULL, NULL, nextval(pg_get_serial_sequence('journal_entry', 'id')) FROM held, generate_series(1, %s)
"""
# Past the sealed ids too: were the tail cut off, its ids must not be given out again.
SQLITE_LAST = """
    {heads} UNION ALL
    SELECT NULL, NULL, NULL, MAX(COALESCE((SELECT MAX(id) FROM journal_entry), 0),
                                 COALESCE((SELECT last FROM journal_seal ORDER BY number DESC LIMIT 1), 0))
"""

NULLABLE = ("person", "post", "organ")
# rules.entries.moment_text, said by the database.
POSTGRES_MOMENT = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
SQLITE_MOMENT = "(CASE WHEN length(at) = 19 THEN at || '.000000' ELSE at END)"


def heads_and_numbers(subjects: Sequence[str], count: int) -> tuple[dict[str, tuple[int, str]], list[int]]:
    """Where the chains of these subjects end (sequence, hash), and ``count`` fresh entry ids, ascending; one statement
    inside the caller's transaction.

    PostgreSQL takes the writers' shared lock first: an id is never drawn while a seal is being made, so no seal can
    pass over an id that commits later. SQLite's immediate transactions have one writer anyway.
    """
    heads = HEADS.format(places=", ".join(["%s"] * len(subjects)))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_NUMBERS.format(heads=heads), [LOCK, *subjects, count])
        else:
            cursor.execute(SQLITE_LAST.format(heads=heads), list(subjects))
        rows = cursor.fetchall()
    numbers = sorted(number for subject, _, _, number in rows if subject is None)
    if connection.vendor != "postgresql":
        numbers = list(range(numbers[0] + 1, numbers[0] + 1 + count))
    return {subject: (sequence, hashed) for subject, sequence, hashed, _ in rows if subject is not None}, numbers


def wait_for_writers() -> None:
    """Waits until every transaction that drew ids has ended, and holds off new ones until this one ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def one_view() -> Iterator[None]:
    """All reads inside see one state of the database, however long they take, and no bytes can stop them."""
    fresh = not connection.in_atomic_block
    with transaction.atomic(), _reading_text_by(_forgiving):
        if fresh and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _forgiving(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


@contextmanager
def _reading_text_by(factory: Callable[[bytes], object]) -> Iterator[None]:
    """SQLite keeps text that is no UTF-8 if somebody forges it; it must be found, not stop the finding."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = connection.connection.text_factory
    connection.connection.text_factory = factory
    try:
        yield
    finally:
        connection.connection.text_factory = usual


def stream_payloads(*, after: int | None) -> Iterator[list[tuple[bytes, bytes]]]:
    """(joined columns, stored hash) of every entry, or of those with ids above ``after``, by id, in batches.

    The database joins the columns: building the text in Python would double the time.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {_joined()}, hash FROM journal_entry {_above('id', after)} ORDER BY id")
        while rows := _fetch(cursor):
            yield rows


def stream_heads(*, after: int | None) -> Iterator[list[tuple[bytes, int, bytes]]]:
    """(subject, sequence, hash) of every chain's head, or of those that moved after an id, in batches."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT subject, sequence, hash FROM journal_stream {_above('last', after)}")
        while rows := _fetch(cursor):
            yield rows


def _above(column: str, after: int | None) -> str:
    # No bound at all for the whole: a forged row may have an id below zero.
    return "" if after is None else f"WHERE {column} > {after:d}"


def _fetch(cursor: Any) -> list[Any]:
    # Only while this batch is read: the caller reads seals on the same connection in between.
    with _reading_text_by(bytes):
        rows = cursor.fetchmany(BATCH)
    return list(rows) if connection.vendor == "sqlite" else [tuple(map(_as_bytes, row)) for row in rows]


def _as_bytes(value: object) -> object:
    return value.encode() if isinstance(value, str) else value


def _joined() -> str:
    postgres = connection.vendor == "postgresql"
    texts = {column: f'"{column}"' for column in COLUMNS}
    for column in NULLABLE:
        texts[column] = f"COALESCE(CAST(\"{column}\" AS text), '')"
    texts["at"] = POSTGRES_MOMENT if postgres else SQLITE_MOMENT
    if postgres:
        return f"concat_ws(chr(31), {', '.join(texts.values())})"
    return " || char(31) || ".join(texts.values())
