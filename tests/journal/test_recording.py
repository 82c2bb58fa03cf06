"""Putting entries on the record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from qinqing.kernel.actors import Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.journal import actions, backend, queries
from qinqing.services.journal.actions import recording
from qinqing.services.journal.models import Entry, Stream

pytestmark = pytest.mark.django_db
LODGED = "appeals.appeal.lodged"


def test_it_keeps_who_did_what_when_and_under_which_clause(clerk, noon):
    entry = actions.record(
        "appeal/a", LODGED, by=clerk, at=noon, clause="四(一)1", facts={"channel": "窗口"}, sets={"state": "lodged"}
    )
    (kept,) = queries.history("appeal/a")
    assert (kept.pk, kept.hash, kept.sequence) == (entry.pk, entry.hash, 1)
    assert (kept.by, kept.at, kept.clause) == (clerk, noon, "四(一)1")
    assert (kept.facts, kept.sets) == ({"channel": "窗口"}, {"state": "lodged"})


def test_it_asks_three_queries(clerk, noon, django_assert_num_queries):
    with django_assert_num_queries(3):
        actions.record("appeal/a", LODGED, by=clerk, at=noon)


def test_thousands_ask_as_few_queries(clerk, noon, django_assert_max_num_queries):
    pending = [actions.Pending(f"appeal/{count}", LODGED, clerk, noon) for count in range(3000)]
    with django_assert_max_num_queries(9):
        assert len(actions.record_many(pending)) == 3000
    assert queries.verify().events == 3000


def test_several_of_one_subject_follow_each_other(clerk, noon):
    one = actions.Pending("appeal/a", LODGED, clerk, noon)
    other = replace(one, subject="appeal/b")
    actions.record("appeal/b", LODGED, by=clerk, at=noon)
    written = actions.record_many([one, other, one, one])
    assert [(entry.subject, entry.sequence) for entry in written] == [
        ("appeal/a", 1),
        ("appeal/b", 2),
        ("appeal/a", 2),
        ("appeal/a", 3),
    ]
    assert queries.verify().ok


def test_it_refuses_to_stand_outside_a_transaction(transactional_db, clerk, noon):
    with pytest.raises(TransactionManagementError):
        actions.record("appeal/a", LODGED, by=clerk, at=noon)


def test_values_are_kept_in_one_form(clerk, noon):
    shanghai = noon.astimezone(timezone(timedelta(hours=8)))
    sets = {"sum": Decimal("100.00"), "on": date(2026, 1, 2), "at": shanghai, "role": Role.HEAD, "codes": {"b", "a"}}
    entry = actions.record("appeal/a", LODGED, by=clerk, at=shanghai, sets=sets)
    assert entry.sets == {
        "sum": "100",
        "on": "2026-01-02",
        "at": "2026-11-20 04:00:00.000250",
        "role": "head",
        "codes": ["a", "b"],
    }
    assert queries.verify().ok


@pytest.mark.parametrize("value", [object(), b"bytes", float("nan")])
def test_it_takes_primitives_only(clerk, noon, value):
    with pytest.raises((TypeError, ValueError)):
        actions.record("appeal/a", LODGED, by=clerk, at=noon, facts={"value": value})


@pytest.mark.parametrize("name", ["王\x1f小明", "王\x00小明", "王\ud800小明"])
def test_it_refuses_names_that_would_blur_the_columns(clerk, noon, name):
    with pytest.raises(Refused):
        actions.record("appeal/a", LODGED, by=replace(clerk, name=name), at=noon)
    assert not Entry.objects.exists()


def test_it_keeps_odd_characters_in_the_body(clerk, noon):
    note = "行一\n行二\x1f\x00\u2028\U00020bb7"
    actions.record("appeal/a", LODGED, by=clerk, at=noon, facts={"note": note})
    assert queries.history("appeal/a")[0].facts["note"] == note
    assert queries.verify().ok


@pytest.mark.parametrize(("subject", "event"), [("appeal", LODGED), ("appeal/a b", LODGED), ("appeal/a", "Lodged")])
def test_a_misspelt_subject_or_event_is_a_bug(clerk, noon, subject, event):
    with pytest.raises(ValueError, match="misspelt"):
        actions.record(subject, event, by=clerk, at=noon)


def test_a_naive_moment_is_a_bug(clerk):
    with pytest.raises(ValueError, match="aware"):
        actions.record("appeal/a", LODGED, by=clerk, at=datetime(2026, 1, 1))


@pytest.mark.parametrize("known", [True, False])
def test_the_slower_of_two_is_told_who_was_faster(clerk, noon, known):
    if known:
        actions.record("appeal/a", LODGED, by=clerk, at=noon)
    seen = backend.heads_and_numbers(["appeal/a"], 1)[0]
    faster = replace(clerk, name="李芳")
    actions.record("appeal/a", "appeals.appeal.accepted", by=faster, at=noon)
    mine = [actions.Pending("appeal/a", "appeals.appeal.refused", clerk, noon)]
    slower = list(recording._chained(mine, [10**9], seen))
    with pytest.raises(Conflict) as conflict:
        recording._move_heads(slower)
    assert (conflict.value.by, conflict.value.at) == (faster.title, noon)


@pytest.mark.django_db(transaction=True)
def test_people_at_the_same_moment_leave_one_gapless_chain(clerk, noon):
    start, refused = Barrier(4), []

    def work() -> None:
        try:
            for _ in range(10):
                start.wait()
                _try_to_record(clerk, noon, refused)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Entry.objects.count() + len(refused) == 40
    assert Stream.objects.get().sequence == Entry.objects.count() >= 10
    assert queries.verify().ok


def _try_to_record(clerk, noon, refused):
    try:
        with transaction.atomic():
            actions.record("appeal/a", LODGED, by=clerk, at=noon)
    except Conflict as conflict:
        refused.append(conflict)


def test_moments_are_kept_in_utc(clerk):
    at = datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=8)))
    actions.record("appeal/a", LODGED, by=clerk, at=at)
    assert queries.history("appeal/a")[0].at == datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
