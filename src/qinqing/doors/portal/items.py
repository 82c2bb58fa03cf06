"""Decided items said to the enterprise: what was promised, by whom, by when, shown by what, and what it may say to it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from qinqing.doors.portal import forms as f
from qinqing.doors.portal.moves import Page
from qinqing.kernel.actors import Actor
from qinqing.kernel.workdays import end_of
from qinqing.procedure.decisions import actions, queries
from qinqing.procedure.decisions.rules.kinds import MilestoneState
from qinqing.procedure.decisions.states import State

PAGES: dict[str, Page] = {
    "confirm_receipt": Page(
        "确认到账", "确认到账", "钱到了账上再确认；分几次到的，每到一次确认一次。", f.Receipt, actions.confirm_receipt
    ),
    "confirm": Page("确认已经落实", "确认落实", "您认可这件事已经办成，工信商务局将销号。", f.Confirm, actions.confirm),
    "doubt": Page("还没有落实", "提出疑问", "牵头部门会继续办理，办好后再报告。", f.ItemDoubt, actions.doubt),
}
WORDS: dict[State, str] = {
    State.ASSIGNED: "已经交给{lead}，会先与您联系。",
    State.IMPLEMENTING: "{lead}正在办理。",
    State.COMPLETED: "{lead}说已经办完，正在写报告。",
    State.SIGNING: "{lead}说已经办完，报告等主要负责人签发。",
    State.REPORTED: "{lead}已经报告办完，等工信商务局验收。",
    State.ACCEPTED: "工信商务局已经验收。",
    State.CLOSED: "已经办成并销号。",
    State.CANCELLED: "已随诉求撤回而取消。",
    State.TAKEN_BACK: "记录有误，已收回。",
}


def item_cards(items: Iterable[queries.DecidedItem], actor: Actor, *, at: datetime) -> list[dict[str, Any]]:
    """Each item of an appeal in plain words, with its steps and the buttons that are open; a few queries an item."""
    items = list(items)
    steps, paid = queries.milestones(*items), queries.receipts(*items)
    return [
        {
            "item": item,
            "words": _words(item),
            "steps": [_step(row, at) for row in steps if row.item_id == item.pk],
            "receipts": [row for row in paid if row.item_id == item.pk],
            "owed": item.amount - (item.received or 0) if item.amount is not None else None,
            "moves": _moves(item, actor, at),
        }
        for item in items
    ]


def _words(item: queries.DecidedItem) -> str:
    words = WORDS[item.standing].format(lead=item.lead_name)
    if item.standing is State.ACCEPTED and item.confirmed_at is None:
        return f"{words}请您确认是不是真的落实了；一直没有收到您的话，工信商务局会打电话问您。"
    return words


def _step(row: queries.Milestone, at: datetime) -> dict[str, Any]:
    planned = row.state == MilestoneState.PLANNED
    return {"row": row, "late": planned and end_of(row.due_on) <= at}


def _moves(item: queries.DecidedItem, actor: Actor, at: datetime) -> list[tuple[str, str]]:
    offered = {move.name for move, verdict in queries.offers(item, actor, at=at) if verdict}
    return [
        (reverse("portal:item_move", args=[item.appeal.code, item.code, name]), page.title)
        for name, page in PAGES.items()
        if name in offered
    ]
