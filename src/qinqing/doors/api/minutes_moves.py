"""Which shape asks for what a move of a day's minutes needs, and which action makes it."""

from typing import Any

from qinqing.doors.api.moves import Step
from qinqing.doors.api.schemas import minutes as s
from qinqing.doors.api.schemas import moves as m
from qinqing.doors.api.schemas.item_moves import Remark
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries

PART = ("heading", "statement", "opinion", "conclusion")


def _draft(minutes: queries.Minutes, **told: Any) -> Any:
    return decisions.draft_minutes(minutes.day, **told)


def _write(minutes: queries.Minutes, *, form: str | None, parts: list[dict[str, Any]], by: Actor, **told: Any) -> Any:
    known = {part.entry.appeal.code: part for part in queries.minutes_parts(minutes, by)}
    written = {}
    for one in parts:
        part = known.get(one["appeal"])
        if part is None:
            raise Refused(f"纪要里没有代码为 {one['appeal']} 的诉求，请核对")
        written[part.entry_id] = {name: getattr(part, name) if one[name] is None else one[name] for name in PART}
    frame = {name: value for name, value in told.items() if value is not None}
    return receptions.write_minutes(minutes, form=form or minutes.form, parts=written, by=by, **frame)


def _propose(minutes: queries.Minutes, *, appeal: str | None, by: Actor, **told: Any) -> Any:
    known = {part.entry.appeal.code: part.entry_id for part in queries.minutes_parts(minutes, by)}
    if appeal is not None and appeal not in known:
        raise Refused(f"纪要里没有代码为 {appeal} 的诉求，请核对")
    return receptions.propose_erratum(minutes, entry=known[appeal] if appeal else None, by=by, **told)


MINUTES: dict[str, Step] = {
    "draft_minutes": Step(s.Nothing, _draft),
    "write_minutes": Step(s.Write, _write),
    "send_minutes": Step(m.Note, decisions.send_minutes),
    "confirm_minutes": Step(Remark, receptions.confirm_minutes),
    "adopt_minutes": Step(m.Note, decisions.adopt_minutes),
    "send_back_minutes": Step(m.Reason, receptions.send_back_minutes),
    "recall_minutes": Step(m.Reason, receptions.recall_minutes),
    "issue_minutes": Step(s.Nothing, decisions.issue_minutes),
    "propose_erratum": Step(s.ProposeErratum, _propose),
    "confirm_erratum": Step(Remark, receptions.confirm_erratum),
    "decline_erratum": Step(m.Reason, receptions.decline_erratum),
    "adopt_erratum": Step(Remark, receptions.adopt_erratum),
    "dismiss_erratum": Step(m.Reason, receptions.dismiss_erratum),
}
