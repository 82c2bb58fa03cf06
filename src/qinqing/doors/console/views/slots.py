"""Places on a day, from the office's side: an enterprise's request answered, and what it said by telephone. 二(三)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponseBase
from django.urls import reverse

from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.days import Confirmed
from qinqing.doors.console.opened import noted
from qinqing.doors.console.views.days import crumbs
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.states import SLOTS


class Page(NamedTuple):
    """The page of one move of a slot: its form and the action."""

    form: type[forms.Form]
    act: Callable[..., Any]
    lead: str = ""


PAGES: dict[str, Page] = {
    "accept_slot": Page(Press, actions.accept_slot, "同意后列入这次接待日的议程，排在最后。"),
    "decline_slot": Page(Reason, actions.decline_slot, "原因会告诉企业；诉求仍等待列入接待日。"),
    "confirm_slot": Page(Confirmed, actions.confirm_slot, "企业打电话来说的，代为登记。"),
    "excuse_slot": Page(Reason, actions.excuse_slot, "企业打电话来说的，代为登记；要改到别的日子，请再移出议程。"),
}
# The enterprise's own, the agenda's, and what follows by itself.
ELSEWHERE = frozenset({"ask_slot", "withdraw_slot", "invite", "ask_again", "tell_asker", "lapse", "run_out"})


def slot_move(request: Request, code: str, slot: str, name: str) -> HttpResponseBase:
    """One move of a slot, for whoever may make it."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = queries.fetch_slot(request.actor, slot)
    if found.day.code != code:
        raise NotFound("slot")
    return submit(
        request,
        page.form,
        template="console/days/slot.html",
        context=partial(_context, request, slot, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:day", args=[code]),
        message=f"已办：{SLOTS[name].label}",
        initial={"visitors": found.visitors, "phone": found.phone},
    )


def _context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    slot = queries.fetch_slot(request.actor, code)
    noted(request, slot.appeal)
    offered = {move.name: verdict for move, verdict in queries.slot_offers(slot, request.actor, at=request.at)}
    return {
        "slot": slot,
        "day": slot.day,
        "title": queries.title(slot.day),
        "move": SLOTS[name],
        "lead": PAGES[name].lead,
        "verdict": offered.get(name),
        "shown": appeals.shown(slot.appeal, request.actor),
        "crumbs": crumbs(slot.day, SLOTS[name].label),
    }
