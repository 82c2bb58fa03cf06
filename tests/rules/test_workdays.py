"""Working days: the pure calendar, by hand-checked cases, by properties, and against two independent packages."""

import os
import time as clock
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.workdays import WORKING_DAY, Day, WorkCalendar, day_of, end_of, ordinary_calendar, ordinary_day
from qinqing.services.calendar.rules.composing import InForce, compose, last_day
from qinqing.services.calendar.rules.parsing import parse_notice

NOTICES = Path(__file__).parents[2] / "src/qinqing/services/calendar/notices"


def seeded() -> WorkCalendar:
    """The calendar that the files in the repository make."""
    paths = sorted(NOTICES.glob("*.toml"), key=lambda path: f"{path.stem}-1"[:6])
    drafts = [parse_notice(path.read_bytes(), path.name) for path in paths]
    known = [InForce(number, draft.year, True, draft.days()) for number, draft in enumerate(drafts)]
    rows = compose(known, last=last_day(known))
    return WorkCalendar(1, tuple(Day(row.date, row.working, row.reason, "", row.provisional) for row in rows))


CALENDAR = seeded()
CHINA = holidays.country_holidays("CN", years=range(2019, 2027))
STARTS = [date(2022, 1, 1) + timedelta(days=step) for step in range(1826)]


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Sixty weeks from a Monday, with days freed and weekends worked at random, never a whole month off."""
    first = date(2024, 1, 1)
    run = [first + timedelta(days=step) for step in range(420)]
    turned = draw(st.sets(st.sampled_from(run), max_size=60))
    days = [Day(day, ordinary_day(day) != (day in turned)) for day in run]
    return ordinary_calendar(first, run[-1], days=days)


starts = st.dates(date(2024, 1, 1), date(2025, 6, 1))
lengths = st.integers(0, 60)
moments = st.datetimes(datetime(2024, 1, 2), datetime(2025, 1, 1)).map(lambda at: at.replace(tzinfo=UTC, microsecond=0))


@pytest.mark.parametrize("year", range(2020, 2027))
def test_each_day_agrees_with_both_oracles(year: int) -> None:
    days = [day.date for day in CALENDAR.days if day.date.year == year]
    ours = [day for day in days if CALENDAR.is_working(day)]
    assert len(days) in {365, 366}
    assert ours == [day for day in days if chinese_calendar.is_workday(day)]
    assert ours == [day for day in days if CHINA.is_working_day(day)]


def test_december_2019_had_no_moved_days() -> None:
    days = [date(2019, 12, 1) + timedelta(days=step) for step in range(31)]
    assert [CALENDAR.is_working(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]


def test_2026_is_as_the_state_council_arranged_it() -> None:
    worked = [day.date for day in CALENDAR.days if day.date.year == 2026 and day.working and not ordinary_day(day.date)]
    assert worked == [date(2026, *pair) for pair in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]]
    assert CALENDAR.between(date(2025, 12, 31), date(2026, 12, 31)) == 248


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # begun on a Friday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # on a Saturday
        (date(2026, 11, 22), 2, date(2026, 11, 24)),  # on a Sunday
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 1, 1), 1, date(2026, 1, 4)),  # a worked Sunday
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # a worked Saturday
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # across the Spring Festival
        (date(2026, 2, 17), 5, date(2026, 2, 28)),  # begun in it, with a worked Saturday at its end
        (date(2026, 4, 3), 1, date(2026, 4, 7)),
        (date(2026, 4, 30), 3, date(2026, 5, 8)),
        (date(2026, 4, 30), 4, date(2026, 5, 9)),
        (date(2026, 6, 18), 1, date(2026, 6, 22)),
        (date(2026, 9, 18), 10, date(2026, 10, 9)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2025, 12, 31), 2, date(2026, 1, 5)),  # over the year's end
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2024, 3, 1)),
        (date(2020, 1, 23), 1, date(2020, 2, 3)),  # the festival that a second notice made longer
        (date(2026, 11, 21), 0, date(2026, 11, 21)),  # no length: the day of the event, worked or not
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # 2027 has no notice
        (date(2028, 12, 29), 3, date(2029, 1, 3)),  # past the last day kept
        (date(2031, 7, 5), 10, date(2031, 7, 18)),
    ],
)
def test_a_limit_ends_with_its_last_working_day(start: date, length: int, due: date) -> None:
    assert CALENDAR.add(start, length) == due


def test_a_limit_ends_at_24_00_in_shanghai() -> None:
    assert end_of(date(2026, 11, 24)) == datetime(2026, 11, 24, 16, tzinfo=UTC)
    assert day_of(datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)) == date(2026, 11, 24)
    assert day_of(datetime(2026, 11, 24, 16, tzinfo=UTC)) == date(2026, 11, 25)


def test_a_day_before_the_calendar_is_refused() -> None:
    for ask in (CALENDAR.is_working, CALENDAR.ordinal, lambda day: CALENDAR.add(day, 3)):
        with pytest.raises(Refused, match="2019年12月1日"):
            ask(date(2019, 11, 30))


def test_a_limit_beyond_all_dates_is_refused() -> None:
    with pytest.raises(Refused, match="时限太长"):
        CALENDAR.add(date(2026, 1, 1), 10_000_000)


def test_a_negative_limit_is_a_bug() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        CALENDAR.add(date(2026, 1, 1), -1)


def test_a_limit_into_a_year_without_notice_is_provisional() -> None:
    assert CALENDAR.explain(date(2026, 12, 30), 1).provisional is False
    assert CALENDAR.explain(date(2026, 12, 30), 2).provisional is True
    assert CALENDAR.explain(date(2029, 5, 1), 3).provisional is True


def test_it_explains_each_day() -> None:
    told = CALENDAR.explain(date(2026, 9, 18), 10)
    assert told.counted[0] == date(2026, 9, 20)
    assert [skip.reason for skip in told.skipped] == ["周六", *["中秋节"] * 3, *["国庆节"] * 7]


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 09:00", 2, "2026-11-23 11:00"),
        ("2026-11-23 10:00", 2, "2026-11-23 12:00"),  # at noon, not at two
        ("2026-11-23 11:00", 2, "2026-11-23 15:00"),  # over lunch
        ("2026-11-23 12:30", 1, "2026-11-23 15:00"),
        ("2026-11-23 15:30", 2, "2026-11-23 17:30"),
        ("2026-11-23 17:29", 2, "2026-11-24 10:29"),
        ("2026-11-20 17:30", 2, "2026-11-23 10:30"),
        ("2026-11-20 23:59", 2, "2026-11-23 10:30"),
        ("2026-11-21 10:00", 2, "2026-11-23 10:30"),
        ("2026-11-23 00:00", 7, "2026-11-23 17:30"),
        ("2026-11-23 08:30", 14, "2026-11-24 17:30"),
        ("2026-02-13 17:00", 1, "2026-02-14 09:00"),  # into a worked Saturday
        ("2026-11-23 08:00", 0, "2026-11-23 08:00"),
    ],
)
def test_hours_run_in_working_hours_only(start: str, hours: int, due: str) -> None:
    begun, ended = (datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) for text in (start, due))
    assert CALENDAR.add_hours(begun, hours) == ended


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "Asia/Urumqi", "America/New_York"])
def test_the_servers_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", zone)
    clock.tzset()
    try:
        late = datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC)
        assert CALENDAR.add(day_of(late), 1) == date(2026, 11, 24)
        assert CALENDAR.add_hours(late, 2) == datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    finally:
        monkeypatch.setenv("TZ", before or "UTC")
        clock.tzset()


@given(calendars(), starts, lengths)
def test_adding_and_counting_are_inverse(calendar: WorkCalendar, start: date, length: int) -> None:
    due = calendar.add(start, length)
    assert calendar.between(start, due) == length
    assert length == 0 or calendar.is_working(due)


@given(calendars(), starts, lengths)
def test_adding_is_walking_day_by_day(calendar: WorkCalendar, start: date, length: int) -> None:
    day, left = start, length
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    assert calendar.add(start, length) == day
    told = calendar.explain(start, length)
    assert len(told.counted) == length
    assert len(told.counted) + len(told.skipped) == (day - start).days


@given(calendars(), starts, lengths, lengths)
def test_a_longer_limit_never_ends_earlier(calendar: WorkCalendar, start: date, length: int, more: int) -> None:
    assert calendar.add(start, length) <= calendar.add(start, length + more)
    assert calendar.add(start, length) >= start + timedelta(days=length)


@given(calendars(), starts, st.integers(1, 60), st.integers(0, 40))
def test_adding_in_two_steps_is_adding_at_once(calendar: WorkCalendar, start: date, first: int, second: int) -> None:
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(calendars(), moments, st.integers(1, 40 * 3600))
def test_working_time_adds_up(calendar: WorkCalendar, start: datetime, seconds: int) -> None:
    length = timedelta(seconds=seconds)
    due = calendar.add_time(start, length)
    assert calendar.time_between(start, due) == length
    assert due >= start + length
    assert calendar.add_time(start, length + WORKING_DAY) > due


@pytest.mark.parametrize(("length", "wrong"), [(5, (0.14, 0.145)), (10, (0.23, 0.245))])
def test_counting_without_moved_working_days_is_late(length: int, wrong: tuple[float, float]) -> None:
    naive_days = tuple(Day(day.date, day.working and ordinary_day(day.date)) for day in CALENDAR.days)
    naive = WorkCalendar(1, naive_days)
    late = [(naive.add(start, length) - CALENDAR.add(start, length)).days for start in STARTS]
    assert min(late) == 0
    assert wrong[0] <= sum(map(bool, late)) / len(late) <= wrong[1]


def test_a_gap_in_the_days_is_a_bug() -> None:
    with pytest.raises(ValueError, match="gap"):
        WorkCalendar(1, (Day(date(2026, 1, 1), True), Day(date(2026, 1, 3), True)))
    with pytest.raises(ValueError, match="at least"):
        WorkCalendar(1, ())
