"""How every step of a reception day is taken: ask the permit, change the row if nobody was faster, record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions.events import EVENTS
from qinqing.procedure.receptions.models import ReceptionDay
from qinqing.procedure.receptions.queries.facts import facts
from qinqing.procedure.receptions.queries.snapshots import DAY_COLUMNS, recordable, snapshot
from qinqing.procedure.receptions.rules.clocks import CLOCKS, Clock, last_notice
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.rules.minutes import ItemLine
from qinqing.procedure.receptions.states import MOVES, State
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record


@dataclass
class Step:
    """A move under way: the day has moved; what remains is what the action adds, and the record."""

    move: Move
    day: ReceptionDay
    by: Actor
    at: datetime
    sets: dict[str, object]

    def record(self, *, sets: dict[str, object] | None = None, **facts: object) -> ReceptionDay:
        """Appends the event with what happened; ``None`` and empty facts are left out."""
        journal.record(
            self.day.subject,
            f"{MOVES.subject}.{self.move.records}",
            by=self.by,
            at=self.at,
            clause=self.move.clause,
            facts={name: value for name, value in facts.items() if value not in (None, "", [])},
            sets=self.sets | (sets or {}),
        )
        return self.day


def take(
    name: str,
    day: ReceptionDay,
    *,
    by: Actor,
    at: datetime,
    also: dict[str, object] | None = None,
    void: Iterable[Clock] = (),
    again: Iterable[Clock] = (),
    lines: Iterable[ItemLine] = (),
) -> Step:
    """Moves the day, the columns in ``also`` and its clocks, or nothing at all.

    Beside what the move starts and stops, clocks in ``void`` shall count for nothing and those in ``again`` begin anew.
    Raises Refused with the clause, or Conflict when a colleague was faster.
    """
    move, wanted = MOVES[name], also or {}
    move.judge(by, day.standing, facts(day, at, lines)).enforce()
    if move.target is not None:
        wanted = wanted | {"state": move.target, "closed_at": at}
    rows = ReceptionDay.objects.filter(pk=day.pk, version=day.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise overtaken(day, move)
    day.version += 1
    for column, value in wanted.items():
        setattr(day, column, value)
    sets = {column: recordable(value) for column, value in wanted.items()}
    return Step(move, day, by, at, sets | _run_clocks(move, day, at, void=void, again=again))


def enter(name: str, day: ReceptionDay, *, by: Actor, at: datetime) -> Step:
    """The first step of a day that is not stored yet."""
    move = MOVES[name]
    if by.role not in move.by:
        move.judge(by, State.PLANNED, None).enforce()
    day.state, day.version = move.target or State.PLANNED, 1
    day.save(force_insert=True)
    return Step(move, day, by, at, snapshot(day, DAY_COLUMNS) | _run_clocks(move, day, at))


def _run_clocks(
    move: Move, day: ReceptionDay, at: datetime, *, void: Iterable[Clock] = (), again: Iterable[Clock] = ()
) -> dict[str, dict[str, object]]:
    voided, started = tuple(void), (*move.starts, *again)
    if not (voided or started or move.stops):
        return {}
    clocks = Clocks.of(day.subject)
    for kind in move.stops:
        clocks.stop(kind, at)
    for kind in voided:
        clocks.void(kind, at)
    for kind in started:
        _start(Clock(kind), day, clocks, at)
    return clocks.save()


def _start(kind: Clock, day: ReceptionDay, clocks: Clocks, at: datetime) -> None:
    """A notice is out so many working days before its day; where that has passed, today."""
    rule, edition = CLOCKS[kind], plan.in_force(day_of(at))
    latest = last_notice(day.date, edition.limit(rule.setting), calendar.current())
    clocks.start(
        kind,
        at=at,
        unit="date",
        due_on=max(latest, day_of(at)),
        holder_role=rule.holder,
        clause=rule.clause,
        edition=edition.id,
    )


def overtaken(day: ReceptionDay, move: Move) -> Conflict:
    """Who was faster, and when: the last entry of the day's record."""
    last = record.last(day.subject)
    if last is None:
        words = f"这个接待日刚刚有变化，不能“{move.label}”，请刷新后再办"
        return Conflict(worded(words, joint=day.joint))
    who, done = last.by.title, EVENTS.get(last.event, "办理")
    reason = f"{who}已于{moment_zh(last.at)}{done}，请看最新情况后再“{move.label}”"
    return Conflict(worded(reason, joint=day.joint), by=who, at=last.at)
