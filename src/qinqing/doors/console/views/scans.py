"""扫描件: the words of a scan beside it, for the clerk to correct and take over into 登记诉求. Never by itself."""

import json
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.scans import Words
from qinqing.doors.console.navigation import admit
from qinqing.doors.web import drafts
from qinqing.doors.web.downloads import send_waiting
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.documents import actions, queries
from qinqing.services.documents.rules.kinds import IMAGES, Kind
from qinqing.services.documents.rules.scans import BUSY_SCAN, ScanState

HOME = "console:intake"


def scan(request: Request, code: str) -> HttpResponseBase:
    """One scan with its words: asked for, being read, or there to be corrected."""
    found = _found(request, code)
    known = queries.scans([code]).get(code)
    if known is None or known.state != ScanState.READ:
        return render(request, "console/appeals/scan.html", _context(found, known))
    return submit(
        request,
        Words,
        template="console/appeals/scan.html",
        context=_context(found, known),
        do=partial(_take_over, request),
        done=lambda result: reverse(HOME),
        message="已用到登记表，请核对后登记",
        initial={"text": known.text},
    )


def scan_ask(request: Request, code: str) -> HttpResponseBase:
    """识别文字: the worker reads it within a minute or two."""
    found = _found(request, code)
    back = reverse("console:scan", args=[code])
    return submit(
        request,
        Press,
        template="console/appeals/scan.html",
        context=_context(found, queries.scans([code]).get(code)),
        do=partial(_ask, request, found),
        done=lambda result: back,
    )


def scan_picture(request: Request, code: str) -> HttpResponseBase:
    """The scan itself, of whoever is filling in the form it waits for."""
    return send_waiting(_found(request, code).shelf, code)


def scan_pages(request: Request, code: str) -> HttpResponse:
    """The first pages of a scanned PDF as a picture, to hold the words against."""
    return HttpResponse(queries.pages_of(_found(request, code)), content_type="image/jpeg")


def _found(request: Request, code: str) -> queries.Upload:
    admit(request, HOME)
    one = queries.upload(code)
    if not drafts.holds(request, one.shelf):
        raise NotFound("scan")
    return one


def _ask(request: Request, found: queries.Upload) -> Any:
    return actions.ask_for_words(found, at=request.at)


def _context(found: queries.Upload, known: Any) -> dict[str, Any]:
    return {
        "upload": found,
        "scan": known,
        "busy": bool(known and known.state in BUSY_SCAN),
        "is_picture": found.kind in IMAGES,
        "is_drawn": found.kind == Kind.PDF and queries.can_draw(),
        "installed": queries.can_recognise(),
        "crumbs": [Link("登记诉求", reverse(HOME)), Link(found.name)],
    }


def _take_over(request: Request, *, text: str) -> HttpResponse | None:
    """The words after what is typed already: nothing typed is lost."""
    form = reverse(HOME)
    draft = drafts.find(request, form, at=request.at)
    told: dict[str, list[str]] = json.loads(draft.data) if draft else {}
    typed = [one for one in told.get("text", []) if one.strip()]
    drafts.keep(request, form, {**told, "text": ["\n".join([*typed, text])]}, at=request.at)
    return None
