"""Putting entries on the record."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict
from qinqing.services.journal import backend
from qinqing.services.journal.models import Entry
from qinqing.services.journal.rules import entries as rules
from qinqing.services.journal.rules.entries import Pending

# Seventeen columns each: well under SQLite's 32,766 and PostgreSQL's 65,535 parameters a statement.
CHUNK = 1000
FIELDS = (*rules.COLUMNS, "hash")
START = (0, "")
Listener = Callable[[Sequence[Entry]], None]
_listeners: dict[str, list[Listener]] = {}


def on_recorded(event: str, listener: Listener) -> None:
    """Lets somebody hear of an event: ``listener(entries)`` runs inside the transaction that records them.

    It gets all entries of its events that are recorded together. An event nobody listens to costs nothing.
    """
    if listener not in _listeners.setdefault(event, []):
        _listeners[event].append(listener)


def listen(table: Mapping[str, Listener]) -> None:
    """Lets a chapter hear of the events of its table."""
    for event, listener in table.items():
        on_recorded(event, listener)


def record(
    subject: str,
    event: str,
    *,
    by: Actor,
    at: datetime,
    clause: str = "",
    facts: Mapping[str, object] | None = None,
    sets: Mapping[str, object] | None = None,
) -> Entry:
    """Puts one event on a subject's record, inside the caller's transaction (three queries).

    ``subject`` like ``appeal/k3j9x2m4qp``; ``event`` dotted and past tense; ``facts`` what happened, ``sets`` the
    columns that took new values: primitives, dates, decimals and enumerations. Raises Conflict when somebody else
    put something on the same record meanwhile, Refused for text with control characters.
    """
    (entry,) = record_many([Pending(subject, event, by, at, clause, facts or {}, sets or {})])
    return entry


def record_many(pending: Iterable[Pending]) -> list[Entry]:
    """Puts many events on the record in the order given: three queries a thousand entries.

    Several entries of one subject follow each other. Raises as ``record`` does; then nothing is recorded.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("an entry is recorded in the same transaction as what it tells")
    waiting = iter(pending)
    written: list[Entry] = []
    while chunk := list(islice(waiting, CHUNK)):
        written += _append(chunk)
    _spread(written)
    return written


def _spread(written: list[Entry]) -> None:
    heard: dict[Listener, list[Entry]] = {}
    for entry in written:
        for listener in _listeners.get(entry.event, ()):
            heard.setdefault(listener, []).append(entry)
    for listener, entries in heard.items():
        listener(entries)


def _append(chunk: list[Pending]) -> list[Entry]:
    tips, numbers = backend.heads_and_numbers(rules.distinct_subjects(chunk), len(chunk))
    entries = list(_chained(chunk, numbers, tips))
    _move_heads(entries)
    _insert("journal_entry", FIELDS, [_row(entry) for entry in entries])
    return entries


def _chained(chunk: list[Pending], numbers: list[int], tips: dict[str, tuple[int, str]]) -> Iterator[Entry]:
    for one, number in zip(chunk, numbers, strict=True):
        sequence, previous = tips.get(one.subject, START)
        values = rules.values_of(one, number=number, sequence=sequence + 1, previous=previous)
        hashed = rules.fingerprint(rules.payload(values))
        tips[one.subject] = (sequence + 1, hashed)
        yield _stored(values, hashed, one.about)


def _stored(values: tuple[object, ...], hashed: str, about: object) -> Entry:
    entry = Entry(**dict(zip(rules.COLUMNS, values, strict=True)), hash=hashed)
    entry.about = about
    entry._state.adding, entry._state.db = False, connection.alias
    return entry


def _row(entry: Entry) -> list[Any]:
    values = [getattr(entry, field) for field in FIELDS]
    values[FIELDS.index("at")] = connection.ops.adapt_datetimefield_value(entry.at)
    return values


def _move_heads(entries: list[Entry]) -> None:
    """Compare-and-swap of every head. Heads that move by the same number of steps share a statement."""
    steps = Counter(entry.subject for entry in entries)
    latest = {entry.subject: entry for entry in entries}
    for step in sorted(set(steps.values())):
        moving = [latest[subject] for subject in sorted(steps) if steps[subject] == step]
        rows = [[entry.subject, entry.sequence, entry.hash, entry.pk] for entry in moving]
        rule = (
            " ON CONFLICT (subject) DO UPDATE SET"
            " sequence = excluded.sequence, hash = excluded.hash, last = excluded.last"
            f" WHERE journal_stream.sequence = excluded.sequence - {step:d}"
        )
        if _insert("journal_stream", ("subject", "sequence", "hash", "last"), rows, rule) != len(rows):
            raise _conflict(moving)


def _insert(table: str, fields: Sequence[str], rows: list[list[Any]], rule: str = "") -> int:
    columns = ", ".join(f'"{field}"' for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES {places}{rule}", [value for row in rows for value in row]
        )
        return int(cursor.rowcount)


def _conflict(moving: list[Entry]) -> Conflict:
    for entry in moving:
        winner = Entry.objects.filter(subject=entry.subject, sequence=entry.sequence).first()
        if winner and winner.hash != entry.hash:
            return Conflict("同事刚刚办理了这件事，请刷新页面看最新进展再办", by=winner.by.title, at=winner.at)
    return Conflict("同事刚刚办理了这件事，请刷新页面看最新进展再办")
