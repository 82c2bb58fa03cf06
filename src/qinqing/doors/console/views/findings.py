"""督查结论: one matter of a round, its finding, and how the department puts it right. 四(五)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.clocks import LABELS
from qinqing.doors.console.entries import entry_rows
from qinqing.doors.console.finding_rows import finding_rows
from qinqing.doors.console.forms.appeals import Note, Reason
from qinqing.doors.console.forms.inspections import Find, FindWanting, HandFindingOver, Rectify
from qinqing.doors.console.offers import Offer, named_links
from qinqing.doors.console.versions import as_read
from qinqing.doors.web.downloads import file_links, send
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.events import FIELDS
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.states import FINDINGS


class Page(NamedTuple):
    """The page of one move of a finding."""

    form: type[forms.Form]
    act: Any


PAGES = {
    "find": Page(Find, actions.find),
    "find_wanting": Page(FindWanting, actions.find_wanting),
    "take_back": Page(Reason, actions.take_finding_back),
    "rectify": Page(Rectify, actions.rectify),
    "accept": Page(Note, actions.accept_rectification),
    "send_back": Page(Reason, actions.send_rectification_back),
    "urge": Page(Press, actions.urge_finding),
    "hand_over": Page(HandFindingOver, actions.hand_finding_over),
}
# These are exceptions: offered where they are open, and not worth a reason where they are not.
RARE = frozenset({"hand_over", "urge"})
# A round draws, and nobody else.
ELSEWHERE = frozenset({"draw"})


def finding(request: Request, code: str) -> HttpResponse:
    """One matter: what the last round found, what this one found, how it is put right, what may be done."""
    found = queries.fetch_finding(request.actor, code)
    context = {
        **_about(request, found),
        "files": file_links(
            queries.finding_files(found), "console:finding_file", code, preview="console:finding_preview"
        ),
        "clocks": lights.of_subject(found.subject, LABELS, at=request.at),
        "moves": _moves(request, found),
        "entries": _entries(request, found),
        "crumbs": _crumbs(found),
    }
    return render(request, "console/inspections/finding.html", context)


def finding_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, for whoever may make it; an urging notice goes on to where it is issued."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, queries.fetch_finding(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/inspections/finding_move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: _after(name, code, result),
        message=f"已办：{FINDINGS[name].label}",
        initial=_initial(found, name),
    )


def finding_file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One file of evidence, for whoever may see the finding."""
    return send(queries.finding_files(queries.fetch_finding(request.actor, code)), file)


def _after(name: str, code: str, result: Any) -> str:
    if name == "urge":
        return reverse("console:urging", args=[result.code])
    return reverse("console:finding", args=[code])


def _initial(found: queries.Finding, name: str) -> dict[str, Any]:
    if name in ("find", "find_wanting"):
        kept = {column: getattr(found, column) for column in ("words", "visit_on", "visit_place", "visit_met")}
        days = found.rectify_days or plan.edition(found.edition_id).limit(Clock.RECTIFICATION)
        return kept | ({"days": days} if name == "find_wanting" else {"result": found.result})
    return {"lead": register.organ(found.organ_id).successor} if name == "hand_over" else {}


def _moves(request: Request, found: queries.Finding) -> list[Offer]:
    urls = {name: reverse("console:finding_move", args=[found.code, name]) for name in PAGES}
    offered = queries.finding_offers(found, request.actor, at=request.at)
    return named_links([(move, verdict) for move, verdict in offered if verdict or move.name not in RARE], urls)


def _about(request: Request, found: queries.Finding) -> dict[str, Any]:
    return {
        "finding": found,
        "row": finding_rows([found], at=request.at)[0],
        "hidden": queries.hides_name(found.appeal, request.actor),
        "matter_url": _matter_url(request, found),
    }


def _matter_url(request: Request, found: queries.Finding) -> str:
    """The page of the matter, for whoever may see it."""
    try:
        if found.item:
            decisions.fetch(request.actor, found.item.code)
            return reverse("console:item", args=[found.item.code])
        appeals.fetch(request.actor, found.appeal.code)
        return reverse("console:appeal", args=[found.appeal.code])
    except NotFound:
        return ""


def _entries(request: Request, found: queries.Finding) -> list[dict[str, Any]]:
    hidden = queries.hides_name(found.appeal, request.actor)

    def said(text: str) -> str:
        return appeals.mask(found.appeal, text) if hidden else text

    return entry_rows(queries.finding_history(found), FIELDS, said)


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_finding(request.actor, code)
    return {
        **_about(request, found),
        "move": FINDINGS[name],
        "verdict": queries.may_with_finding(name, found, request.actor, at=request.at),
        "version": found.version,
        "crumbs": _crumbs(found, FINDINGS[name].label),
    }


def _crumbs(found: queries.Finding, *steps: str) -> list[Link]:
    url = reverse("console:finding", args=[found.code]) if steps else ""
    return [
        Link("季度督查", reverse("console:inspections")),
        Link(found.round.when.label, reverse("console:inspection", args=[found.round.code])),
        Link(found.number, url),
        *(Link(step) for step in steps),
    ]
