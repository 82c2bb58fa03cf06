"""Which form asks for what a decided item's move needs, and which action makes it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms

from qinqing.doors.console.forms import items as f
from qinqing.doors.console.forms.appeals import Note, Reason
from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries

Item = queries.DecidedItem


def _nothing(item: Item, actor: Actor) -> dict[str, Any]:
    return {}


class Page(NamedTuple):
    """The page of one move: its form, the action, and what the form starts with."""

    form: type[forms.Form]
    act: Callable[..., Any]
    initial: Callable[[Item, Actor], dict[str, Any]] = _nothing


def _written(item: Item, actor: Actor) -> dict[str, Any]:
    """A draft that came back is written on; a signed report is the ground for the next one."""
    report = next(iter(queries.reports(item, actor)), None)
    return {"text": report.text, "proof": report.proof} if report else {}


# In the order in which the item's page offers them.
PAGES: dict[str, Page] = {
    "contact": Page(f.Contact, decisions.contact),
    "complete": Page(f.Done, decisions.complete),
    "note_progress": Page(f.Progress, decisions.note_progress),
    "ask_due": Page(f.AskDue, decisions.ask_due),
    "move_due": Page(Note, decisions.move_due),
    "keep_due": Page(Reason, decisions.keep_due),
    "draft_report": Page(f.Report, decisions.draft_report, _written),
    "sign_report": Page(f.SignReport, decisions.sign_report),
    "return_draft": Page(Reason, decisions.return_draft),
    "circulate": Page(Note, decisions.circulate),
    "mark_read": Page(f.Remark, decisions.mark_read),
    "send_back_report": Page(f.SendBack, decisions.send_back_report),
    "accept": Page(Note, decisions.accept),
    "decline": Page(Reason, decisions.decline),
}

# An item is assigned where it is decided: in the hearing room, or with the city's reply.
ELSEWHERE = frozenset({"assign"})
