"""The enterprise and its reception day: ask for a place, take that back, say who comes or that nobody can. 二(三)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseBase
from django.urls import reverse

from qinqing.doors.portal.forms import AskSlot, ConfirmSlot, ExcuseSlot
from qinqing.doors.portal.moves import Page
from qinqing.doors.portal.visitors import visitor
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.workdays import WEEKDAYS
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.slots import SlotState

PAGES: dict[str, Page] = {
    "confirm_slot": Page(
        "参加接待日", "确认参加", "写明谁来、怎么联系，县政府办和部门好准备。", ConfirmSlot, actions.confirm_slot
    ),
    "excuse_slot": Page(
        "不能参加", "告诉县政府办", "来不了请尽早说明，县政府办另行安排。", ExcuseSlot, actions.excuse_slot
    ),
    "withdraw_slot": Page("撤回申请", "撤回申请", "撤回后可以再申请别的接待日。", Press, actions.withdraw_slot),
}


@login_not_required
def ask_slot(request: Request, code: str) -> HttpResponseBase:
    """申请接待: the coming days whose leader hears this appeal, and one to be chosen."""
    actor = visitor(request)
    found = appeals.fetch(actor, code)
    days = queries.days_open_to(found, at=request.at)
    return submit(
        request,
        AskSlot,
        template="portal/ask_slot.html",
        context=partial(_about, request, code, days=days),
        do=partial(_ask, request, found, days),
        done=lambda slot: reverse("portal:appeal", args=[code]),
        message="已申请，县政府办答复后在这里告诉您",
        days=[(one.code, _words(one)) for one in days],
    )


@login_not_required
def slot_move(request: Request, code: str, slot: str, name: str) -> HttpResponseBase:
    """One thing the enterprise may say about its place on a day."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    actor = visitor(request)
    found = _slot(request, code, slot)
    return submit(
        request,
        page.form,
        template="portal/slot.html",
        context=partial(_about, request, code, page=page, slot=found, title=queries.title(found.day)),
        do=partial(page.act, found, by=actor, at=request.at),
        done=lambda result: reverse("portal:appeal", args=[code]),
        message=f"已办：{page.title}",
        initial={"visitors": found.visitors, "phone": found.phone or found.appeal.contact_phone},
    )


def places(appeal: appeals.Appeal, request: Request) -> Mapping[str, Any]:
    """The section on an appeal's own page: its slots with what may be said about each, and whether one may ask."""
    found = queries.slots_of(appeal, visitor(request))
    waiting = any(slot.state == SlotState.ASKED for slot in found)
    ripe = appeal.standing is Standing.RIPE and not waiting
    return {
        "slots": [
            {"slot": slot, "title": queries.title(slot.day), "moves": _open_moves(slot, request)} for slot in found
        ],
        "ripe": ripe,
        "may_ask": ripe and bool(queries.days_open_to(appeal, at=request.at)),
    }


def _open_moves(slot: queries.Slot, request: Request) -> list[tuple[str, Page]]:
    offered = queries.slot_offers(slot, visitor(request), at=request.at)
    return [(move.name, PAGES[move.name]) for move, verdict in offered if verdict and move.name in PAGES]


def _slot(request: Request, code: str, slot: str) -> queries.Slot:
    found = queries.fetch_slot(visitor(request), slot)
    if found.appeal.code != code:
        raise NotFound("slot")
    return found


def _ask(request: Request, appeal: appeals.Appeal, days: Sequence[queries.Open], *, day: str, wish: str) -> Any:
    chosen = next(one.day for one in days if one.code == day)
    return actions.ask_slot(appeal, day=chosen, wish=wish, by=visitor(request), at=request.at)


def _words(one: queries.Open) -> str:
    """``12月8日 周二 09:00—12:00，副县长，集中接待，二楼会议室，还可列入 4 件``."""
    day = one.day
    left = "" if one.left is None else f"，还可列入 {one.left} 件" if one.left else "，已经排满，可能排到下一次"
    when = f"{day_zh(day.date)} {WEEKDAYS[day.date.weekday()]} {day.starts_at:%H:%M}—{day.until:%H:%M}"
    return f"{when}，{one.host}，{day.get_kind_display()}，{day.place}{left}"


def _about(request: Request, code: str, **also: Any) -> Mapping[str, Any]:
    return {"appeal": appeals.fetch(visitor(request), code), **also}
