"""Days laid out for pages: a year as months, and a limit counted day by day."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from qinqing.kernel.phrases import day_zh
from qinqing.kernel.workdays import WEEKDAYS, Day, Explanation, WorkCalendar, ordinary_day
from qinqing.services.calendar.queries import ClockExplanation


class Cell(NamedTuple):
    """One day of a month: ``tone`` is "" (worked), rest, off or moved; ``word`` says the last two."""

    number: int
    tone: str
    word: str
    reason: str


class Month(NamedTuple):
    """A month's weeks from Monday on; None where a day belongs to a neighbour."""

    number: int
    weeks: list[list[Cell | None]]
    working: int
    notes: list[str]


class Line(NamedTuple):
    """One day of a limit: counted or not, and why."""

    day: date
    weekday: str
    words: str
    tone: str
    notice: str


def year_of(calendar: WorkCalendar, year: int) -> list[Month]:
    """The twelve months of a year that the calendar knows."""
    return [
        _month([day for day in calendar.days if (day.date.year, day.date.month) == (year, n)]) for n in range(1, 13)
    ]


def _month(days: Sequence[Day]) -> Month:
    cells: list[Cell | None] = [None] * days[0].date.weekday()
    cells += [_cell(day) for day in days]
    cells += [None] * (-len(cells) % 7)
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    return Month(days[0].date.month, weeks, sum(day.working for day in days), _notes(days))


def _cell(day: Day) -> Cell:
    if day.working:
        moved = not ordinary_day(day.date)
        return Cell(day.date.day, "moved" if moved else "", "班" if moved else "", day.reason)
    named = bool(day.notice)
    return Cell(day.date.day, "off" if named else "rest", "休" if named else "", day.reason)


def _notes(days: Iterable[Day]) -> list[str]:
    """What the notice says of a month: ``国庆节 1日—7日``, ``国庆节调休上班 10日``."""
    named = (day for day in days if day.notice)
    return [f"{reason} {_run(list(run))}" for reason, run in groupby(named, key=lambda day: day.reason)]


def _run(days: list[Day]) -> str:
    first, last = days[0].date, days[-1].date
    return f"{first.day}日" if first == last else f"{first.day}日—{last.day}日"


def spans(days: Iterable[date]) -> list[str]:
    """Days as people read them, neighbours joined: ``2月15日—23日``."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_span(run[0], run[-1]) for run in runs]


def _span(first: date, last: date) -> str:
    if first == last:
        return day_zh(first)
    end = f"{last.day}日" if first.month == last.month else day_zh(last)
    return f"{day_zh(first)}—{end}"


def lines(told: Explanation, *, started: str = "起算，当天不计") -> list[Line]:
    """A limit day by day, from the day it starts to the day it ends."""
    counted = {day: number for number, day in enumerate(told.counted, start=1)}
    skipped = {skip.date: skip for skip in told.skipped}
    first = [] if told.start in counted or told.start in skipped else [_line(told.start, started, "start")]
    rest = [_counted(day, counted[day], told) for day in counted]
    rest += [_line(skip.date, f"不计：{skip.reason}", "rest", skip.notice) for skip in skipped.values()]
    return first + _said_once(sorted(rest, key=lambda line: line.day))


def before(told: Explanation) -> list[Line]:
    """A limit that leaves so many working days before a day: from the last moment to that day."""
    found = lines(told, started="最迟当天发出")
    return [line._replace(words=line.words.replace("，到期", "，接待日")) for line in found]


def _said_once(found: list[Line]) -> list[Line]:
    """A holiday's notice is named on its first day."""
    pairs = zip([None, *found], found, strict=False)
    return [now._replace(notice="") if former and former.notice == now.notice else now for former, now in pairs]


def _counted(day: date, number: int, told: Explanation) -> Line:
    moved = "" if ordinary_day(day) else "（调休上班）"
    ends = "，到期" if day == told.due else ""
    return _line(day, f"第 {number} 个工作日{moved}{ends}", "due" if ends else "moved" if moved else "")


def _line(day: date, words: str, tone: str, notice: str = "") -> Line:
    return Line(day, WEEKDAYS[day.weekday()], words, tone, notice)


def rests(told: ClockExplanation) -> list[str]:
    """The times a clock rested, in words."""
    return [
        f"{day_zh(began, this_year=told.start.year)}起暂停，"
        + (f"{day_zh(ended, this_year=told.start.year)}恢复" if ended else "尚未恢复")
        for began, ended in told.pauses
    ]
