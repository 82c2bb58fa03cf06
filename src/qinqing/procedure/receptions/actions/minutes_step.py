"""How every step of a day's minutes is taken: ask the permit, change the row if nobody was faster, clocks, record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions.events import EVENTS
from qinqing.procedure.receptions.models import Minutes
from qinqing.procedure.receptions.queries.minutes import minutes_facts
from qinqing.procedure.receptions.queries.minutes_record import MINUTES_COLUMNS
from qinqing.procedure.receptions.queries.snapshots import snapshot
from qinqing.procedure.receptions.rules.clocks import CLOCKS, Clock
from qinqing.procedure.receptions.rules.minutes import ItemLine
from qinqing.procedure.receptions.states import MINUTES, MinutesState
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import actions as documents
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record


@dataclass
class MinutesStep:
    """A move under way: the minutes have moved; what remains is what the action adds, and the record."""

    move: Move
    minutes: Minutes
    by: Actor
    at: datetime
    sets: dict[str, object]

    def file(self, kind: str, content: Mapping[str, object], number: str) -> str:
        """Files what was issued under the number it has already; returns how the record names it."""
        paper = documents.write_paper(
            kind=kind, subject=self.minutes.subject, content=content, number=number, by=self.by, at=self.at
        )
        return documents.named(paper)

    def record(self, *, sets: dict[str, object] | None = None, **facts: object) -> Minutes:
        """Appends the event with what happened; ``None`` and empty facts are left out."""
        journal.record(
            self.minutes.subject,
            f"{MINUTES.subject}.{self.move.records}",
            by=self.by,
            at=self.at,
            clause=self.move.clause,
            facts={name: value for name, value in facts.items() if value not in (None, "", [])},
            sets=self.sets | (sets or {}),
        )
        return self.minutes


def take(
    name: str,
    minutes: Minutes,
    *,
    by: Actor,
    at: datetime,
    also: dict[str, object] | None = None,
    lines: Iterable[ItemLine] = (),
) -> MinutesStep:
    """Moves the minutes, their clock and the columns in ``also``, or nothing at all.

    Raises Refused with the clause, or Conflict when a colleague was faster.
    """
    move, wanted = MINUTES[name], dict(also or {})
    move.judge(by, minutes.standing, minutes_facts(minutes, lines)).enforce()
    if move.target is not None:
        wanted["state"] = move.target
    rows = Minutes.objects.filter(pk=minutes.pk, version=minutes.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise overtaken(minutes, move)
    minutes.version += 1
    for column, value in wanted.items():
        setattr(minutes, column, value)
    clocks = Clocks.of(minutes.subject) if move.stops else Clocks(minutes.subject)
    for kind in move.stops:
        clocks.stop(kind, at)
    return MinutesStep(move, minutes, by, at, wanted | clocks.save())


def enter(name: str, minutes: Minutes, *, by: Actor, at: datetime) -> MinutesStep:
    """The first step of minutes that are not stored yet: their limit begins."""
    move, clocks = MINUTES[name], Clocks(minutes.subject)
    if by.role not in move.by:
        move.judge(by, MinutesState.PENDING, None).enforce()
    minutes.state, minutes.version = move.target or MinutesState.PENDING, 1
    minutes.save(force_insert=True)
    for kind in move.starts:
        rule = CLOCKS[Clock(kind)]
        length = plan.edition(minutes.edition_id).limit(rule.setting)
        clocks.start(
            kind, at=at, length=length, holder_role=rule.holder, clause=rule.clause, edition=minutes.edition_id
        )
    return MinutesStep(move, minutes, by, at, snapshot(minutes, MINUTES_COLUMNS) | clocks.save())


def overtaken(minutes: Minutes, move: Move) -> Conflict:
    """Who was faster, and when: the last entry of the minutes' record."""
    last = record.last(minutes.subject)
    if last is None:
        return Conflict(f"这份纪要刚刚有变化，不能“{move.label}”，请刷新后再办")
    who, done = last.by.title, EVENTS.get(last.event, "办理")
    reason = f"{who}已于{moment_zh(last.at)}{done}，请看最新内容后再“{move.label}”"
    return Conflict(reason, by=who, at=last.at)
