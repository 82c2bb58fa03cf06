"""Which shape asks for what a reception day's move needs, and which action makes it."""

from collections.abc import Callable
from typing import Any

from qinqing.doors.api.moves import Step
from qinqing.doors.api.schemas import day_moves as s
from qinqing.doors.api.schemas import moves as m
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import queries as appeals_of
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.kinds import Present

Day = queries.ReceptionDay


def chosen(by: Actor, codes: list[str]) -> list[appeals_of.Appeal]:
    """The appeals of these codes, as far as this actor sees them. Raises Refused for the first that is not there."""
    return [_appeal(by, code) for code in dict.fromkeys(codes)]


def _appeal(by: Actor, code: str) -> appeals_of.Appeal:
    try:
        return appeals_of.fetch(by, code)
    except NotFound:
        raise Refused(f"没有代码为 {code} 的诉求，请核对") from None


def _entry(day: Day, code: str, by: Actor) -> queries.AgendaItem:
    """One appeal on the day's agenda, with the day as the program read it."""
    try:
        found = queries.entry(by, day.code, code)
    except NotFound:
        raise Refused(f"议程上没有代码为 {code} 的诉求，请核对") from None
    found.day = day
    return found


def _on_entry(act: Callable[..., Any]) -> Callable[..., Any]:
    def made(day: Day, *, appeal: str, by: Actor, **told: Any) -> Any:
        return act(_entry(day, appeal, by), by=by, **told)

    return made


def _put_on(day: Day, *, appeals: list[str], by: Actor, **told: Any) -> Any:
    return receptions.put_on_agenda(day, chosen(by, appeals), by=by, **told)


def _reorder(day: Day, *, appeals: list[str], **told: Any) -> Any:
    return receptions.reorder(day, appeals, **told)


def _amend(day: Day, **told: Any) -> Any:
    return receptions.amend(day, **{name: value for name, value in told.items() if value is not None})


def _attend(day: Day, *, rows: list[dict[str, Any]], **told: Any) -> Any:
    return receptions.record_attendance(day, [Present(**row) for row in rows], **told)


def _decide(entry: queries.AgendaItem, *, items: list[dict[str, Any]], **told: Any) -> Any:
    new = [NewItem(**{**one, "assisting": tuple(one["assisting"])}) for one in items]
    return decisions.decide_at_hearing(entry, items=new, **told)


DAY: dict[str, Step] = {
    "amend": Step(s.AmendDay, _amend),
    "put_on_agenda": Step(s.PutOn, _put_on),
    "take_off": Step(s.TakeOff, _on_entry(receptions.take_off)),
    "reorder": Step(s.Reorder, _reorder),
    "call_departments": Step(s.Call, receptions.call_departments),
    "issue_notice": Step(m.Note, receptions.issue_notice),
    "issue_dossier": Step(m.Note, receptions.issue_dossier),
    "record_attendance": Step(s.Attendance, _attend),
    "record_guest": Step(s.GuestCame, _on_entry(receptions.record_guest)),
    "record_outcome": Step(s.HeardTo, _on_entry(receptions.record_outcome)),
    "record_decision": Step(s.Decision, _on_entry(_decide)),
    "take_back_outcome": Step(s.TakeBack, _on_entry(decisions.take_back_outcome)),
    "close_day": Step(m.Note, decisions.close_day),
    "cancel_day": Step(m.Reason, receptions.cancel_day),
}
