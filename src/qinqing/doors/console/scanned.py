"""The words of a scan beside it, wherever it waits: asked for, corrected, taken over by the clerk. Never by itself."""

import json
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from qinqing.doors.console.forms.scans import Words
from qinqing.doors.web import drafts
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.services.documents import actions, queries
from qinqing.services.documents.rules.kinds import IMAGES
from qinqing.services.documents.rules.scans import BUSY_SCAN, READABLE, ScanState
from qinqing.services.documents.rules.uploads import UploadState

TEMPLATE = "console/appeals/scan.html"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scan waits: the addresses of its form and of its own pages, and what the form's text says untouched."""

    form: str
    here: str
    ask: str
    picture: str
    pages: str
    crumb: Link
    text: str = ""


def readable(uploads: list[queries.Upload]) -> list[dict[str, Any]]:
    """The pictures and PDFs among them, each with how far its words have been read; one query, none without any."""
    found = [one for one in uploads if one.state == UploadState.READY and one.kind in READABLE]
    read = queries.scans(one.code for one in found) if found else {}
    return [{"upload": one, "scan": read.get(one.code)} for one in found]


def show(request: Request, one: queries.Upload, place: Place) -> HttpResponseBase:
    """One scan with its words: to be asked for, being read, or there to be corrected."""
    known = queries.scans([one.code]).get(one.code)
    if known is None or known.state != ScanState.READ:
        return render(request, TEMPLATE, _context(one, known, place))
    return submit(
        request,
        Words,
        template=TEMPLATE,
        context=_context(one, known, place),
        do=partial(_take_over, request, place),
        done=lambda result: place.form,
        message="已用到登记表，请核对后登记",
        initial={"text": known.text},
    )


def ask(request: Request, one: queries.Upload, place: Place) -> HttpResponseBase:
    """识别文字: the worker reads it within a minute or two."""
    return submit(
        request,
        Press,
        template=TEMPLATE,
        context=_context(one, queries.scans([one.code]).get(one.code), place),
        do=partial(_ask, request, one),
        done=lambda result: place.here,
    )


def _ask(request: Request, one: queries.Upload) -> Any:
    return actions.ask_for_words(one, at=request.at)


def _context(one: queries.Upload, known: Any, place: Place) -> dict[str, Any]:
    return {
        "upload": one,
        "scan": known,
        "place_of": place,
        "busy": bool(known and known.state in BUSY_SCAN),
        "is_picture": one.kind in IMAGES,
        "installed": queries.can_recognise(),
        "crumbs": [place.crumb, Link(one.name)],
    }


def _take_over(request: Request, place: Place, *, text: str) -> None:
    """The words after what is typed already, or stands there untouched: nothing is lost."""
    draft = drafts.find(request, place.form, at=request.at)
    told: dict[str, list[str]] = json.loads(draft.data) if draft else {}
    typed = [one for one in told.get("text", [place.text]) if one.strip()]
    drafts.keep(request, place.form, {**told, "text": ["\n".join([*typed, text])]}, at=request.at)
