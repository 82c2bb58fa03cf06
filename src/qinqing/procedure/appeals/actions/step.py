"""How every step is taken: ask the permit, look up the move, change the row if it has not moved meanwhile, record.

A step holds the clocks and the appeal between those two ends, so that an action reads as what it does in between.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.kernel.errors import Conflict
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import moment_zh
from qinqing.procedure.appeals.events import EVENTS
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.facts import facts
from qinqing.procedure.appeals.queries.snapshots import APPEAL_COLUMNS, primitive, snapshot
from qinqing.procedure.appeals.rules.clocks import CLOCKS, Clock, setting_for
from qinqing.procedure.appeals.states import EFFECTS, MOVES, OPEN, VOIDING, State, turn
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.services.calendar.actions import Clocks
from qinqing.services.calendar.states import Outcome
from qinqing.services.documents import actions as documents
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record


@dataclass
class Step:
    """A move under way: the appeal has moved; what remains is what the action adds, and the record."""

    move: Move
    appeal: Appeal
    by: Actor
    at: datetime
    clocks: Clocks
    sets: dict[str, object]
    subject: str = MOVES.subject
    first: list[journal.Pending] = field(default_factory=list)

    def file(self, content: Mapping[str, Any]) -> str:
        """Files the paper that the table says this move writes; returns how the record names it.

        ``record`` puts it on the record, before the step itself.
        """
        paper, told = documents.issue_with_step(self.move.paper, self.appeal.subject, content, by=self.by, at=self.at)
        self.first.append(told)
        return documents.named(paper)

    def record(self, *, sets: dict[str, object] | None = None, **facts: object) -> Appeal:
        """Appends the event with what happened; ``None`` and empty facts are left out."""
        told = {name: primitive(value) for name, value in facts.items() if value not in (None, "", [])}
        event, sets = f"{self.subject}.{self.move.records}", self.sets | (sets or {})
        step = journal.Pending(self.appeal.subject, event, self.by, self.at, self.move.clause, told, sets, self.appeal)
        journal.record_many([*self.first, step])
        return self.appeal


def take(
    name: str, appeal: Appeal, *, by: Actor, at: datetime, also: dict[str, object] | None = None, **run: Any
) -> Step:
    """Moves the appeal: its state, turn, clocks and the columns in ``also``, or nothing at all.

    ``run`` passes what clocks need beside the table: departments ``asked``, keys ``settled``, the ``due_on`` of a dated
    limit, the ``starting`` moment of one that runs from earlier, ``hours`` for an urgent one, ``hurried`` kinds that
    now run in hours, ``extended`` ones with the working days added, the organ whose heir now leads (``heir_of``), kinds ``passed`` to whoever is on them now. Raises Refused with the clause, or Conflict when
    a colleague was faster.
    """
    move, clocks = MOVES[name], Clocks.of(appeal.subject)
    if appeal.standing not in move.sources and by.role in move.by:
        raise overtaken(appeal, move)
    move.judge(by, appeal.standing, facts(appeal, clocks, at)).enforce()
    wanted = EFFECTS.get(name, {}) | (also or {})
    _move_on(appeal, move, wanted, at)
    run_clocks(move, appeal, clocks, at=at, **run)
    changed = wanted | consequences(appeal, clocks)
    swap(appeal, move, changed)
    return Step(move, appeal, by, at, clocks, primitives(changed) | clocks.save())


def enter(
    name: str,
    appeal: Appeal,
    *,
    by: Actor,
    at: datetime,
    also: dict[str, object] | None = None,
    first: Iterable[journal.Pending] = (),
    **run: Any,
) -> Step:
    """The first step of an appeal that is not stored yet: the permit, the row, its clocks.

    ``first`` goes on the record with the step, before it.
    """
    move = MOVES[name]
    if by.role not in move.by:
        move.judge(by, State.LODGED, None).enforce()
    clocks = Clocks(appeal.subject)
    _move_on(appeal, move, EFFECTS.get(name, {}) | (also or {}), at)
    run_clocks(move, appeal, clocks, at=at, **run)
    consequences(appeal, clocks)
    appeal.version = 1
    appeal.save(force_insert=True)
    return Step(move, appeal, by, at, clocks, snapshot(appeal, APPEAL_COLUMNS) | clocks.save(), first=[*first])


def overtaken(appeal: Appeal, move: Move) -> Conflict:
    """Who was faster, and when: the last entry of the appeal's record."""
    last = record.last(appeal.subject)
    if last is None:
        return Conflict(f"这件诉求刚刚有变化，不能“{move.label}”，请刷新后再办")
    done = EVENTS.get(last.event, "办理")
    who = f"{last.post_label}{last.name}" if last.name else Role(last.role).label
    return Conflict(
        f"{who}已于{moment_zh(last.at)}{done}，不能再“{move.label}”，请看最新进展后再办", by=who, at=last.at
    )


def _move_on(appeal: Appeal, move: Move, wanted: dict[str, object], at: datetime) -> None:
    """Sets the new state and columns on the row in memory, and adds the moment of closing to ``wanted``."""
    if move.target is not None and move.target != appeal.state:
        wanted["state"] = move.target
        was_open, is_open = appeal.state in OPEN, move.target in OPEN
        if was_open != is_open or not appeal.state:
            # What an old ledger says was closed, was closed then.
            wanted["closed_at"] = None if is_open else wanted.get("closed_at", at)
    for name, value in wanted.items():
        setattr(appeal, name, value)


def run_clocks(
    move: Move,
    appeal: Appeal,
    clocks: Clocks,
    *,
    at: datetime,
    asked: Mapping[Clock, Iterable[int]] | None = None,
    settled: Iterable[str] = (),
    due_on: date | None = None,
    starting: datetime | None = None,
    hours: int | None = None,
    hurried: Mapping[Clock, int] | None = None,
    extended: Mapping[Clock, int] | None = None,
    heir_of: int | None = None,
    passed: Iterable[Clock] = (),
) -> None:
    """What the table says this move does to the clocks, and what it does for those ``asked`` or ``settled``."""
    _end_and_rest(move, clocks, settled, at)
    for kind in move.starts:
        start_clock(Clock(kind), appeal, clocks, at=starting or at, due_on=due_on, hours=hours)
    for kind, fewer in (hurried or {}).items():
        start_clock(kind, appeal, clocks, at=at, hours=fewer)
    for kind, days in (extended or {}).items():
        clocks.extend(kind, days, at)
    if heir_of and appeal.lead_id:
        clocks.hand_over(heir_of, appeal.lead_id)
    for kind in passed:
        clocks.pass_to(kind, *holder_of(kind, appeal))
    for kind, organ in ((kind, organ) for kind, organs in (asked or {}).items() for organ in organs):
        start_clock(kind, appeal, clocks, at=at, organ=organ)


def _end_and_rest(move: Move, clocks: Clocks, settled: Iterable[str], at: datetime) -> None:
    end = clocks.void if move.name in VOIDING else clocks.stop
    for change, kinds in ((end, (*move.stops, *settled)), (clocks.pause, move.pauses), (clocks.resume, move.resumes)):
        for kind in kinds:
            change(kind, at)


def start_clock(
    kind: Clock,
    appeal: Appeal,
    clocks: Clocks,
    *,
    at: datetime,
    organ: int | None = None,
    due_on: date | None = None,
    hours: int | None = None,
) -> None:
    """Starts one clock by the appeal's edition, if it runs on this rung; a former run of the same is void.

    Where several run side by side, one for each department, ``organ`` is in the key.
    """
    rule = CLOCKS[kind]
    if appeal.rung not in rule.rungs:
        return
    holder, own = holder_of(kind, appeal)
    running = f"{kind}:{organ}" if organ else kind
    clocks.void(running, at)
    edition = plan.edition(appeal.edition_id)
    length = hours or (0 if due_on else edition.limit(setting_for(kind, appeal.kind)))
    clocks.start(
        kind,
        key=running,
        length=length,
        unit="date" if due_on else "hour" if hours else "day",
        holder_role=holder,
        holder_organ=organ or own,
        clause=rule.clause,
        edition=appeal.edition_id,
        at=at,
        due_on=due_on,
    )


def holder_of(kind: Clock, appeal: Appeal) -> tuple[Role, int | None]:
    """Who is on a clock: the role, and for a department's which.

    谁解决谁回访: the department that led calls the enterprise; the bureau where its name is hidden or the department is no more.
    """
    role = CLOCKS[kind].holder
    if kind is Clock.FOLLOW_UP and appeal.lead_id and not appeal.confidential and register.organ(appeal.lead_id).active:
        role = Role.OFFICER
    return role, appeal.lead_id if role in DEPARTMENT else None


def consequences(appeal: Appeal, clocks: Clocks) -> dict[str, object]:
    """The convenience columns that follow from state and clocks: whose turn, the most pressing limit, handled late."""
    whose = turn(appeal.standing, appeal.rung)
    pressing = clocks.most_pressing
    if pressing and pressing.paused_at:
        pressing = None
    follows: dict[str, object] = {
        "turn_role": whose or "",
        "turn_organ_id": appeal.lead_id if whose in (Role.OFFICER, Role.HEAD) else None,
        "due_at": pressing.due_at if pressing else None,
        "due_from": pressing.started_at if pressing else None,
        "due_kind": pressing.kind if pressing else "",
        "late": any(clock.kind == Clock.HANDLE and clock.verdict == Outcome.LATE for clock in clocks),
    }
    for name, value in follows.items():
        setattr(appeal, name, value)
    return follows


def primitives(values: Mapping[str, object]) -> dict[str, object]:
    """Columns with their new values, as the journal takes them."""
    return {name: primitive(value) for name, value in values.items()}


def swap(appeal: Appeal, move: Move, changed: dict[str, object]) -> None:
    """Compare and swap: 0 rows means somebody moved the appeal since it was read."""
    rows = Appeal.objects.filter(pk=appeal.pk, version=appeal.version)
    if not rows.update(version=F("version") + 1, **changed):
        raise overtaken(appeal, move)
    appeal.version += 1
