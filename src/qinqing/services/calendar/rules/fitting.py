"""When a clock is due: the one formula that starting, resuming, extending and recomputing share."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qinqing.kernel.actors import Role
from qinqing.kernel.workdays import WorkCalendar, day_of, end_of
from qinqing.services.calendar.rules.rows import ClockLike
from qinqing.services.calendar.states import Unit


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a clock stands on a calendar."""

    due_on: date
    due_at: datetime
    original_due_at: datetime
    provisional: bool


def fit(clock: ClockLike, calendar: WorkCalendar) -> Fit:
    """The due day and moment of a clock, with and without its extension.

    A limit that the enterprise itself must keep never becomes shorter than it was told.
    """
    found = _fit_hours(clock, calendar) if clock.unit == Unit.HOUR else _fit_days(clock, calendar)
    promised = getattr(clock, "due_at", None)
    if clock.holder_role == Role.ENTERPRISE and promised and found.due_at < promised:
        return Fit(clock.due_on, promised, clock.original_due_at, clock.provisional)
    return found


def _fit_days(clock: ClockLike, calendar: WorkCalendar) -> Fit:
    own = clock.length + clock.excluded
    due_on = calendar.add(clock.base_on, own + clock.extended)
    original = calendar.add(clock.base_on, own)
    provisional = own + clock.extended > 0 and calendar.provisional_within(clock.base_on, due_on)
    return Fit(due_on, end_of(due_on), end_of(original), provisional)


def _fit_hours(clock: ClockLike, calendar: WorkCalendar) -> Fit:
    own = timedelta(hours=clock.length, seconds=clock.excluded)
    due_at = calendar.add_time(clock.started_at, own + timedelta(hours=clock.extended))
    due_on = day_of(due_at)
    provisional = calendar.provisional_within(clock.base_on, due_on)
    return Fit(due_on, due_at, calendar.add_time(clock.started_at, own), provisional)


def rest(clock: ClockLike, resumed_at: datetime, calendar: WorkCalendar) -> int:
    """What a pause that ends now leaves out: working days in (pause day, resume day], or seconds of working time."""
    assert clock.paused_at is not None
    return rested(clock.unit, clock.paused_at, resumed_at, calendar)


def rested(unit: str, paused_at: datetime, resumed_at: datetime, calendar: WorkCalendar) -> int:
    """As ``rest``, for any interval."""
    if unit == Unit.HOUR:
        return max(0, int(calendar.time_between(paused_at, resumed_at).total_seconds()))
    return max(0, calendar.between(day_of(paused_at), day_of(resumed_at)))
