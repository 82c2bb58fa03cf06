"""The tables must be what the record says they are."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qinqing.services.journal import actions, queries
from qinqing.services.journal.queries.replaying import REPLAYS


@pytest.fixture
def table(record) -> Iterator[dict[str, dict[str, object]]]:
    """The rows behind appeals, as they should be; other chapters' tables are out of sight."""
    rows: dict[str, dict[str, object]] = {
        "appeal/a": {"state": "answered", "lead": 7},
        "appeal/b": {"state": "refused", "lead": None},
    }
    registered = dict(REPLAYS)
    REPLAYS.clear()
    queries.register_replay(
        "appeal", lambda subjects: {one: rows[one] for one in subjects if one in rows}, subjects=lambda: iter(rows)
    )
    yield rows
    REPLAYS.clear()
    REPLAYS.update(registered)


def test_a_faithful_table_has_no_fault(table):
    assert queries.verify().ok


@pytest.mark.parametrize(("column", "sequence"), [("state", 4), ("lead", 3)])
def test_a_changed_value_names_the_entry_that_set_it(table, named, column, sequence):
    table["appeal/a"][column] = "x"
    assert named() == {("appeal/a", sequence)}


def test_a_value_that_no_entry_ever_set_is_named(table, named):
    table["appeal/b"]["lead"] = 9
    assert named() == {("appeal/b", 2)}


def test_a_row_that_vanished_is_named(table, named):
    del table["appeal/b"]
    assert named() == {("appeal/b", 2)}


def test_a_row_without_a_record_is_named(table, named):
    table["appeal/ghost"] = {"state": "lodged"}
    assert named() == {("appeal/ghost", 0)}


def test_a_row_removed_on_the_record_must_be_gone(table, named, write, noon):
    write("appeal/b", "appeals.appeal.removed", noon, removed=True)
    assert named() == {("appeal/b", 3)}
    del table["appeal/b"]
    assert named() == set()


def test_true_and_one_are_one_value(table, write, noon):
    write("appeal/b", "appeals.appeal.hidden", noon, confidential=True)
    table["appeal/b"]["confidential"] = 1
    assert queries.verify().ok


def test_from_a_seal_on_only_what_moved_is_compared(table, named):
    table["appeal/a"]["state"] = "x"
    assert named(since="2") == {("appeal/a", 4)}


def test_a_body_that_cannot_be_read_is_a_fault_and_no_crash(table, owner, named):
    owner("UPDATE journal_entry SET body = 'x' WHERE subject = 'appeal/a' AND sequence = 3")
    assert ("appeal/a", 3) in named()


def test_thousands_are_compared_in_pieces(table, clerk, noon):
    asked = []
    actions.record_many(
        actions.Pending(f"visit/{count:05d}", "visits.visit.made", clerk, noon, sets={"n": count})
        for count in range(2500)
    )

    def stored(subjects):
        asked.append(len(subjects))
        return {subject: {"n": int(subject[6:])} for subject in subjects}

    queries.register_replay("visit", stored)
    assert queries.verify().ok
    assert asked == [1000, 1000, 500]


def test_from_a_seal_on_it_asks_as_often_however_many_kinds_of_subject_there_are(table):
    def asked():
        with CaptureQueriesContext(connection) as statements:
            assert queries.verify(since="2").ok
        return len(statements)

    before = asked()
    for kind in ("organ", "item", "bulletin", "visit"):
        queries.register_replay(kind, lambda subjects: {}, subjects=lambda: iter(()))
    assert asked() == before


def test_what_went_on_since_a_seal_is_found_by_an_index(table):
    """On a small table the database may think otherwise; the index must be there to be thought of."""
    with connection.cursor() as cursor:
        indexes = connection.introspection.get_constraints(cursor, "journal_stream").values()
    assert ["last"] in [index["columns"] for index in indexes if index["index"]]
