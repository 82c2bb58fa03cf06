"""督办单: the list, one notice, and its moves. 四(五)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.clocks import LABELS
from qinqing.doors.console.entries import entry_rows
from qinqing.doors.console.forms.appeals import Note, Reason
from qinqing.doors.console.forms.urgings import Answer, Issue, UrgingFilters
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import named_links
from qinqing.doors.console.versions import as_read
from qinqing.doors.web.downloads import paper_links, send_paper
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.events import FIELDS
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.states import URGINGS
from qinqing.services.documents import queries as documents


class Page(NamedTuple):
    """The page of one move of an urging notice."""

    form: type[forms.Form]
    act: Any


PAGES = {
    "issue": Page(Issue, actions.issue),
    "drop": Page(Reason, actions.drop),
    "answer": Page(Answer, actions.answer),
    "send_back": Page(Reason, actions.send_urging_back),
    "close": Page(Note, actions.close_urging),
}


def urgings(request: Request) -> HttpResponse:
    """The list, newest first; keyset paged."""
    admit(request, "console:urgings")
    form = UrgingFilters(request.GET)
    wanted = form.wanted()
    page = queries.urgings(request.actor, **wanted)
    context = {
        "form": form,
        "rows": urging_rows(page.rows, request),
        "page": {
            "older": form.query(before=page.next) if page.next else "",
            "newer": (form.query() or "all=1") if wanted["before"] else "",
        },
        "filtered": bool(wanted["state"]),
        "ledger": ledger_link(request, "urgings", form.query()),
    }
    return render(request, "console/urgings/list.html", context)


def urging(request: Request, code: str) -> HttpResponse:
    """One notice: which limit was missed, what is demanded, what was answered, what may be done."""
    found = queries.fetch_urging(request.actor, code)
    urls = {name: reverse("console:urge", args=[code, name]) for name in PAGES}
    context = {
        **_about(request, found),
        "clocks": lights.of_subject(found.subject, LABELS, at=request.at),
        "moves": named_links(queries.urging_offers(found, request.actor), urls),
        "papers": paper_links(documents.papers_of(found.subject), "console:urging_paper", code),
        "entries": _entries(request, found),
        "crumbs": _crumbs(found),
    }
    return render(request, "console/urgings/urging.html", context)


def urging_paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """The notice as docx or pdf, for whoever may see it: it tells no name that is to be kept."""
    return send_paper(documents.papers_of(queries.fetch_urging(request.actor, code).subject), paper, form)


def urge(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, for whoever may make it."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, queries.fetch_urging(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/urgings/move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:urging", args=[code]),
        message=f"已办：{URGINGS[name].label}",
    )


def urging_rows(rows: Sequence[queries.Urging], request: Request) -> list[dict[str, Any]]:
    """The notices as lists show them, with the light of the limit to answer."""
    return [
        {
            "urging": row,
            "light": lights.of_row(row.issued_at, row.due_at, Clock.URGING, at=request.at) if row.due_at else None,
            "due": lights.due_day(row.due_at, request.at),
        }
        for row in rows
    ]


def _about(request: Request, found: queries.Urging) -> dict[str, Any]:
    row = urging_rows([found], request)[0]
    return {**row, "hidden": queries.hides_from(found, request.actor), "appeal_url": _appeal_url(request, found)}


def _appeal_url(request: Request, found: queries.Urging) -> str:
    try:
        appeals.fetch(request.actor, found.appeal.code)
    except NotFound:
        return ""
    return reverse("console:appeal", args=[found.appeal.code])


def _entries(request: Request, found: queries.Urging) -> list[dict[str, Any]]:
    hidden = queries.hides_from(found, request.actor)

    def said(text: str) -> str:
        return appeals.mask(found.appeal, text) if hidden else text

    return entry_rows(queries.urging_history(found), FIELDS, said)


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_urging(request.actor, code)
    return {
        **_about(request, found),
        "move": URGINGS[name],
        "verdict": queries.may_urge(name, found, request.actor),
        "version": found.version,
        "crumbs": _crumbs(found, URGINGS[name].label),
    }


def _crumbs(found: queries.Urging, *steps: str) -> list[Link]:
    url = reverse("console:urging", args=[found.code]) if steps else ""
    name = found.number or found.matter
    return [Link("督办单", reverse("console:urgings")), Link(name, url), *(Link(step) for step in steps)]
