"""Appeals put into words for programs; nothing is told here that the pages would not tell."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from qinqing.doors.api.once import Done
from qinqing.doors.api.schemas.appeals import Answered, Receipt, Row
from qinqing.doors.api.schemas.parts import Entry, FileTold, Limit, PaperTold, Particular
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import Outcome
from qinqing.procedure.appeals.states import State, clause_of
from qinqing.procedure.decisions.rules.clocks import Clock as ItemClock
from qinqing.procedure.receptions.rules.clocks import Clock as DayClock
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.documents import queries as documents

LIMITS = {kind.value: kind.label for kinds in (Clock, ItemClock, DayClock) for kind in kinds}


class Happened(Protocol):
    """One line of a chapter's timeline."""

    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def clause(self) -> str: ...
    @property
    def particulars(self) -> tuple[tuple[str, str], ...]: ...


def row(appeal: appeals.Appeal, actor: Actor, at: datetime) -> dict[str, Any]:
    """One appeal in a list, as this actor may read it."""
    hidden, state = appeals.hides_identity(appeal, actor), State(appeal.state)
    due = appeal.due_at if appeal.closed_at is None else None
    return {
        "code": appeal.code,
        "number": appeal.number,
        "title": appeals.mask(appeal, appeal.title) if hidden else appeal.title,
        "enterprise": appeals.HIDDEN if hidden else appeal.enterprise_name,
        "state": state.value,
        "state_name": state.label,
        "rung": appeal.rung,
        "clause": clause_of(state, appeal.rung),
        "urgency": appeal.urgency,
        "category": appeal.category,
        "result": appeal.result,
        "turn": appeal.turn_role,
        "holder": _holder(appeal),
        "received_at": appeal.received_at,
        "due_at": due,
        "overdue": due is not None and due <= at and appeal.due_kind != Clock.ANSWER,
        "closed_at": appeal.closed_at,
        "version": appeal.version,
    }


def rows(found: Iterable[appeals.Appeal], actor: Actor, at: datetime) -> list[Row]:
    """A list."""
    return [Row(**row(one, actor, at)) for one in found]


def receipt(done: Done) -> Receipt:
    """What whoever brought an appeal is given."""
    (found,) = appeals.by_subjects([f"appeal/{done.code}"])
    return Receipt(code=found.code, number=found.number, query_code=done.query_code, due_at=found.due_at)


def course(lines: Iterable[Happened]) -> list[Entry]:
    """What happened, the newest first, as the chapter's own timeline tells this reader."""
    return [
        Entry(
            at=line.at,
            who=line.who,
            what=line.what,
            clause=line.clause,
            particulars=[Particular(name=name, value=value) for name, value in line.particulars],
        )
        for line in lines
    ]


def answers(appeal: appeals.Appeal, actor: Actor) -> list[Answered]:
    """What was answered, the newest first."""
    return [
        Answered(
            outcome=one.outcome,
            outcome_name=Outcome(one.outcome).label,
            checked=one.checked,
            answer=one.answer,
            basis=one.basis,
            contact=one.contact,
            next_on=one.next_on.isoformat() if one.next_on else "",
            signed_at=one.signed_at,
        )
        for one in appeals.answers(appeal, actor)
    ]


def files(found: Iterable[documents.Attachment]) -> list[FileTold]:
    """Material, under the names the reader is shown."""
    return [FileTold(code=one.code, name=one.name, size=one.size, added_by=one.added_by) for one in found]


def papers(found: Iterable[documents.Paper]) -> list[PaperTold]:
    """Papers that the reader may have."""
    return [
        PaperTold(
            code=one.code,
            kind=one.kind,
            title=one.title,
            number=one.number,
            written_at=one.written_at,
            written_by=one.written_by,
            digest=one.content_sha256,
        )
        for one in found
    ]


def limits(subject: str) -> list[Limit]:
    """The limits of one subject, running or not."""
    names = register.organ_names()
    return [
        Limit(
            kind=clock.kind,
            name=LIMITS[clock.kind],
            due_at=clock.due_at,
            running=clock.running,
            clause=clock.clause,
            holder=names.get(clock.holder_organ or 0, "")
            or (Role(clock.holder_role).label if clock.holder_role else ""),
        )
        for clock in calendar.clocks_of([subject])[subject]
    ]


def lead_of(appeal: appeals.Appeal) -> str:
    """The lead department's name."""
    return register.organ_names().get(appeal.lead_id or 0, "")


def _holder(appeal: appeals.Appeal) -> str:
    if not appeal.turn_role:
        return ""
    return register.organ_names().get(appeal.turn_organ_id or 0, "") or Role(appeal.turn_role).label
