"""月度通报: the list, one bulletin with its draft and what is flagged in it, and its moves. 四(六)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.entries import entry_rows
from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.bulletins import Choose, Correct, Drop, Keep, Write
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import named_links
from qinqing.doors.console.versions import as_read
from qinqing.doors.web.downloads import paper_links, send_paper
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.bulletins.events import FIELDS
from qinqing.procedure.bulletins.queries import Bulletin
from qinqing.procedure.bulletins.rules import tables
from qinqing.procedure.bulletins.states import MOVES, PUBLIC
from qinqing.services.documents import queries as documents

Options = Callable[[Request, Bulletin], dict[str, Any]]


def _examples(request: Request, found: Bulletin) -> dict[str, Any]:
    return {"examples": found.examples}


def _candidates(request: Request, found: Bulletin) -> dict[str, Any]:
    return {"candidates": queries.candidates(found, request.actor)}


def _flags(request: Request, found: Bulletin) -> dict[str, Any]:
    return {"found": queries.flagged(found)}


def _nothing(request: Request, found: Bulletin) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one move: its form, what it does, what the form is told of the bulletin."""

    form: type[forms.Form]
    act: Callable[..., Any]
    options: Options = _nothing


PAGES = {
    "write": Page(Write, actions.write, _examples),
    "choose_example": Page(Choose, actions.choose_example, _candidates),
    "drop_example": Page(Drop, actions.drop_example, _examples),
    "keep": Page(Keep, actions.keep, _flags),
    "submit": Page(Press, actions.submit),
    "approve": Page(Press, actions.approve),
    "send_back": Page(Reason, actions.send_back),
    "publish": Page(Press, actions.publish),
    "return_draft": Page(Reason, actions.return_draft),
    "propose_correction": Page(Correct, actions.propose_correction),
    "confirm_correction": Page(Press, actions.confirm_correction),
    "decline_correction": Page(Reason, actions.decline_correction),
}


def bulletins(request: Request) -> HttpResponse:
    """The list, with what is due."""
    admit(request, "console:bulletins")
    found = queries.bulletins(request.actor)
    rows = [{"bulletin": one, "late": is_late(one, request)} for one in found]
    return render(request, "console/bulletins/list.html", {"rows": rows})


def bulletin(request: Request, code: str) -> HttpResponse:
    """One bulletin: figures, texts with what is flagged in them, what may be done, its record."""
    admit(request, "console:bulletins")
    found = queries.fetch_bulletin(request.actor, code)
    flagged = queries.flagged(found) if found.standing not in PUBLIC else []
    urls = {name: reverse("console:bulletin_move", args=[code, name]) for name in PAGES}
    context = {
        **_about(request, found, flagged),
        "moves": named_links(queries.offers(found, request.actor, flagged), urls),
        "papers": paper_links(documents.papers_of(found.subject), "console:bulletin_paper", code),
        "entries": _entries(found),
        "crumbs": _crumbs(found),
    }
    return render(request, "console/bulletins/bulletin.html", context)


def bulletin_paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """The paper of a published month, as docx or pdf, for the television column."""
    admit(request, "console:bulletins")
    return send_paper(documents.papers_of(queries.fetch_bulletin(request.actor, code).subject), paper, form)


@reconfirmed("approve", "publish", "confirm_correction")
def bulletin_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, for whoever may make it."""
    admit(request, "console:bulletins")
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, queries.fetch_bulletin(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/bulletins/move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:bulletin", args=[code]),
        message=f"已办：{MOVES[name].label}",
        initial={"preface": found.preface, "key": request.GET.get("key", "")},
        **page.options(request, found),
    )


def is_late(found: Bulletin, request: Request) -> bool:
    """Should it be out by now?"""
    return found.standing not in PUBLIC and day_of(request.at) > found.due_on


def _about(request: Request, found: Bulletin, flagged: list[queries.Flagged]) -> dict[str, Any]:
    figures = queries.figures_of(found)
    return {
        "bulletin": found,
        "late": is_late(found, request),
        "headings": tables.HEADINGS,
        "rows": tables.rows(figures),
        "upper": tables.upper(figures),
        "parts": _parts(found, flagged),
        "flags": flagged,
        "waiting": sum(not one.settled for one in flagged),
        "public": found.standing in PUBLIC,
    }


def _parts(found: Bulletin, flagged: list[queries.Flagged]) -> list[dict[str, Any]]:
    """Every written text, cut where something is flagged."""
    return [
        {"name": name, "pieces": _pieces(text, [one for one in flagged if one.part == name])}
        for name, text in queries.parts(found)
        if text
    ]


def _pieces(text: str, flagged: list[queries.Flagged]) -> list[dict[str, Any]]:
    pieces: list[dict[str, Any]] = []
    last = 0
    for one in flagged:
        pieces += [{"text": text[last : one.flag.start]}, {"text": one.flag.text, "flag": one}]
        last = one.flag.end
    return [*pieces, {"text": text[last:]}]


def _entries(found: Bulletin) -> list[dict[str, Any]]:
    return entry_rows(queries.history(found), FIELDS)


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_bulletin(request.actor, code)
    flagged = queries.flagged(found)
    return {
        **_about(request, found, flagged),
        "move": MOVES[name],
        "verdict": queries.may(name, found, request.actor),
        "version": found.version,
        "crumbs": _crumbs(found, MOVES[name].label),
    }


def _crumbs(found: Bulletin, *steps: str) -> list[Link]:
    url = reverse("console:bulletin", args=[found.month]) if steps else ""
    return [Link("月度通报", reverse("console:bulletins")), Link(found.title, url), *(Link(step) for step in steps)]
