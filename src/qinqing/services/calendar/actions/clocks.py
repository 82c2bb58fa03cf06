"""Clocks of one subject: loaded in one query, changed in memory, written together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Self

from qinqing.kernel.workdays import WorkCalendar, day_of
from qinqing.services.calendar import queries
from qinqing.services.calendar.models import Clock, Pause
from qinqing.services.calendar.rules.fitting import fit, rest
from qinqing.services.calendar.rules.rows import CHANGEABLE, column, primitives
from qinqing.services.calendar.states import Outcome, Unit


class Clocks:
    """What a chapter uses inside its transaction: start, stop, pause … then ``save`` and record ``sets``.

    A name is a key (``assist:12``; a later run of it too) or a kind, which means every running clock of that kind. Stopping, pausing or
    resuming what does not run changes nothing; a clock that has stopped never changes again.
    """

    def __init__(self, subject: str, rows: Iterable[Clock] = ()) -> None:
        self.subject = subject
        self._rows = {clock.key: clock for clock in rows}
        self._calendar: WorkCalendar | None = None
        self._created: list[Clock] = []
        self._changed: dict[str, Clock] = {}
        self._pauses: list[Pause] = []
        self._resumed: list[tuple[Clock, datetime]] = []

    @classmethod
    def of(cls, subject: str) -> Self:
        """The clocks of a subject, in one query."""
        return cls.of_many([subject])[subject]

    @classmethod
    def of_many(cls, subjects: Sequence[str]) -> dict[str, Self]:
        """The clocks of several subjects, in one query."""
        return {subject: cls(subject, rows) for subject, rows in queries.clocks_of(subjects).items()}

    def __iter__(self) -> Iterator[Clock]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, key: str) -> Clock | None:
        """The clock with exactly this key."""
        return self._rows.get(key)

    def running(self, name: str | None = None) -> list[Clock]:
        """The clocks that have not stopped: all, those of a kind, or the one with this key."""
        alive = [clock for clock in self if clock.running]
        if name is None:
            return alive
        keyed = [clock for clock in alive if clock.key == name or clock.key.partition("#")[0] == name]
        return keyed or [clock for clock in alive if clock.kind == name]

    @property
    def most_pressing(self) -> Clock | None:
        """The running clock that is due first; a paused one only when all others rest too."""
        return min(self.running(), key=lambda clock: (clock.paused_at is not None, clock.due_at), default=None)

    def start(
        self,
        kind: str,
        *,
        at: datetime,
        holder_role: str,
        length: int = 0,
        unit: str = Unit.DAY,
        key: str = "",
        holder_organ: int | None = None,
        clause: str = "",
        edition: int | None = None,
        due_on: date | None = None,
    ) -> Clock:
        """A limit begins with an event at ``at``: ``length`` working days or hours, or up to ``due_on``.

        A key that was used before gets a number (``handle#2``). Raises ValueError when that clock still runs, Refused
        before the calendar's first day.
        """
        if (unit == Unit.DATE) != (due_on is not None):
            raise ValueError("a limit of unit date, and no other, is given its day")
        day = day_of(at)
        clock = Clock(
            subject=self.subject, key=self._free_key(key or kind), kind=str(kind), holder_role=str(holder_role),
            holder_organ=holder_organ, clause=clause, edition=edition, started_at=at, start_on=day,
            base_on=due_on or day, length=length, unit=str(unit),
        )  # fmt: skip
        self._fit(clock)
        self._rows[clock.key] = clock
        self._created.append(clock)
        return clock

    def stop(self, name: str, at: datetime) -> list[Clock]:
        """Ends a limit for good: on time when ``at`` lies before its due moment. A pause ends with it."""
        stopped = self.running(name)
        for clock in stopped:
            self._wake(clock, at)
            clock.stopped_at = at
            clock.verdict = Outcome.ON_TIME if at < clock.due_at else Outcome.LATE
            self._touch(clock)
        return stopped

    def void(self, name: str, at: datetime) -> list[Clock]:
        """Ends a limit that shall count for nothing: started in error, redirected, withdrawn."""
        voided = self.running(name)
        for clock in voided:
            self._wake(clock, at)
            clock.stopped_at, clock.verdict = at, Outcome.VOID
            self._touch(clock)
        return voided

    def pause(self, name: str, at: datetime) -> list[Clock]:
        """Lets a limit rest from ``at``; what was paused before rests on."""
        paused = [clock for clock in self.running(name) if clock.paused_at is None]
        for clock in paused:
            clock.paused_at = at
            self._pauses.append(Pause(clock=clock, from_at=at, from_on=day_of(at)))
            self._touch(clock)
        return paused

    def resume(self, name: str, at: datetime) -> list[Clock]:
        """Lets a limit run again: it moves by the working days in (pause day, resume day]."""
        resumed = [clock for clock in self.running(name) if clock.paused_at is not None]
        for clock in resumed:
            self._wake(clock, at)
        return resumed

    def extend(self, name: str, length: int, at: datetime) -> list[Clock]:
        """Gives a limit ``length`` more working days (hours for one in hours); ``original_due_at`` stays.

        How often and how far one may extend is the caller's rule. ``at`` is when it was granted, for the record.
        """
        if length < 1:
            raise ValueError(f"an extension cannot be {length} at {at}")
        extended = self.running(name)
        for clock in extended:
            clock.extended += length
            self._fit(clock)
            self._touch(clock)
        return extended

    def hand_over(self, former: int, organ: int) -> list[Clock]:
        """Puts another organ on the running limits that one held, which keep their days."""
        passed = [clock for clock in self.running() if clock.holder_organ == former]
        for clock in passed:
            clock.holder_organ = organ
            self._touch(clock)
        return passed

    def pass_to(self, name: str, role: str, organ: int | None) -> list[Clock]:
        """Puts another desk on a running limit, which keeps its days."""
        passed = self.running(name)
        for clock in passed:
            clock.holder_role, clock.holder_organ = str(role), organ
            self._touch(clock)
        return passed

    @property
    def sets(self) -> dict[str, dict[str, object]]:
        """The clocks changed since loading, whole, as the journal replays them."""
        changed = {clock.key: clock for clock in self._created} | self._changed
        return {column(key): primitives(clock) for key, clock in changed.items()}

    def save(self) -> dict[str, dict[str, object]]:
        """Writes all changes: one statement each for new clocks, changed ones, new pauses and ended ones.

        Returns ``sets``; the caller records them in the same transaction.
        """
        sets = self.sets
        fresh = {id(clock) for clock in self._created}
        changed = [clock for clock in self._changed.values() if id(clock) not in fresh]
        if self._created:
            Clock.objects.bulk_create(self._created)
        if len(changed) == 1:
            changed[0].save(update_fields=CHANGEABLE)  # most moves; cheaper than the statement for many
        elif changed:
            Clock.objects.bulk_update(changed, CHANGEABLE)
        self._save_pauses()
        self._created, self._changed = [], {}
        return sets

    def _save_pauses(self) -> None:
        # Stored pauses end first: a clock may resume and pause again in one action.
        for at in {moment for _, moment in self._resumed}:
            ended = [clock.pk for clock, moment in self._resumed if moment == at]
            open_pauses = Pause.objects.filter(clock__in=ended, until_at__isnull=True)
            open_pauses.update(until_at=at, until_on=day_of(at))
        if self._pauses:
            Pause.objects.bulk_create(self._pauses)
        self._pauses, self._resumed = [], []

    def _wake(self, clock: Clock, at: datetime) -> None:
        if clock.paused_at is None:
            return
        at = max(at, clock.paused_at)
        clock.excluded += rest(clock, at, self.calendar)
        self._end_pause(clock, at)
        clock.paused_at = None
        self._fit(clock)
        self._touch(clock)

    def _end_pause(self, clock: Clock, at: datetime) -> None:
        for pause in self._pauses:
            if pause.clock is clock and pause.until_at is None:
                pause.until_at, pause.until_on = at, day_of(at)
                return
        self._resumed.append((clock, at))

    def _fit(self, clock: Clock) -> None:
        found = fit(clock, self.calendar)
        clock.due_on, clock.due_at = found.due_on, found.due_at
        clock.original_due_at, clock.provisional = found.original_due_at, found.provisional
        clock.calendar_version = self.calendar.version

    def _touch(self, clock: Clock) -> None:
        self._changed[clock.key] = clock

    def _free_key(self, key: str) -> str:
        """The key, or its next number when an earlier run has stopped."""
        free, run = str(key), 1
        while taken := self._rows.get(free):
            if taken.running:
                raise ValueError(f"{self.subject}: clock {free} already runs")
            run += 1
            free = f"{key}#{run}"
        return free

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar in force when first asked for: one query."""
        if self._calendar is None:
            self._calendar = queries.current()
        return self._calendar
