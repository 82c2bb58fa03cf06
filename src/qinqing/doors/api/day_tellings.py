"""Reception days put into words for programs; nothing is told here that the pages would not tell."""

from collections.abc import Sequence
from typing import Any

from qinqing.doors.api.schemas.days import AgendaTold, PresentTold, ReceptionDayRow, SaidTold
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.kinds import Kind, Presence
from qinqing.procedure.receptions.rules.minutes import Form
from qinqing.procedure.register import queries as register


def day_row(day: queries.ReceptionDay) -> dict[str, Any]:
    """One day in a list; it carries its counts."""
    names = ("code", "date", "starts_at", "place", "state", "heard", "concluded", "decided", "version")
    return {name: getattr(day, name) for name in names} | {
        "title": queries.title(day),
        "ends_at": day.until,
        "host": queries.host_title(day),
        "kind": Kind(day.kind).label,
        "state_name": day.standing.label,
    }


def day_rows(found: Sequence[queries.ReceptionDay]) -> list[ReceptionDayRow]:
    """A list."""
    return [ReceptionDayRow(**day_row(one)) for one in found]


def minutes_row(found: queries.Minutes) -> dict[str, Any]:
    """The minutes of one day in a list."""
    return {
        "code": found.code,
        "number": found.number,
        "title": queries.title(found.day),
        "date": found.day.date,
        "day": found.day.code,
        "form": Form(found.form).label,
        "state": found.state,
        "state_name": found.standing.label,
        "issued_at": found.issued_at,
        "version": found.version,
    }


def agenda(entries: Sequence[queries.AgendaItem], actor: Actor) -> list[AgendaTold]:
    """The agenda with each appeal's opinions, who came, what it came to and what was decided; two queries for all."""
    said = appeals.opinions_owed([entry.appeal for entry in entries])
    decided = decisions.numbers_of(entries)
    return [_heard(entry, said[entry.appeal.pk], decided.get(entry.pk, []), actor) for entry in entries]


def attendance(day: queries.ReceptionDay) -> list[PresentTold]:
    """Who came for the departments."""
    return [
        PresentTold(
            organ=row.organ_name,
            presence=Presence(row.presence).label,
            name=row.name,
            reason=row.reason,
            arrived_at=row.arrived_at,
        )
        for row in queries.attendance(day)
    ]


def _heard(entry: queries.AgendaItem, said: Sequence[appeals.Part], decided: Sequence[str], actor: Actor) -> AgendaTold:
    appeal, hidden = entry.appeal, appeals.hides_identity(entry.appeal, actor)
    shown = appeals.shown(appeal, actor)

    def say(text: str) -> str:
        return appeals.mask(appeal, text) if hidden else text

    return AgendaTold(
        appeal=appeal.code,
        number=appeal.number,
        title=shown.title,
        enterprise=shown.enterprise_name,
        lead=register.organ_names().get(appeal.lead_id or 0, ""),
        opinions=[SaidTold(organ=one.organ_name, text=say(one.text), state=one.get_state_display()) for one in said],
        guest=entry.get_guest_display(),
        guest_name="" if hidden else entry.guest_name,
        outcome=entry.outcome,
        outcome_name=entry.get_outcome_display(),
        statement=say(entry.statement),
        opinion=say(entry.opinion),
        basis=say(entry.basis),
        recorded_by=entry.recorded_by,
        recorded_at=entry.recorded_at,
        items=list(decided),
    )
