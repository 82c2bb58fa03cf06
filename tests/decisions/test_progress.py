"""四(三): progress is told by the 30th of each month, asked for by a limit that the worker starts."""

from datetime import date

import pytest

from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.decisions.rules.months import months_to_open, progress_due
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.officer("power-supply")


@pytest.fixture
def item(decided, walk):
    return walk(decided()[0], "implementing")


def fresh(cast, item):
    return queries.fetch(cast.intake, item.code)


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (date(2026, 12, 1), 30, date(2026, 12, 30)),
        (date(2027, 2, 1), 30, date(2027, 2, 28)),
        (date(2028, 2, 1), 30, date(2028, 2, 29)),
        (date(2026, 5, 1), 30, date(2026, 5, 30)),  # a Saturday: the Plan says the 30th
    ],
)
def test_the_day_is_the_thirtieth_or_the_months_last(month, day, due):
    assert progress_due(month, day) == due


@pytest.mark.parametrize(
    ("opened", "today", "months"),
    [
        (None, date(2026, 11, 30), []),
        (None, date(2026, 12, 1), [date(2026, 12, 1)]),
        (None, date(2027, 2, 9), [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]),
        (date(2027, 1, 1), date(2027, 1, 31), []),
        (date(2027, 1, 1), date(2027, 2, 1), [date(2027, 2, 1)]),
    ],
)
def test_every_month_after_the_decision_is_asked_for_once(opened, today, months):
    assert months_to_open(date(2026, 11, 23), opened, today) == months


def test_a_month_begins_once_however_often_the_worker_looks(cast, item, clock_of, later):
    assert decisions.open_progress_notes(later()) == 0
    assert [decisions.open_progress_notes(later(days=10, minutes=minute)) for minute in range(3)] == [1, 0, 0]
    clock = clock_of(fresh(cast, item), "progress:2026-12")
    assert (clock.start_on, clock.due_on, clock.holder_organ) == (
        date(2026, 12, 1), date(2026, 12, 30), cast.organ("power-supply")
    )  # fmt: skip
    assert record.verify().ok


def test_a_standstill_loses_no_month(cast, item, clock_of, later):
    decisions.open_progress_notes(later(days=75))
    opened = fresh(cast, item)
    assert [clock_of(opened, f"progress:{month}").due_on for month in ("2026-12", "2027-01", "2027-02")] == [
        date(2026, 12, 30), date(2027, 1, 30), date(2027, 2, 28)
    ]  # fmt: skip
    assert opened.due_at < later(days=75), "what was missed is red at once"


def test_the_leads_note_is_the_months(cast, officer, item, clock_of, later):
    decisions.open_progress_notes(later(days=10))
    decisions.note_progress(fresh(cast, item), progress="廊道已清", by=cast.officer("park-west"), at=later(days=11))
    assert clock_of(item, "progress:2026-12").verdict == ""
    decisions.note_progress(fresh(cast, item), progress="变压器到货", by=officer, at=later(days=12))
    assert clock_of(item, "progress:2026-12").verdict == "on_time"
    assert decisions.open_progress_notes(later(days=13)) == 0
    decisions.open_progress_notes(later(days=40))
    decisions.note_progress(fresh(cast, item), progress="已安装", by=officer, at=later(days=70))
    assert clock_of(item, "progress:2027-01").verdict == "late"
    assert record.verify().ok


def test_a_note_before_the_worker_looked_counts_too(cast, officer, item, clock_of, later):
    decisions.note_progress(item, progress="变压器到货", by=officer, at=later(days=9))
    assert clock_of(item, "progress:2026-12").verdict == "on_time"
    assert decisions.open_progress_notes(later(days=10)) == 0


def test_what_is_done_owes_no_progress(cast, officer, item, clock_of, later):
    decisions.open_progress_notes(later(days=10))
    decisions.complete(fresh(cast, item), note="办完", by=officer, at=later(days=11))
    assert clock_of(item, "progress:2026-12").verdict == "on_time"
    assert decisions.open_progress_notes(later(days=45)) == 0


def test_notes_are_read_by_month(cast, officer, item, speaker, later):
    decisions.note_progress(item, progress="变压器到货", by=officer, at=later(days=9))
    (note,) = queries.progress_notes(item, cast.intake)
    assert (note.month, note.organ, note.text) == (date(2026, 12, 1), "供电公司", "变压器到货")
    assert queries.progress_notes(item, speaker(item.appeal)) == ()
