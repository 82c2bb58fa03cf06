"""Working days as the State Council arranges them: a pure value, and the only place that counts limits.

A limit of n working days starts on the day after the event and ends at the end (24:00, Shanghai) of the n-th working
day, moved working days included. A limit in hours runs in working hours only. Days after the calendar's last are
Monday to Friday and provisional; days before its first are refused, for nothing true can be said of them.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI, day_zh, local

MORNING = (time(8, 30), time(12, 0))
AFTERNOON = (time(14, 0), time(17, 30))
HALF_DAY = timedelta(hours=3, minutes=30)
WORKING_DAY = 2 * HALF_DAY
NOTHING = timedelta(0)
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class Day(NamedTuple):
    """One day: worked or not, why when that is not plain from the weekday, and by which notice."""

    date: date
    working: bool
    reason: str = ""
    notice: str = ""
    provisional: bool = False


class Skipped(NamedTuple):
    """A day that a limit does not count, with the reason people are told."""

    date: date
    reason: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a limit ends on that day: what was counted, what was skipped, and on whose word."""

    start: date
    due: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    provisional: bool
    notices: tuple[str, ...]


def day_of(at: datetime) -> date:
    """The day in Shanghai on which an aware moment falls."""
    return local(at).date()


def end_of(day: date) -> datetime:
    """The moment a day ends in Shanghai (its 24:00), in UTC: a limit due that day is kept before it."""
    return datetime.combine(day + timedelta(days=1), time(0), SHANGHAI).astimezone(UTC)


def ordinary_day(day: date) -> bool:
    """Monday to Friday: what a day is when no notice says otherwise."""
    return day.weekday() < 5


def _weekdays_until(ordinal: int) -> int:
    """Mondays to Fridays among the days 1..ordinal; day 1 of the proleptic calendar is a Monday."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _weekday_number(count: int) -> date:
    """The count-th Monday-to-Friday day since day 1."""
    weeks, rest = divmod(count - 1, 5)
    ordinal = weeks * 7 + rest + 1
    if ordinal > date.max.toordinal():
        raise Refused("时限太长，超出日历范围，请缩短天数", code="limit_too_long")
    return date.fromordinal(ordinal)


@dataclass(frozen=True)
class WorkCalendar:
    """A run of consecutive days, each worked or not, with cumulative counts so that adding is one look-up.

    ``version`` is the number of the calendar these days were taken from; it is kept with every clock. ``notices``
    names the notice that arranges each year.
    """

    version: int
    days: tuple[Day, ...]
    notices: Mapping[int, str] = field(default_factory=dict, repr=False)
    _origin: int = field(init=False, repr=False, compare=False)
    _ordinals: "array[int]" = field(init=False, repr=False, compare=False)
    _workdays: "array[int]" = field(init=False, repr=False, compare=False)
    _guesses: "array[int]" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("a calendar needs at least one day")
        origin = self.days[0].date.toordinal()
        ordinals, workdays, guesses = array("i"), array("i"), array("i")
        guessed = 0
        for index, day in enumerate(self.days):
            if day.date.toordinal() != origin + index:
                raise ValueError(f"the calendar has a gap or a repetition before {day.date}")
            if day.working:
                workdays.append(origin + index)
            guessed += day.provisional
            ordinals.append(len(workdays))
            guesses.append(guessed)
        for name, value in (("origin", origin), ("ordinals", ordinals), ("workdays", workdays), ("guesses", guesses)):
            object.__setattr__(self, f"_{name}", value)

    @property
    def first(self) -> date:
        """The first day the calendar knows; limits before it are refused."""
        return self.days[0].date

    @property
    def last(self) -> date:
        """The last day the calendar holds; later days are counted Monday to Friday."""
        return self.days[-1].date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def day(self, day: date) -> Day:
        """What is known of a day. Raises Refused before the calendar's first day."""
        index = day.toordinal() - self._origin
        if index < 0:
            raise _too_early(day, self.first)
        if index >= len(self.days):
            return Day(day, ordinary_day(day), provisional=True)
        return self.days[index]

    def is_working(self, day: date) -> bool:
        """Is this a working day? Raises Refused before the calendar's first day."""
        return self.day(day).working

    def name(self, day: date) -> str:
        """Why a day is off or worked, in Chinese: ``国庆节``, ``调休上班``, ``周六``, or the weekday."""
        return self.day(day).reason or WEEKDAYS[day.weekday()]

    def provisional(self, day: date) -> bool:
        """Is nothing published for this day yet?"""
        return self.day(day).provisional

    def provisional_within(self, start: date, due: date) -> bool:
        """Does a limit that counts the days after ``start`` up to ``due`` rest on a provisional day?"""
        if due > self.last:
            return True
        if due <= start:
            return self.provisional(due)
        return self._guesses[self._index(due)] > self._guesses[self._index(start)]

    def ordinal(self, day: date) -> int:
        """Working days from the calendar's first day up to and including this one."""
        index = day.toordinal() - self._origin
        if index < 0:
            raise _too_early(day, self.first)
        if index < len(self._ordinals):
            return self._ordinals[index]
        return len(self._workdays) + _weekdays_until(day.toordinal()) - _weekdays_until(self.last.toordinal())

    def add(self, start: date, working_days: int) -> date:
        """The day a limit ends that starts with an event on ``start``: the n-th working day after it.

        A limit of no days ends on the day of the event, worked or not. Raises Refused before the calendar's first
        day, ValueError for a negative length.
        """
        if working_days <= 0:
            if working_days < 0:
                raise ValueError(f"a limit cannot be {working_days} working days")
            return self.day(start).date
        wanted = self.ordinal(start) + working_days
        beyond = wanted - len(self._workdays)
        if beyond <= 0:
            return date.fromordinal(self._workdays[wanted - 1])
        return _weekday_number(_weekdays_until(self.last.toordinal()) + beyond)

    def between(self, after: date, until: date) -> int:
        """Working days in (after, until]; negative when ``until`` is earlier."""
        return self.ordinal(until) - self.ordinal(after)

    def add_hours(self, start: datetime, hours: float) -> datetime:
        """The moment a limit in working hours ends that starts at ``start`` (aware); in UTC."""
        return self.add_time(start, timedelta(hours=hours))

    def add_time(self, start: datetime, length: timedelta) -> datetime:
        """As add_hours, for any length of working time."""
        if length <= NOTHING:
            if length < NOTHING:
                raise ValueError(f"a limit cannot be {length}")
            return start.astimezone(UTC)
        day = day_of(start)
        working = self.is_working(day)
        days, rest = divmod(length + (_worked_by(local(start)) if working else NOTHING), WORKING_DAY)
        if not rest:
            days, rest = days - 1, WORKING_DAY
        return _moment(self.add(day, days + (not working)), rest)

    def time_between(self, after: datetime, until: datetime) -> timedelta:
        """Working time between two moments; negative when ``until`` is earlier."""
        return self._position(until) - self._position(after)

    def explain(self, start: date, working_days: int) -> Explanation:
        """Counts a limit day by day. Same raises as add."""
        return self.account(start, self.add(start, working_days))

    def explain_hours(self, start: datetime, hours: float) -> Explanation:
        """The days on which a limit in working hours runs, from the day of its start on."""
        day, due = day_of(start), day_of(self.add_hours(start, hours))
        told = self.account(day, due)
        if not self.is_working(day):
            return replace(told, skipped=(Skipped(day, self.name(day), self.day(day).notice), *told.skipped))
        if _worked_by(local(start)) == WORKING_DAY:
            return replace(told, skipped=(Skipped(day, "已过下班时间"), *told.skipped))
        return replace(told, counted=(day, *told.counted))

    def account(self, start: date, due: date) -> Explanation:
        """The days after ``start`` up to ``due``: which are counted, which are skipped and why."""
        days = list(self.walk(start, due))
        counted = tuple(day.date for day in days if day.working)
        skipped = tuple(Skipped(day.date, self.name(day.date), day.notice) for day in days if not day.working)
        return Explanation(start, due, counted, skipped, self.provisional_within(start, due), self.cited(start, due))

    def cited(self, start: date, due: date) -> tuple[str, ...]:
        """The notices a run of days rests on: those of its years, and any other that names one of its days."""
        years = (self.notices.get(year, "") for year in range(start.year, due.year + 1))
        days = (day.notice for day in self.walk(start, due))
        return tuple(notice for notice in dict.fromkeys([*years, *days]) if notice)

    def walk(self, start: date, due: date) -> Iterator[Day]:
        """The days after ``start`` up to and including ``due``."""
        for ordinal in range(start.toordinal() + 1, due.toordinal() + 1):
            yield self.day(date.fromordinal(ordinal))

    def _position(self, at: datetime) -> timedelta:
        day = day_of(at)
        if self.is_working(day):
            return (self.ordinal(day) - 1) * WORKING_DAY + _worked_by(local(at))
        return self.ordinal(day) * WORKING_DAY

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._origin
        if index < 0:
            raise _too_early(day, self.first)
        return index


def ordinary_calendar(first: date, last: date, *, version: int = 0, days: Iterable[Day] = ()) -> WorkCalendar:
    """A calendar of Mondays to Fridays from ``first`` to ``last``, overlaid with the given days."""
    known = {day.date: day for day in days}
    run = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return WorkCalendar(version, tuple(known.get(day) or Day(day, ordinary_day(day)) for day in run))


def _too_early(day: date, first: date) -> Refused:
    reason = f"工作日历自{day_zh(first, this_year=0)}起，无法推算{day_zh(day, this_year=0)}的时限，请核对日期"
    return Refused(reason, code="before_calendar")


def _since(opening: time, at: datetime) -> timedelta:
    return timedelta(hours=at.hour - opening.hour, minutes=at.minute - opening.minute, seconds=at.second)


def _worked_by(at: datetime) -> timedelta:
    """Working time of a working day that has passed at a local moment of it, to the second."""
    morning = min(max(_since(MORNING[0], at), NOTHING), HALF_DAY)
    afternoon = min(max(_since(AFTERNOON[0], at), NOTHING), HALF_DAY)
    return morning + afternoon


def _moment(day: date, worked: timedelta) -> datetime:
    """The moment of a working day at which ``worked`` has passed; the end of the morning is noon, not two o'clock."""
    opening, done = (MORNING[0], NOTHING) if worked <= HALF_DAY else (AFTERNOON[0], HALF_DAY)
    return (datetime.combine(day, opening, SHANGHAI) + (worked - done)).astimezone(UTC)
