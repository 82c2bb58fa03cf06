"""Moves running clocks to the calendar in force: day limits by the database in one statement, on the record.

Stopped clocks are frozen: no statement here can reach them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Case, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.workdays import WorkCalendar
from qinqing.services.calendar.events import CLOCK_CONFIRMED, CLOCK_MOVED
from qinqing.services.calendar.models import CalendarDay, Clock, Pause
from qinqing.services.calendar.rules.drafts import LAST_YEAR
from qinqing.services.calendar.rules.fitting import fit, rested
from qinqing.services.calendar.rules.rows import column, primitives
from qinqing.services.calendar.states import Outcome, Unit
from qinqing.services.journal.actions import Pending, record_many

Refresh = Callable[[Sequence[str], Actor, datetime], Mapping[str, Mapping[str, object]]]

MARGIN = timedelta(days=366)
HOUR_COLUMNS = ("calendar_version", "due_on", "due_at", "original_due_at", "provisional", "excluded")
_refreshes: list[Refresh] = []


def on_moved(refresh: Refresh) -> None:
    """Lets a chapter that keeps its own copy of a due date follow.

    ``refresh(subjects, by, at)`` runs after the clocks moved, inside the transaction; what it returns, extra columns
    by subject, goes into the same entry of the record as the clocks themselves.
    """
    if refresh not in _refreshes:
        _refreshes.append(refresh)


@dataclass(frozen=True, slots=True)
class MovedClock:
    """A running clock with its due day and moment before and after."""

    subject: str
    key: str
    kind: str
    old_on: date
    new_on: date
    old_at: datetime
    new_at: datetime

    @property
    def moved(self) -> bool:
        """False when only what is said of the due date changed (provisional, or the time spent in pauses)."""
        return self.old_at != self.new_at


@dataclass(frozen=True, slots=True)
class Change:
    """A clock as it now is, and what its due date was."""

    clock: Clock
    old_on: date
    old_at: datetime

    @property
    def summary(self) -> MovedClock:
        """What people are shown."""
        now = self.clock
        return MovedClock(now.subject, now.key, now.kind, self.old_on, now.due_on, self.old_at, now.due_at)


def reach() -> date | None:
    """How far the days must be kept so that no running limit ends beyond them."""
    furthest = _counting(Clock.objects.all()).aggregate(furthest=Max("due_on"))["furthest"]
    return min(furthest + MARGIN, date(LAST_YEAR, 12, 31)) if furthest else None


def recompute(calendar: WorkCalendar, *, since: date) -> list[Change]:
    """Refits every running clock that may rest on days from ``since`` on; four statements however many there are."""
    touched = Q(due_on__gte=since) | Q(excluded__gt=0)
    return _recompute_days(calendar, touched) + _recompute_hours(calendar, touched)


def _counting(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """Running limits that count working days; a given date without extension counts none."""
    counted = clocks.filter(verdict=Outcome.RUNNING).exclude(unit=Unit.HOUR)
    return counted.exclude(length=0, excluded=0, extended=0)


def _ordinal(day: str) -> Subquery:
    return Subquery(CalendarDay.objects.filter(date=OuterRef(day)).values("ordinal"))


def _end(column_name: str, ordinal: str) -> Subquery:
    found = CalendarDay.objects.filter(working=True, ordinal=OuterRef(ordinal))
    return Subquery(found.values(column_name)[:1])


def _rested_days() -> Coalesce:
    ended = Pause.objects.filter(clock=OuterRef("pk"), until_on__isnull=False)
    days = ended.annotate(days=_ordinal("until_on") - _ordinal("from_on"))
    return Coalesce(Subquery(days.order_by().values("clock").annotate(total=Sum("days")).values("total")), 0)


def _refitted(touched: Q) -> QuerySet[Clock]:
    """Day limits with their new columns, where anything differs and the enterprise's own limits get no shorter."""
    guesses = CalendarDay.objects.filter(
        provisional=True, date__gt=OuterRef("base_on"), date__lte=OuterRef("new_due_on")
    )
    return (
        _counting(Clock.objects.filter(touched))
        .annotate(new_excluded=_rested_days())
        .annotate(own_end=_ordinal("base_on") + F("length") + F("new_excluded"))
        .annotate(last_end=F("own_end") + F("extended"))
        .annotate(new_due_on=_end("date", "last_end"), new_due_at=_end("closes_at", "last_end"))
        .annotate(
            new_original=Case(
                When(length=0, new_excluded=0, then=F("original_due_at")), default=_end("closes_at", "own_end")
            ),
            new_provisional=Exists(guesses, output_field=BooleanField()),
        )
        .filter(new_due_on__isnull=False)
        .exclude(holder_role=Role.ENTERPRISE, new_due_on__lt=F("due_on"))
        .exclude(
            due_on=F("new_due_on"), excluded=F("new_excluded"), original_due_at=F("new_original"),
            provisional=F("new_provisional"),
        )
        .order_by("pk")
    )  # fmt: skip


def _recompute_days(calendar: WorkCalendar, touched: Q) -> list[Change]:
    differing = _refitted(touched)
    found = [Change(clock, clock.due_on, clock.due_at) for clock in differing]
    differing.order_by().update(
        due_on=F("new_due_on"),
        due_at=F("new_due_at"),
        original_due_at=F("new_original"),
        provisional=F("new_provisional"),
        excluded=F("new_excluded"),
        calendar_version=calendar.version,
    )
    for change in found:
        _adopt(change.clock, calendar.version)
    return found


def _adopt(clock: Clock, version: int) -> None:
    """Brings a loaded row to what the statement wrote."""
    fresh = vars(clock)
    clock.due_on, clock.due_at, clock.original_due_at = fresh["new_due_on"], fresh["new_due_at"], fresh["new_original"]
    clock.provisional, clock.excluded = bool(fresh["new_provisional"]), fresh["new_excluded"]
    clock.calendar_version = version


def _recompute_hours(calendar: WorkCalendar, touched: Q) -> list[Change]:
    """Limits in hours are few and short, and no database counts working minutes: these are refitted here."""
    ended = Prefetch("pauses", Pause.objects.filter(until_at__isnull=False), to_attr="ended")
    running = Clock.objects.filter(touched, verdict=Outcome.RUNNING, unit=Unit.HOUR).prefetch_related(ended)
    found = []
    for clock in running.order_by("pk"):
        before = primitives(clock)
        change = Change(clock, clock.due_on, clock.due_at)
        _refit_hours(clock, calendar)
        if primitives(clock) != before:
            clock.calendar_version = calendar.version
            found.append(change)
    Clock.objects.bulk_update([change.clock for change in found], HOUR_COLUMNS)
    return found


def _refit_hours(clock: Clock, calendar: WorkCalendar) -> None:
    pauses: list[Pause] = vars(clock)["ended"]
    excluded = clock.excluded
    clock.excluded = sum(
        rested(Unit.HOUR, pause.from_at, pause.until_at or pause.from_at, calendar) for pause in pauses
    )
    fitted = fit(clock, calendar)
    if fitted.due_at == clock.due_at and clock.holder_role == Role.ENTERPRISE:
        clock.excluded = excluded
    clock.due_on, clock.due_at = fitted.due_on, fitted.due_at
    clock.original_due_at, clock.provisional = fitted.original_due_at, fitted.provisional


def record_changes(changes: Iterable[Change], *, year: int, by: Actor, at: datetime) -> None:
    """One entry for each subject: which of its clocks moved, whole, with what the chapters add."""
    subjects: dict[str, list[Change]] = {}
    for change in changes:
        subjects.setdefault(change.clock.subject, []).append(change)
    if not subjects:
        return
    extra = _refresh(list(subjects), by, at)
    record_many([_entry(subject, moved, extra, year, by, at) for subject, moved in subjects.items()])


def _refresh(subjects: list[str], by: Actor, at: datetime) -> dict[str, dict[str, object]]:
    merged: dict[str, dict[str, object]] = {}
    for refresh in _refreshes:
        for subject, columns in refresh(subjects, by, at).items():
            merged.setdefault(subject, {}).update(columns)
    return merged


def _entry(
    subject: str, changes: list[Change], extra: Mapping[str, Mapping[str, object]], year: int, by: Actor, at: datetime
) -> Pending:
    moved = [change.summary for change in changes if change.summary.moved]
    facts = {
        "year": year,
        "moved": [
            {"clock": clock.key, "kind": clock.kind, "old": clock.old_on.isoformat(), "new": clock.new_on.isoformat()}
            for clock in moved
        ],
    }
    sets: dict[str, object] = {column(change.clock.key): primitives(change.clock) for change in changes}
    return Pending(
        subject,
        CLOCK_MOVED if moved else CLOCK_CONFIRMED,
        by,
        at,
        facts=facts,
        sets=sets | dict(extra.get(subject, {})),
    )
