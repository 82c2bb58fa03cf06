"""Clocks: they start, rest, grow, stop, and tell the journal all of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from qinqing.kernel.phrases import SHANGHAI
from qinqing.services.calendar import queries
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.models import Clock, Pause
from qinqing.services.calendar.states import Outcome, Unit

pytestmark = pytest.mark.django_db
SUBJECT = "appeal/k3j9x2m4qp"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def started(subject: str, moment: str, length: int, **more: Any) -> Clock:
    clocks = Clocks.of(subject)
    clock = clocks.start("handle", at=at(moment), holder_role="officer", length=length, **more)
    clocks.save()
    return clock


def handle(length: int = 10, moment: str = "2026-11-02 10:00", **more: Any) -> Clocks:
    clocks = Clocks.of(SUBJECT)
    clocks.start("handle", at=at(moment), holder_role="officer", length=length, clause="四(一)1", edition=1, **more)
    clocks.save()
    return Clocks.of(SUBJECT)


def test_it_starts_on_the_day_after_the_event() -> None:
    clock = handle().get("handle")
    assert clock is not None
    assert clock.due_on == date(2026, 11, 16)
    assert clock.due_at == at("2026-11-17 00:00") == clock.original_due_at
    assert (clock.calendar_version, clock.provisional, clock.verdict) == (1, False, "")


def test_a_limit_over_the_years_end_is_provisional() -> None:
    assert started(SUBJECT, "2026-12-30 10:00", 3).provisional


def test_a_second_run_gets_a_number() -> None:
    clocks = handle()
    clocks.stop("handle", at("2026-11-03 10:00"))
    clocks.start("handle", at=at("2026-11-04 10:00"), holder_role="officer", length=3)
    clocks.save()
    assert [clock.key for clock in Clocks.of(SUBJECT)] == ["handle", "handle#2"]


def test_starting_what_runs_is_a_bug() -> None:
    with pytest.raises(ValueError, match="already runs"):
        handle().start("handle", at=at("2026-11-04 10:00"), holder_role="officer", length=3)


@pytest.mark.parametrize(
    ("stopped", "verdict"),
    [
        ("2026-11-16 23:59:59", Outcome.ON_TIME),
        ("2026-11-17 00:00:00", Outcome.LATE),
        ("2026-11-02 10:00:00", Outcome.ON_TIME),
    ],
)
def test_it_is_on_time_until_the_day_ends(stopped: str, verdict: Outcome) -> None:
    clocks = handle()
    clocks.stop("handle", at(stopped))
    clocks.save()
    clock = Clock.objects.get()
    assert (clock.verdict, clock.stopped_at) == (verdict, at(stopped))


def test_a_stopped_clock_never_changes_again() -> None:
    clocks = handle()
    clocks.stop("handle", at("2026-11-03 10:00"))
    clocks.save()
    later = at("2026-12-01 10:00")
    again = Clocks.of(SUBJECT)
    assert [again.stop("handle", later), again.void("handle", later), again.pause("handle", later)] == [[], [], []]
    assert again.extend("handle", 3, later) == []
    assert again.sets == {}


def test_a_void_clock_counts_for_nothing() -> None:
    clocks = handle()
    clocks.void("handle", at("2026-12-03 10:00"))
    assert clocks.save()["clock/handle"]["verdict"] == "void"
    assert clocks.most_pressing is None


def test_a_pause_moves_it_by_the_working_days_after_the_pause_day() -> None:
    clocks = handle()
    clocks.pause("handle", at("2026-11-06 10:00"))  # a Friday
    clocks.save()
    clocks = Clocks.of(SUBJECT)
    clocks.resume("handle", at("2026-11-10 10:00"))  # the Tuesday after
    clocks.save()
    clock, pause = Clock.objects.get(), Pause.objects.get()
    assert (clock.excluded, clock.due_on, clock.paused_at) == (2, date(2026, 11, 18), None)
    assert clock.original_due_at == clock.due_at
    assert (pause.from_on, pause.until_on) == (date(2026, 11, 6), date(2026, 11, 10))


def test_pausing_and_resuming_on_one_day_moves_nothing() -> None:
    clocks = handle()
    clocks.pause("handle", at("2026-11-06 10:00"))
    clocks.resume("handle", at("2026-11-06 16:00"))
    clocks.pause("handle", at("2026-11-06 17:00"))
    clocks.save()
    clock = Clock.objects.get()
    assert (clock.excluded, clock.due_on, clock.paused_at) == (0, date(2026, 11, 16), at("2026-11-06 17:00"))
    assert Pause.objects.filter(until_at__isnull=True).count() == 1


def test_resuming_and_pausing_again_keeps_the_new_pause_open() -> None:
    clocks = handle()
    clocks.pause("handle", at("2026-11-03 10:00"))
    clocks.save()
    clocks = Clocks.of(SUBJECT)
    clocks.resume("handle", at("2026-11-04 10:00"))
    clocks.pause("handle", at("2026-11-04 11:00"))
    clocks.save()
    assert list(Pause.objects.order_by("from_at").values_list("until_on", flat=True)) == [date(2026, 11, 4), None]


def test_stopping_a_paused_clock_gives_back_the_pause_first() -> None:
    clocks = handle(1)
    clocks.pause("handle", at("2026-11-02 11:00"))
    clocks.stop("handle", at("2026-11-05 11:00"))
    assert clocks.running() == []
    assert clocks.save()["clock/handle"]["verdict"] == "on_time"


def test_an_extension_keeps_the_original_limit() -> None:
    clocks = handle()
    clocks.extend("handle", 5, at("2026-11-10 10:00"))
    clocks.save()
    clock = Clock.objects.get()
    assert (clock.due_on, clock.extended) == (date(2026, 11, 23), 5)
    assert clock.original_due_at == at("2026-11-17 00:00")


def test_hours_rest_in_working_time() -> None:
    clocks = handle(2, "2026-11-02 16:30", unit=Unit.HOUR)
    clocks.pause("handle", at("2026-11-02 17:00"))
    clocks.resume("handle", at("2026-11-03 09:30"))
    clocks.save()
    clock = Clock.objects.get()
    assert clock.due_at == at("2026-11-03 11:00")
    assert clock.excluded == 90 * 60


def test_a_given_date_stays_what_it_is() -> None:
    clock = started(SUBJECT, "2026-11-02 10:00", 0, unit=Unit.DATE, due_on=date(2027, 1, 30))
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 30), False)
    with pytest.raises(ValueError, match="given its day"):
        started("appeal/other", "2026-11-02 10:00", 3, unit=Unit.DATE)


def test_the_most_pressing_runs_and_is_due_first() -> None:
    clocks = handle()
    clocks.start("contact", at=at("2026-11-02 10:00"), holder_role="officer", length=1)
    clocks.start("sign", at=at("2026-11-02 10:00"), holder_role="officer", length=2)
    clocks.pause("contact", at("2026-11-02 11:00"))
    assert clocks.most_pressing is clocks.get("sign")
    clocks.stop("sign", at("2026-11-03 11:00"))
    assert clocks.most_pressing is clocks.get("handle")


def test_a_name_is_a_key_or_a_kind() -> None:
    clocks = Clocks.of(SUBJECT)
    for organ in (11, 12):
        clocks.start(
            "assist", key=f"assist:{organ}", holder_organ=organ, at=at("2026-11-02 10:00"), holder_role="officer"
        )
    assert [clock.key for clock in clocks.stop("assist:12", at("2026-11-02 12:00"))] == ["assist:12"]
    assert [clock.key for clock in clocks.stop("assist", at("2026-11-02 12:00"))] == ["assist:11"]


def test_it_loads_in_one_query_and_saves_in_few(django_assert_num_queries: Any) -> None:
    handle()
    queries.current()
    with django_assert_num_queries(1):
        clocks = Clocks.of(SUBJECT)
    clocks.pause("handle", at("2026-11-03 10:00"))
    for number in range(5):
        clocks.start("assist", key=f"assist:{number}", at=at("2026-11-03 10:00"), holder_role="officer", length=3)
    with django_assert_num_queries(3):
        clocks.save()


def test_what_it_tells_the_journal_is_what_is_stored() -> None:
    told: dict[str, object] = {}
    clocks = Clocks.of(SUBJECT)
    clocks.start("handle", at=at("2026-11-02 10:00:00.123456"), holder_role="officer", holder_organ=4, length=10)
    told |= clocks.save()
    for name, moment in (("pause", "2026-11-03"), ("resume", "2026-11-05"), ("stop", "2026-11-20")):
        clocks = Clocks.of(SUBJECT)
        getattr(clocks, name)("handle", at(f"{moment} 10:00"))
        told |= clocks.save()
        assert queries.stored_clocks([SUBJECT]) == {SUBJECT: told}


def test_it_explains_pauses_and_holidays() -> None:
    clocks = handle(5, "2026-09-28 10:00")
    clocks.pause("handle", at("2026-09-29 10:00"))
    clocks.resume("handle", at("2026-09-30 10:00"))
    clocks.save()
    told = queries.explain_clock(Clock.objects.get())
    assert told.due == date(2026, 10, 12)
    assert told.counted == tuple(date(2026, *day) for day in [(9, 29), (10, 8), (10, 9), (10, 10), (10, 12)])
    assert told.skipped[0] == (date(2026, 9, 30), "暂停计时", "")
    assert told.skipped[1].reason == "国庆节"
    assert "国办发明电〔2025〕7号" in told.notices[0]


class TestPauses(TestCase):
    """Whatever the pauses, a limit never ends earlier for them."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 8)), max_size=4), st.integers(1, 20))
    def test_pauses_never_make_a_limit_earlier(self, rests: list[tuple[int, int]], length: int) -> None:
        begun = at("2026-09-21 10:00")
        clocks = Clocks("appeal/paused")
        clock = clocks.start("handle", at=begun, holder_role="officer", length=length)
        promised, now = clock.due_on, begun
        for wait, rest in rests:
            clocks.pause("handle", now := now + timedelta(days=wait))
            clocks.resume("handle", now := now + timedelta(days=rest))
            assert clock.due_on >= promised
            promised = clock.due_on
        assert queries.current().between(clock.base_on, clock.due_on) == length + clock.excluded
