"""Lights: colour and words, from a clock, a moment and the calendar."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.workdays import day_of, ordinary_calendar
from qinqing.services.calendar.rules import light
from qinqing.services.calendar.rules.fitting import fit
from qinqing.services.calendar.states import Colour, Outcome, Unit

CALENDAR = ordinary_calendar(date(2026, 1, 1), date(2026, 12, 31))


@dataclass
class Running:
    """A clock as the rules see it."""

    started_at: datetime
    length: int
    unit: str = Unit.DAY
    base_on: date = date(2026, 1, 1)
    due_on: date = date(2026, 1, 1)
    due_at: datetime | None = None
    original_due_at: datetime | None = None
    provisional: bool = False
    excluded: int = 0
    extended: int = 0
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    verdict: str = ""
    holder_role: str = "officer"
    key: str = "handle"
    kind: str = "handle"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def running(start: str, length: int, unit: str = Unit.DAY, **more: object) -> Running:
    clock = Running(at(start), length, unit, base_on=more.pop("base_on", day_of(at(start))), **more)
    found = fit(clock, CALENDAR)
    clock.due_on, clock.due_at = found.due_on, found.due_at
    clock.original_due_at, clock.provisional = found.original_due_at, found.provisional
    return clock


@pytest.mark.parametrize(
    ("length", "now", "colour", "words"),
    [
        (10, "11-02 10:00", Colour.GREEN, "还有 10 个工作日"),
        (10, "11-11 10:00", Colour.GREEN, "还有 3 个工作日"),
        (10, "11-12 10:00", Colour.YELLOW, "还有 2 个工作日"),
        (10, "11-16 10:00", Colour.YELLOW, "今天到期"),
        (10, "11-16 23:59:59", Colour.YELLOW, "今天到期"),
        (10, "11-17 00:00", Colour.RED, "超期 1 天"),
        (10, "11-21 10:00", Colour.RED, "超期 5 天"),
        (1, "11-02 10:00", Colour.GREEN, "还有 1 个工作日"),
        (1, "11-03 00:00", Colour.YELLOW, "今天到期"),
        (3, "11-04 10:00", Colour.GREEN, "还有 1 个工作日"),
        (3, "11-05 10:00", Colour.YELLOW, "今天到期"),
        (5, "11-08 10:00", Colour.YELLOW, "还有 1 个工作日"),  # the Sunday before the last working day
    ],
)
def test_it_is_yellow_in_the_last_third_and_red_after(length: int, now: str, colour: Colour, words: str) -> None:
    shown = light(running("11-02 10:00", length), at(now), CALENDAR)
    assert (shown.colour, shown.words) == (colour, words)


@pytest.mark.parametrize(
    ("now", "colour", "words"),
    [
        ("11-02 09:00", Colour.GREEN, "还有 2 小时"),
        ("11-02 09:40", Colour.GREEN, "还有 1 小时 20 分"),
        ("11-02 10:20", Colour.YELLOW, "还有 40 分"),
        ("11-02 11:00", Colour.RED, "超期 1 分"),
        ("11-02 11:35", Colour.RED, "超期 35 分"),
        ("11-05 12:00", Colour.RED, "超期 3 天"),
    ],
)
def test_a_limit_in_hours_counts_working_time(now: str, colour: Colour, words: str) -> None:
    shown = light(running("11-02 09:00", 2, Unit.HOUR), at(now), CALENDAR)
    assert (shown.colour, shown.words) == (colour, words)
    assert shown.due == "11月2日 11:00"


def test_a_provisional_date_keeps_its_colour_and_says_so() -> None:
    shown = light(running("12-30 10:00", 4), at("12-30 11:00"), CALENDAR)
    assert (shown.colour, shown.words) == (Colour.GREEN, "还有 4 个工作日（暂定 2027年1月5日）")


@pytest.mark.parametrize(
    ("verdict", "stopped", "words"),
    [
        (Outcome.ON_TIME, "11-16 23:00", "按时"),
        (Outcome.LATE, "11-18 09:00", "超期 2 天完成"),
        (Outcome.VOID, "11-05 09:00", "不计"),
    ],
)
def test_a_stopped_clock_is_grey_and_says_how_it_ended(verdict: Outcome, stopped: str, words: str) -> None:
    clock = running("11-02 10:00", 10)
    clock.verdict, clock.stopped_at = verdict, at(stopped)
    shown = light(clock, at("12-20 10:00"), CALENDAR)
    assert (shown.colour, shown.words) == (Colour.GREY, words)


def test_a_paused_clock_is_grey() -> None:
    clock = running("11-02 10:00", 10)
    clock.paused_at = at("11-03 10:00")
    assert light(clock, at("12-20 10:00"), CALENDAR).words == "已暂停"


def test_a_given_date_may_be_a_weekend() -> None:
    clock = running("11-02 10:00", 0, Unit.DATE, base_on=date(2026, 11, 29))
    assert light(clock, at("11-28 10:00"), CALENDAR).words == "11月29日到期"
    assert light(clock, at("11-28 10:00"), CALENDAR).colour == Colour.YELLOW
    assert light(clock, at("11-30 00:00"), CALENDAR).words == "超期 1 天"
