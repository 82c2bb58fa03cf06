"""How every step of a decided item is taken: ask the permit, look up the move, change the row, run clocks, record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.procedure.decisions.events import EVENTS
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.queries.facts import facts
from qinqing.procedure.decisions.queries.snapshots import ITEM_COLUMNS, snapshot
from qinqing.procedure.decisions.rules.clocks import CLOCKS, Clock
from qinqing.procedure.decisions.states import MOVES, VOIDING, State
from qinqing.procedure.plan import queries as plan
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record


@dataclass
class Step:
    """A move under way: the item has moved; what remains is what the action adds, and the record."""

    move: Move
    item: DecidedItem
    by: Actor
    at: datetime
    sets: dict[str, object]

    def record(self, *, sets: dict[str, object] | None = None, **facts: object) -> DecidedItem:
        """Appends the event with what happened; ``None`` and empty facts are left out."""
        journal.record(
            self.item.subject,
            f"{MOVES.subject}.{self.move.records}",
            by=self.by,
            at=self.at,
            clause=self.move.clause,
            facts={name: value for name, value in facts.items() if value not in (None, "", [])},
            sets=self.sets | (sets or {}),
        )
        return self.item


@dataclass(frozen=True, slots=True)
class Dated:
    """A limit up to a given day: the name of its clock, the day, and the moment it runs from if that is not now."""

    key: str
    due_on: date
    since: datetime | None = None


def take(
    name: str,
    item: DecidedItem,
    *,
    by: Actor,
    at: datetime,
    also: Mapping[str, object] | None = None,
    later: int = 0,
    lead: int | None = None,
    **run: Any,
) -> Step:
    """Moves the item, its clocks and the columns in ``also``, or nothing; ``later`` working days for its due date,
    ``lead`` its new lead department.

    ``run`` passes what clocks need beside the table: ``dated`` limits to start, ``only`` these keys to stop, kinds to
    ``spare``. Raises Refused with the clause, or Conflict when a colleague was faster.
    """
    move, clocks = MOVES[name], Clocks.of(item.subject)
    move.judge(by, item.standing, facts(item, at)).enforce()
    wanted = dict(also or {})
    if move.target is not None:
        wanted["state"] = move.target
    _run_clocks(move, item, clocks, at, **run)
    if later:
        clocks.extend(Clock.ITEM, later, at)
    if lead is not None:
        clocks.hand_over(item.lead_id, lead)
        wanted["lead_id"] = lead
    wanted |= consequences(item, clocks)
    rows = DecidedItem.objects.filter(pk=item.pk, version=item.version)
    if not rows.update(version=F("version") + 1, **wanted):
        raise overtaken(item, move)
    item.version += 1
    for column, value in wanted.items():
        setattr(item, column, value)
    return Step(move, item, by, at, wanted | clocks.save())


def enter(name: str, item: DecidedItem, *, by: Actor, at: datetime) -> Step:
    """The first step of an item that is not stored yet: the permit, its clocks, the row."""
    move = MOVES[name]
    if by.role not in move.by:
        move.judge(by, State.ASSIGNED, None).enforce()
    clocks = Clocks(item.subject)
    item.state, item.version = move.target or State.ASSIGNED, 1
    _run_clocks(move, item, clocks, at)
    for column, value in consequences(item, clocks).items():
        setattr(item, column, value)
    item.save(force_insert=True)
    return Step(move, item, by, at, snapshot(item, ITEM_COLUMNS) | clocks.save())


def overtaken(item: DecidedItem, move: Move) -> Conflict:
    """Who was faster, and when: the last entry of the item's record."""
    last = record.last(item.subject)
    if last is None:
        return Conflict(f"这项决定刚刚有变化，不能“{move.label}”，请刷新后再办")
    who, done = last.by.title, EVENTS.get(last.event, "办理")
    reason = f"{who}已于{moment_zh(last.at)}{done}，请看最新进展后再“{move.label}”"
    return Conflict(reason, by=who, at=last.at)


def consequences(item: DecidedItem, clocks: Clocks) -> dict[str, object]:
    """The columns that follow from the clocks: the due day, and the most pressing limit."""
    pressing = clocks.most_pressing
    if pressing and pressing.paused_at:
        pressing = None
    whole = next(iter(clocks.running(Clock.ITEM)), None)
    due_on: date = whole.due_on if whole else item.due_on
    return {
        "due_on": due_on,
        "due_at": pressing.due_at if pressing else None,
        "due_from": pressing.started_at if pressing else None,
        "due_kind": pressing.kind if pressing else "",
    }


def _run_clocks(
    move: Move,
    item: DecidedItem,
    clocks: Clocks,
    at: datetime,
    *,
    dated: Mapping[Clock, Sequence[Dated]] | None = None,
    only: Mapping[Clock, Sequence[str]] | None = None,
    spare: Collection[Clock] = (),
) -> None:
    """What the table says this move does to the clocks, for ``only`` these keys, with these ``dated`` limits."""
    end = clocks.void if move.name in VOIDING else clocks.stop
    for kind in move.stops:
        for name in () if kind in spare else (only or {}).get(Clock(kind), (kind,)):
            end(name, at)
    for kind in move.pauses:
        clocks.pause(kind, at)
    for kind in move.resumes:
        clocks.resume(kind, at)
    for kind in move.starts:
        if kind not in spare:
            _start(Clock(kind), item, clocks, at, (dated or {}).get(Clock(kind)))


def _start(kind: Clock, item: DecidedItem, clocks: Clocks, at: datetime, dated: Sequence[Dated] | None) -> None:
    rule = CLOCKS[kind]
    length = plan.edition(item.edition_id).limit(rule.setting) if rule.setting else 0
    for limit in dated or (Dated(kind, item.due_on),):
        _give_up(limit.key, clocks, at)
        clocks.start(
            kind,
            key=limit.key,
            at=limit.since or at,
            length=length,
            unit="day" if length else "date",
            due_on=None if length else limit.due_on,
            holder_role=rule.holder,
            holder_organ=item.lead_id if rule.holder is not Role.ENTERPRISE else None,
            clause=rule.clause,
            edition=item.edition_id,
        )


def _give_up(key: str, clocks: Clocks, at: datetime) -> None:
    """A limit that is set anew counts for nothing; one that was missed before stays missed."""
    for clock in clocks.running(key):
        if clock.due_at <= at:
            clocks.stop(clock.key, at)
        else:
            clocks.void(clock.key, at)
