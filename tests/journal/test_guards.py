"""The database itself refuses to change the record."""

import pytest
from django.db import DatabaseError, connection, transaction

from qinqing.services.journal import guards, queries
from qinqing.services.journal.models import Entry, Seal

CHANGES = [
    "UPDATE journal_entry SET name = 'x'",
    "DELETE FROM journal_entry",
    "UPDATE journal_seal SET digest = 'x'",
    "DELETE FROM journal_seal",
]
POSTGRES = ["TRUNCATE journal_entry", "TRUNCATE journal_seal"]
SQLITE = [
    "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry",
    "INSERT OR REPLACE INTO journal_seal SELECT * FROM journal_seal",
]


def statements() -> list[str]:
    return CHANGES + (POSTGRES if connection.vendor == "postgresql" else SQLITE)


def test_every_change_is_refused(record):
    for statement in statements():
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert (Entry.objects.count(), Seal.objects.count()) == (7, 2)


def test_without_the_triggers_every_change_goes_through(record):
    """The broken twin: it is the triggers that refuse."""
    guards.remove(connection)
    for statement in statements():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    assert len(queries.missing_triggers()) == len(guards._names(connection.vendor))


def test_none_is_missing_after_migrating(db):
    assert queries.missing_triggers() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_tests_may_empty_the_tables_between_them(write, noon, run):
    assert Entry.objects.count() == 0
    write("appeal/a", "appeals.appeal.lodged", noon)
    assert queries.missing_triggers() == []
