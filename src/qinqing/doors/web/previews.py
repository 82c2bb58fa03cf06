"""预览 of a file that browsers do not show, wherever it is listed: asked for, being made, and its pages to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from qinqing.doors.web.downloads import one_of
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.documents import actions
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.headers import download_headers
from qinqing.services.documents.rules.previews import BUSY_PREVIEW


@dataclass(frozen=True, slots=True)
class Place:
    """Where the file is listed: the page's template and code, the names of its addresses, and the page it stands on."""

    template: str
    code: str
    file: str
    preview: str
    back: Link
    crumbs: tuple[Link, ...] = ()


def show(request: Request, shown: Iterable[documents.Attachment], code: str, place: Place) -> HttpResponseBase:
    """The pages of one of the files the reader is shown, or how far they have come; POST asks for them.

    Raises NotFound for a file that is not among them, and for one that browsers show or nobody converts.
    """
    one = one_of(shown, code)
    if not documents.is_shown_by_preview(one):
        raise NotFound("preview")
    here = reverse(place.preview, args=[place.code, code])
    return submit(
        request,
        Press,
        template=place.template,
        context=partial(_context, request, one, here, place),
        do=partial(actions.ask_for_preview, one, at=request.at),
        done=lambda result: here,
    )


def page(shown: Iterable[documents.Attachment], code: str, number: int) -> HttpResponse:
    """One page as a picture, for whoever is shown the file. Raises NotFound."""
    one = one_of(shown, code)
    picture = documents.preview_page(one, number)
    headers = download_headers(f"{one.name}.{number}.jpg", "image/jpeg", len(picture), inline=True)
    return HttpResponse(picture, headers=headers)


def _context(request: Request, one: documents.Attachment, here: str, place: Place) -> dict[str, Any]:
    known = documents.preview_of(one)
    sizes = known.pages if known else []
    return {
        "file": one,
        "file_url": reverse(place.file, args=[place.code, one.code]),
        "preview": known,
        "busy": bool(known and known.standing in BUSY_PREVIEW),
        "may_ask": documents.can_preview(one) and documents.may_ask(known, request.at),
        "hindrance": documents.why_no_preview(one),
        "sheets": [(f"{here}{number}/", width, height) for number, (_, _, width, height) in enumerate(sizes, 1)],
        "here": here,
        "back": place.back,
        "crumbs": [*place.crumbs, Link(f"预览：{one.name}")] if place.crumbs else [],
    }
