"""Which form asks for what a decided item's move needs, and which action makes it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms

from qinqing.doors.console.forms import item_moves as f
from qinqing.doors.console.forms.appeals import Note, Reason
from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.register import queries as register

Item = queries.DecidedItem


def _nothing(item: Item, actor: Actor) -> dict[str, Any]:
    return {}


class Page(NamedTuple):
    """The page of one move: its form, the action, what the form starts with, and what it chooses from."""

    form: type[forms.Form]
    act: Callable[..., Any]
    initial: Callable[[Item, Actor], dict[str, Any]] = _nothing
    options: Callable[[Item, Actor], dict[str, Any]] = _nothing


def _written(item: Item, actor: Actor) -> dict[str, Any]:
    """A draft that came back is written on; a signed report is the ground for the next one."""
    report = next(iter(queries.reports(item, actor)), None)
    return {"text": report.text, "proof": report.proof} if report else {}


def _steps(item: Item, actor: Actor) -> dict[str, Any]:
    return {"milestones": queries.open_milestones(item)}


def _hindrances(item: Item, actor: Actor) -> dict[str, Any]:
    return {"blocks": [row for row in queries.blocks(item) if row.cleared_at is None]}


def _heir(item: Item, actor: Actor) -> dict[str, Any]:
    return {"lead": register.organ(item.lead_id).successor}


# In the order in which the item's page offers them.
PAGES: dict[str, Page] = {
    "contact": Page(f.Contact, decisions.contact),
    "complete": Page(f.Done, decisions.complete),
    "plan_milestones": Page(f.Milestones, decisions.plan_milestones),
    "finish_milestone": Page(f.Finish, decisions.finish_milestone, options=_steps),
    "move_milestone": Page(f.MoveMilestone, decisions.move_milestone, options=_steps),
    "drop_milestone": Page(f.DropMilestone, decisions.drop_milestone, options=_steps),
    "note_progress": Page(f.Progress, decisions.note_progress),
    "block": Page(f.Blocked, decisions.block),
    "unblock": Page(f.Unblock, decisions.unblock, options=_hindrances),
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
    "close_out": Page(Note, decisions.close_out),
    "confirm_receipt": Page(f.Receipt, decisions.confirm_receipt),
    "confirm": Page(f.Confirmed, decisions.confirm),
    "doubt": Page(f.Doubted, decisions.doubt),
    "call_in_vain": Page(f.CalledInVain, decisions.call_in_vain),
    "hand_over": Page(f.HandOver, decisions.hand_over, _heir),
    "cancel": Page(Reason, decisions.cancel),
}

# An item is assigned where it is decided, in the hearing room or with the city's reply, and taken back there with its
# outcome; the worker asks for progress.
ELSEWHERE = frozenset({"assign", "open_progress", "take_back"})
# These are about one part of an item, and offered beside it.
IN_PARTS = frozenset({"finish_milestone", "move_milestone", "drop_milestone", "unblock"})
# These are exceptions: offered where they are open, and not worth a reason where they are not.
RARE = frozenset({"hand_over", "cancel", "confirm_receipt", "call_in_vain"})
