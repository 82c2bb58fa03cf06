"""How every step of a reception day is taken: ask the permit, change the row if nobody was faster, record."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.procedure.receptions.events import EVENTS
from qinqing.procedure.receptions.models import ReceptionDay
from qinqing.procedure.receptions.queries.facts import facts
from qinqing.procedure.receptions.queries.snapshots import DAY_COLUMNS, recordable, snapshot
from qinqing.procedure.receptions.states import MOVES, State
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


def take(name: str, day: ReceptionDay, *, by: Actor, at: datetime, also: dict[str, object] | None = None) -> Step:
    """Moves the day, or nothing at all. Raises Refused with the clause, or Conflict when a colleague was faster."""
    move, wanted = MOVES[name], also or {}
    move.judge(by, day.standing, facts(day, at)).enforce()
    if move.target is not None:
        wanted = wanted | {"state": move.target, "closed_at": at}
    rows = ReceptionDay.objects.filter(pk=day.pk, version=day.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise overtaken(day, move)
    day.version += 1
    for column, value in wanted.items():
        setattr(day, column, value)
    return Step(move, day, by, at, {column: recordable(value) for column, value in wanted.items()})


def enter(name: str, day: ReceptionDay, *, by: Actor, at: datetime) -> Step:
    """The first step of a day that is not stored yet."""
    move = MOVES[name]
    if by.role not in move.by:
        move.judge(by, State.PLANNED, None).enforce()
    day.state, day.version = move.target or State.PLANNED, 1
    day.save(force_insert=True)
    return Step(move, day, by, at, snapshot(day, DAY_COLUMNS))


def overtaken(day: ReceptionDay, move: Move) -> Conflict:
    """Who was faster, and when: the last entry of the day's record."""
    last = record.last(day.subject)
    if last is None:
        return Conflict(f"这个接待日刚刚有变化，不能“{move.label}”，请刷新后再办")
    who, done = last.by.title, EVENTS.get(last.event, "办理")
    reason = f"{who}已于{moment_zh(last.at)}{done}，请看最新情况后再“{move.label}”"
    return Conflict(reason, by=who, at=last.at)
