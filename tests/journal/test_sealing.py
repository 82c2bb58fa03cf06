"""Sealing day by day."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from qinqing.services.journal import actions, backend, queries
from qinqing.services.journal.actions import sealing
from qinqing.services.journal.models import Entry, Seal

LODGED = "appeals.appeal.lodged"


def test_it_seals_the_days_that_are_over(record, noon):
    rows = list(Seal.objects.order_by("number").values_list("number", "day", "count"))
    assert rows == [(1, date(2026, 11, 20), 3), (2, date(2026, 11, 21), 2)]


def test_a_second_run_seals_nothing(record, noon):
    assert actions.seal(at=noon + timedelta(days=2)) == []


def test_a_day_ends_at_midnight_in_shanghai(db, write, noon):
    write("appeal/a", LODGED, noon)
    midnight = noon.replace(hour=16, minute=0, microsecond=0)
    assert actions.seal(at=midnight - timedelta(microseconds=1)) == []
    assert len(actions.seal(at=midnight)) == 1


def test_now_seals_today_too(record, noon):
    (made,) = actions.seal_now(at=noon + timedelta(days=2))
    assert (made.number, made.count) == (3, 2)
    assert queries.verify().ok


def test_an_entry_told_late_is_sealed_once(record, noon, write):
    write("appeal/late", LODGED, noon - timedelta(days=9))
    made = actions.seal(at=noon + timedelta(days=3))
    assert sum(seal.count for seal in made) == 3
    assert queries.verify().seals == 2 + len(made)
    assert queries.verify().ok


def test_days_that_interleave_are_sealed_without_a_gap(db, noon, write):
    for offset in (2, 0, 1, 3, 0, 2):
        write("appeal/a", LODGED, noon + timedelta(days=offset))
    made = actions.seal(at=noon + timedelta(days=3))
    assert sum(seal.count for seal in made) == 6
    assert actions.seal(at=noon + timedelta(days=9)) == []
    assert queries.verify().ok


def test_a_busy_day_makes_several_seals(db, noon, clerk, monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST", 4)
    actions.record_many(actions.Pending(f"appeal/{count}", LODGED, clerk, noon) for count in range(10))
    assert [seal.count for seal in actions.seal_now(at=noon)] == [4, 4, 2]
    assert queries.verify().ok


def test_ids_given_up_by_a_rollback_leave_a_hole_that_is_no_fault(record, noon, write, clerk):
    with transaction.atomic():
        actions.record("appeal/none", LODGED, by=clerk, at=noon)
        transaction.set_rollback(True)
    write("appeal/a", LODGED, noon)
    actions.seal_now(at=noon)
    assert queries.verify().ok


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_writers_that_hold_a_lower_id(noon, write):
    """Nobody may commit an id that a seal has passed over."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    write("appeal/a", LODGED, noon)
    other = connection.copy()
    with transaction.atomic():
        backend.heads_and_numbers(["appeal/a"], 1)
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
            with pytest.raises(Exception, match="lock timeout"):
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [backend.LOCK])
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [backend.LOCK])
    other.close()


def test_the_export_is_json_that_anybody_reads(record, tmp_path):
    anchor = tmp_path / "anchor.json"
    with anchor.open("w") as file:
        queries.export_seals(file)
    seals = json.loads(anchor.read_text())["seals"]
    assert [seal["number"] for seal in seals] == [1, 2]
    assert seals[1]["previous"] == seals[0]["digest"]
    assert len(seals[0]["leaves"].split("\n")) == 3


def test_a_copy_reformatted_by_hand_still_serves(record, tmp_path):
    anchor = tmp_path / "anchor.json"
    with anchor.open("w") as file:
        queries.export_seals(file)
    anchor.write_text(json.dumps(json.loads(anchor.read_text()), indent=4))
    assert queries.verify(anchor=anchor).ok


def test_ids_go_on_after_the_sealed_ones(record, owner, write, noon):
    last = Seal.objects.get(number=2).last
    owner("DELETE FROM journal_entry")
    owner("DELETE FROM journal_stream")
    assert write("appeal/new", LODGED, noon).pk > last
    assert Entry.objects.count() == 1
