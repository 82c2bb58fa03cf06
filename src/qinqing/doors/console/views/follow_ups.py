"""回访与整改: whom to call, what they said, what a bad rating asks a department to put right. 五(四)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.clocks import LABELS
from qinqing.doors.console.forms.appeals import Note, Reason
from qinqing.doors.console.forms.follow_ups import Correct, FollowUp
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import Offer, named_links
from qinqing.doors.console.opened import open_appeal
from qinqing.doors.console.versions import as_read
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.rules.kinds import UNSATISFIED
from qinqing.procedure.supervision.states import AFTERCARE, MOVES, State


class Page(NamedTuple):
    """The page of one move of a correction."""

    form: type[forms.Form]
    act: Any


PAGES = {
    "correct": Page(Correct, actions.correct),
    "see": Page(Note, actions.see),
    "send_back": Page(Reason, actions.send_back),
}


def follow_ups(request: Request) -> HttpResponse:
    """Whom to call, most pressing first; the corrections that are owed, and those to look at."""
    admit(request, "console:follow_ups")
    rows = [_correction_row(row, request) for row in queries.corrections(request.actor)]
    context = {
        "ledgers": [
            ledger_link(request, "evaluations", name="评价台账"),
            ledger_link(request, "follow-ups", name="回访台账"),
        ],
        "calls": [_call_row(row, request) for row in queries.waiting_follow_ups(request.actor)],
        "owed": [row for row in rows if row["correction"].standing is State.OPEN],
        "told": [row for row in rows if row["correction"].standing is State.DONE],
    }
    return render(request, "console/follow_ups/list.html", context)


def follow_up(request: Request, code: str) -> HttpResponseBase:
    """记录回访 of one closed appeal."""
    found = as_read(request, open_appeal(request, code))
    return submit(
        request,
        FollowUp,
        template="console/follow_ups/call.html",
        context=partial(_call_context, request, code),
        do=partial(actions.follow_up, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:follow_ups"),
        message=lambda result: f"已记录{found.number}的回访" + ("" if result.reached else "，没有接通，请另选时间再打"),
    )


def correction(request: Request, code: str) -> HttpResponse:
    """One correction: what the enterprise said, what was put right, what may be done."""
    found = queries.fetch_correction(request.actor, code)
    context = {
        **_correction_context(found, request),
        "clocks": lights.of_subject(found.subject, LABELS, at=request.at),
        "moves": _moves(request, found),
        "crumbs": _crumbs(_number(found)),
    }
    return render(request, "console/follow_ups/correction.html", context)


def correct(request: Request, code: str, name: str) -> HttpResponseBase:
    """报送整改情况 by the department; 阅知 or 退回 by the bureau head."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, queries.fetch_correction(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/follow_ups/correct.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:correction", args=[code]),
        message=f"已办：{MOVES[name].label}",
    )


def _call_row(appeal: appeals.Appeal, request: Request) -> dict[str, Any]:
    return {
        "appeal": appeal,
        "result": Result(appeal.result).label if appeal.result else "",
        "light": lights.of_row(appeal.due_from, appeal.due_at, appeal.due_kind, at=request.at),
        "due": lights.due_day(appeal.due_at, request.at),
        "lead": register.organ_names().get(appeal.lead_id or 0, ""),
    }


def _correction_row(found: queries.Correction, request: Request) -> dict[str, Any]:
    appeal = found.evaluation.appeal
    hidden = appeals.hides_identity(appeal, request.actor)
    return {
        "correction": found,
        "appeal": appeal,
        "title": appeals.mask(appeal, appeal.title) if hidden else appeal.title,
        "enterprise": appeals.HIDDEN if hidden else appeal.enterprise_name,
        "light": lights.of_row(found.started_at, found.due_at, Clock.CORRECTION, at=request.at),
        "due": lights.due_day(found.due_at, request.at),
    }


def _call_context(request: Request, code: str) -> Mapping[str, Any]:
    found = appeals.fetch(request.actor, code)
    return {
        "appeal": found,
        "shown": appeals.shown(found, request.actor),
        "move": AFTERCARE["follow_up"],
        "verdict": queries.may_follow_up(found, request.actor),
        "version": found.version,
        "answers": [answer for answer in appeals.answers(found, request.actor) if answer.signed_at][:1],
        "calls": queries.follow_ups_of(found, request.actor),
        "crumbs": _crumbs(found.number),
    }


def _correction_context(found: queries.Correction, request: Request) -> dict[str, Any]:
    return {
        **_correction_row(found, request),
        "evaluation": found.evaluation,
        "bad": found.evaluation.level in UNSATISFIED,
        "number": _number(found),
    }


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_correction(request.actor, code)
    verdict = next(
        (verdict for move, verdict in queries.offers(found, request.actor, at=request.at) if move.name == name),
        None,
    ) or MOVES[name].judge(request.actor, found.standing, None)  # fmt: skip
    return {
        **_correction_context(found, request),
        "move": MOVES[name],
        "verdict": verdict,
        "version": found.version,
        "crumbs": _crumbs(_number(found), reverse("console:correction", args=[code]), MOVES[name].label),
    }


def _moves(request: Request, found: queries.Correction) -> list[Offer]:
    urls = {name: reverse("console:correct", args=[found.code, name]) for name in PAGES}
    return named_links(queries.offers(found, request.actor, at=request.at), urls)


def _number(found: queries.Correction) -> str:
    return found.evaluation.appeal.number


def _crumbs(number: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("回访与整改", reverse("console:follow_ups")), Link(number, url)]
    return [*crumbs, Link(step)] if step else crumbs
