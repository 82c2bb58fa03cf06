"""Why a limit ends on that day: counted day by day."""

from dataclasses import dataclass
from datetime import date, datetime

from qinqing.kernel.workdays import Day, Explanation, Skipped, WorkCalendar
from qinqing.services.calendar.models import Clock
from qinqing.services.calendar.queries.days import current
from qinqing.services.calendar.states import Unit

PAUSED = "暂停计时"


@dataclass(frozen=True, slots=True)
class ClockExplanation(Explanation):
    """A clock's days, with what belongs to it alone: extension, pauses, and the moment it ends."""

    due_at: datetime
    extended: int
    pauses: tuple[tuple[date, date | None], ...]


def explain(start: date, working_days: int) -> Explanation:
    """Counts a limit on the calendar in force: days counted and skipped, with reason and notice."""
    return current().explain(start, working_days)


def explain_clock(clock: Clock) -> ClockExplanation:
    """Counts a clock's days on the calendar in force; the days it rested are skipped as paused."""
    calendar = current()
    pauses = tuple(clock.pauses.order_by("from_at").values_list("from_on", "until_on"))
    days = list(calendar.walk(clock.base_on, clock.due_on)) if clock.unit != Unit.HOUR else _hour_days(clock, calendar)
    counted = tuple(day.date for day in days if day.working and not _rests(day.date, pauses))
    skipped = tuple(_skip(day, calendar) for day in days if day.date not in counted)
    notices = calendar.cited(clock.base_on, clock.due_on)
    return ClockExplanation(
        clock.base_on, clock.due_on, counted, skipped, clock.provisional, notices, clock.due_at, clock.extended, pauses
    )


def _hour_days(clock: Clock, calendar: WorkCalendar) -> list[Day]:
    """A limit in hours may use up part of the day it starts on."""
    return [calendar.day(clock.base_on), *calendar.walk(clock.base_on, clock.due_on)]


def _rests(day: date, pauses: tuple[tuple[date, date | None], ...]) -> bool:
    return any(began < day and (ended is None or day <= ended) for began, ended in pauses)


def _skip(day: Day, calendar: WorkCalendar) -> Skipped:
    reason = PAUSED if day.working else calendar.name(day.date)
    return Skipped(day.date, reason, "" if day.working else day.notice)
