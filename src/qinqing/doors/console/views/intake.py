"""The ways in at the desk: what a clerk writes down while somebody is on the telephone, and what the city sends down."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.console.beside import beside, look_first, settled_doubts, told_before, unsettled
from qinqing.doors.console.forms.appeals import HandDown, Intake
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.rows import next_move
from qinqing.doors.web import drafts
from qinqing.doors.web.forms import submit
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Role
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.states import MOVES


def intake(request: Request) -> HttpResponseBase:
    """登记诉求: a clerk writes down what came in; what may be told already is shown before it is saved."""
    admit(request, "console:intake")
    context = partial(_beside, request)
    return _enter(request, Intake, partial(_receive, request), "console/appeals/intake.html", "receive", context)


def intake_beside(request: Request) -> HttpResponse:
    """What is known of what is being typed: enterprises, what they brought, what tells the same."""
    admit(request, "console:intake")
    return render(request, "console/appeals/_beside.html", beside(request, _typed(request.POST)))


def hand_down(request: Request) -> HttpResponseBase:
    """转来诉求: the city centre sends an appeal down."""
    admit(request, "console:hand_down")
    act, context = partial(_hand_down, request), partial(_told_before, request)
    return _enter(request, HandDown, act, "console/appeals/hand_down.html", "hand_down", context)


def receipt(request: Request, code: str) -> HttpResponse:
    """The appeal just registered, with the query code to read out; shown once."""
    found = queries.fetch(request.actor, code)
    query_code = request.session.pop(f"query_code:{code}", "")
    if not query_code:
        return redirect("console:appeal", code)
    context = {
        "appeal": found, "query_code": query_code, "written_to": request.session.pop(f"written_to:{code}", ""),
        "onward": next_move(found) if request.actor.role is Role.INTAKE else "",
    }  # fmt: skip
    return render(request, "console/appeals/receipt.html", context)


def _receive(request: Request, *, checked: str, **told: Any) -> actions.Receipt:
    return actions.receive(**settled_doubts(request, told, checked), by=request.actor, at=request.at)


def _hand_down(request: Request, *, checked: str, **told: Any) -> actions.Receipt:
    look_first(told_before(request, told), checked, "转来")
    return actions.hand_down(**told, by=request.actor, at=request.at)


def _told_before(request: Request) -> dict[str, Any]:
    return {"doubts": told_before(request, request.POST.dict())} if request.method == "POST" else {}


def _beside(request: Request) -> dict[str, Any]:
    """What stands beside the form: of what was sent, or of the draft."""
    if request.method == "POST":
        typed = _typed(request.POST)
        files = bool(request.FILES)
        return {**beside(request, typed), "doubts": unsettled(request, typed, files=files)}
    draft = drafts.find(request, request.path, at=request.at)
    return beside(request, _typed(drafts.initial(Intake(), draft) if draft else {}))


def _typed(data: Any) -> dict[str, str]:
    return {name: str(data.get(name) or "") for name in Intake.base_fields if name != "files"}


def _enter(
    request: Request,
    form: type[forms.Form],
    act: Callable[..., actions.Receipt],
    template: str,
    name: str,
    context: Callable[[], dict[str, Any]],
) -> HttpResponseBase:
    def done(receipt: actions.Receipt) -> str:
        request.session[f"query_code:{receipt.appeal.code}"] = receipt.query_code
        return reverse("console:receipt", args=[receipt.appeal.code])

    return submit(
        request, form, template=template, context=lambda: {"move": MOVES[name], **context()}, do=act, done=done
    )
