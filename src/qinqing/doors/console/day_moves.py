"""Which form asks for what a reception day's move needs, and which action makes it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms

from qinqing.doors.console.forms import days as f
from qinqing.doors.console.forms.appeals import Note, Reason
from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.planning import USUAL_CAPACITY
from qinqing.procedure.register import queries as register

Day = queries.ReceptionDay


def _nothing(day: Day, actor: Actor) -> dict[str, Any]:
    return {}


class Page(NamedTuple):
    """The page of one move: its form, the action, what the form starts with, what its constructor needs, where it leads."""

    form: type[forms.Form]
    act: Callable[..., Any]
    initial: Callable[[Day, Actor], dict[str, Any]] = _nothing
    options: Callable[[Day, Actor], dict[str, Any]] = _nothing
    after: str = "console:day"


def _as_planned(day: Day, actor: Actor) -> dict[str, Any]:
    told = {name: getattr(day, name) for name in ("date", "starts_at", "kind", "place", "note")}
    return told | {"ends_at": day.until, "capacity": day.capacity or USUAL_CAPACITY}


def _called(day: Day, actor: Actor) -> dict[str, Any]:
    """Those called so far, and whom the agenda concerns as a suggestion to take or overrule."""
    return {"organs": [*queries.departments(day), *queries.to_call(day, queries.agenda(day, actor))]}


def _came(day: Day, actor: Actor) -> dict[str, Any]:
    return {
        f"{part}_{row.organ_id}": getattr(row, part)
        for row in queries.attendance(day)
        for part in ("presence", "name", "reason", "arrived_at")
    }


def _asked(day: Day, actor: Actor) -> dict[str, Any]:
    names = register.organ_names()
    return {"organs": {organ: names.get(organ, "") for organ in queries.departments(day)}, "starts_at": day.starts_at}


# In the order in which the day's page offers them.
PAGES: dict[str, Page] = {
    "record_attendance": Page(f.Attendance, receptions.record_attendance, _came, _asked),
    "close_day": Page(Note, decisions.close_day),
    "issue_notice": Page(Note, receptions.issue_notice),
    "issue_dossier": Page(Note, receptions.issue_dossier, after="console:day_dossier"),
    "call_departments": Page(f.Departments, receptions.call_departments, _called),
    "amend": Page(f.AmendDay, receptions.amend, _as_planned, lambda day, actor: {"joint": day.joint}),
    "cancel_day": Page(Reason, receptions.cancel_day),
}

# These are made on the day's own page, on an agenda entry's, on a sheet of the dossier, or in the hearing room.
ELSEWHERE = frozenset(
    {
        "plan",
        "put_on_agenda",
        "take_off",
        "reorder",
        "record_outcome",
        "record_decision",
        "take_back_outcome",
        "record_guest",
        "call_meeting",
        "write_sheet",
    }
)
