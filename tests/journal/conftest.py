"""A small record of seven rows in three subjects, five of them sealed; and the hands of a database owner."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.services.journal import actions, guards, queries
from qinqing.services.journal.actions import recording
from qinqing.services.journal.models import Entry, Seal, Stream
from qinqing.services.journal.queries import replaying
from qinqing.services.journal.queries.anchors import as_sealed
from qinqing.services.journal.rules.entries import COLUMNS, fingerprint, leaf, payload
from qinqing.services.journal.rules.seals import digest_of

NOON = datetime(2026, 11, 20, 4, 0, 0, 250, tzinfo=UTC)
CLERK = Actor(
    Role.OFFICER,
    name="王小明",
    person=3,
    post=2,
    post_label="经办人",
    organ=7,
    organ_name="供水公司",
    substitute_for="李强",
)
Row = tuple[Any, ...]


@pytest.fixture(autouse=True)
def _no_tables_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The subjects of these tests have no rows anywhere; those that do are registered by the test itself."""
    monkeypatch.setattr(replaying, "REPLAYS", {})
    monkeypatch.setattr(recording, "_listeners", {})


@pytest.fixture
def clerk() -> Actor:
    return CLERK


@pytest.fixture
def noon() -> datetime:
    return NOON


def put(subject: str, event: str, at: datetime, **sets: object) -> Entry:
    with transaction.atomic():
        return actions.record(subject, event, by=CLERK, at=at, clause="四(一)1", facts={"note": "照办"}, sets=sets)


@pytest.fixture
def write() -> Callable[..., Entry]:
    return put


@pytest.fixture
def record(db: None) -> list[tuple[str, int]]:
    """Rows 1 to 5 are sealed in two seals, 6 and 7 are not. Gives (subject, sequence) of each row, in order."""
    next_day, third_day = NOON + timedelta(days=1), NOON + timedelta(days=2)
    put("appeal/a", "appeals.appeal.lodged", NOON, state="lodged")
    put("appeal/b", "appeals.appeal.lodged", NOON.replace(microsecond=0), state="lodged")
    put("appeal/a", "appeals.appeal.accepted", NOON, state="accepted")
    put("appeal/a", "appeals.appeal.transferred", next_day, state="handling", lead=7)
    put("organ/c", "register.organ.added", next_day, name="供水公司")
    actions.seal(at=third_day)
    put("appeal/b", "appeals.appeal.refused", third_day, state="refused")
    put("appeal/a", "appeals.appeal.answered", third_day, state="answered")
    return list(Entry.objects.order_by("pk").values_list("subject", "sequence"))


@pytest.fixture
def owner(record: list[tuple[str, int]]) -> Iterator[Callable[..., None]]:
    """Runs SQL as somebody who owns the database: triggers and uniqueness are gone."""
    with connection.cursor() as cursor:
        guards.remove(connection)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE journal_entry DROP CONSTRAINT journal_entry_place")
        else:
            _drop_uniqueness_on_sqlite(cursor)
        yield lambda sql, *values: cursor.execute(sql, values)


def _drop_uniqueness_on_sqlite(cursor: Any) -> None:
    cursor.execute("CREATE TABLE copied AS SELECT * FROM journal_entry")
    cursor.execute("DROP TABLE journal_entry")
    columns = ", ".join(
        f'"{field.column}" {field.db_parameters(connection)["type"]}'
        for field in Entry._meta.concrete_fields
        if not field.primary_key
    )
    cursor.execute(f"CREATE TABLE journal_entry (id integer PRIMARY KEY, {columns})")
    cursor.execute("INSERT INTO journal_entry SELECT * FROM copied")
    cursor.execute("DROP TABLE copied")


@pytest.fixture
def named() -> Callable[..., set[tuple[str, int]]]:
    """The rows that verification names."""

    def rows(**options: Any) -> set[tuple[str, int]]:
        return {(fault.subject, fault.sequence) for fault in queries.verify(**options).faults}

    return rows


class Forger:
    """Knows the code: rewrites a row and every hash, head and seal after it."""

    def __init__(self, run: Callable[..., None]) -> None:
        self.run = run

    def rechain(self, subject: str, **changes: object) -> None:
        """Changes the first row of a subject and makes everything after it agree."""
        self.rehash(subject, **changes)
        self.reseal()

    def rehash(self, subject: str, **changes: object) -> None:
        """Rows and head, but not the seals."""
        previous = ""
        for entry in Entry.objects.filter(subject=subject).order_by("sequence"):
            for column, value in ({**changes} if not previous else {}).items():
                setattr(entry, column, value)
                self.run(f'UPDATE journal_entry SET "{column}" = %s WHERE id = %s', value, entry.pk)
            entry.previous = previous
            previous = fingerprint(payload([getattr(entry, column) for column in COLUMNS]))
            self.run(
                "UPDATE journal_entry SET previous = %s, hash = %s WHERE id = %s", entry.previous, previous, entry.pk
            )
        self.run("UPDATE journal_stream SET hash = %s WHERE subject = %s", previous, subject)

    def fix_head(self, subject: str) -> None:
        """Makes a head agree with whatever rows are left."""
        last = Entry.objects.filter(subject=subject).order_by("-sequence").first()
        if last is None:
            Stream.objects.filter(subject=subject).delete()
            return
        self.run(
            "UPDATE journal_stream SET sequence = %s, hash = %s WHERE subject = %s", last.sequence, last.hash, subject
        )

    def reseal(self) -> None:
        """Makes all seals anew over the rows as they are now."""
        digest, after = "", 0
        for seal in Seal.objects.order_by("number"):
            rows = Entry.objects.filter(pk__gt=after, pk__lte=seal.last).order_by("pk")
            lines = [leaf(*row) for row in rows.values_list("pk", "subject", "sequence", "hash")]
            seal.leaves, seal.previous, seal.count = "\n".join(lines), digest, len(lines)
            digest, after = digest_of(as_sealed(seal)), seal.last
            self.run(
                "UPDATE journal_seal SET leaves = %s, previous = %s, count = %s, digest = %s WHERE number = %s",
                *(seal.leaves, seal.previous, seal.count, digest, seal.number),
            )


@pytest.fixture
def forger(owner: Callable[..., None]) -> Forger:
    return Forger(owner)


@pytest.fixture(autouse=True)
def _no_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record by itself: these subjects have no tables behind them unless a test registers some."""
    monkeypatch.setattr(replaying, "REPLAYS", {})
