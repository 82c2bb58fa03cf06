"""遮盖材料: one picture or PDF of an appeal, with the black boxes of the copy that departments see."""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.coverings import Covering, written
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.opened import as_read, open_appeal
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.states import MOVES
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.coverings import Box
from qinqing.services.documents.rules.kinds import Kind

HOME = "console:intake"


def cover(request: Request, code: str, file: str) -> HttpResponseBase:
    """遮盖材料: painted before the transaction, which then only files the copy."""
    found, original = _found(request, code, file)
    pages, copy = documents.pages_to_cover(original), documents.copy_of(original)
    with ExitStack() as held:
        painting = Painting(request, found, file, held)
        return submit(
            request,
            Covering,
            template="console/appeals/cover.html",
            context=partial(_cover_context, request, found, original, pages, copy),
            before=painting.paint,
            do=painting.file,
            done=lambda result: reverse("console:appeal", args=[code]),
            message="已遮盖，部门现在看到的是遮盖件；原件完好，随时可以取消遮盖",
            initial=written(copy.boxes) if copy else {},
            pages=pages,
        )


def cover_page(request: Request, code: str, file: str, page: int) -> HttpResponse:
    """One page of a PDF as a picture, to draw boxes on; that the appeal was opened is noted with the page around it."""
    admit(request, HOME)
    original = queries.original(queries.fetch(request.actor, code), file)
    return HttpResponse(documents.page_to_cover(original, page), content_type="image/jpeg")


def uncover(request: Request, code: str, file: str) -> HttpResponseBase:
    """取消遮盖."""
    found, original = _found(request, code, file)
    return submit(
        request,
        Reason,
        template="console/appeals/move.html",
        context=partial(_context, request, found, "uncover", original.name),
        do=partial(actions.uncover, found, file=file, by=request.actor, at=request.at),
        done=lambda result: reverse("console:appeal", args=[code]),
        message="已取消遮盖，部门现在看到的是原件",
    )


class Painting:
    """A copy that is painted ahead of the transaction and gone after the answer, unless it was filed."""

    def __init__(self, request: Request, appeal: queries.Appeal, file: str, held: ExitStack) -> None:
        self._who = {"by": request.actor, "at": request.at}
        self._appeal, self._file, self._held = appeal, file, held

    def paint(self, *, boxes: list[Box], reason: str) -> None:
        """Takes seconds. Raises Refused."""
        self._copy = self._held.enter_context(actions.painted(self._appeal, self._file, boxes, **self._who))

    def file(self, *, boxes: list[Box], reason: str) -> queries.Appeal:
        """遮盖材料."""
        return actions.cover(self._appeal, self._copy, reason=reason, **self._who)


def _found(request: Request, code: str, file: str) -> tuple[queries.Appeal, documents.Attachment]:
    admit(request, HOME)
    found = as_read(request, open_appeal(request, code))
    return found, queries.original(found, file)


def _context(request: Request, found: queries.Appeal, move: str, name: str) -> Mapping[str, Any]:
    fresh = queries.fetch(request.actor, found.code)
    crumbs = [
        Link("诉求", reverse("console:appeals")),
        Link(found.number, reverse("console:appeal", args=[found.code])),
    ]
    return {
        "appeal": fresh,
        "shown": queries.shown(fresh, request.actor),
        "move": MOVES[move],
        "verdict": queries.may(move, fresh, request.actor, at=request.at),
        "version": fresh.version,
        "crumbs": [*crumbs, Link(f"{MOVES[move].label}：{name}")],
    }


def _cover_context(
    request: Request,
    found: queries.Appeal,
    original: documents.Attachment,
    pages: int,
    copy: documents.Attachment | None,
) -> Mapping[str, Any]:
    at = [found.code, original.code]
    drawn = original.kind == Kind.PDF
    return {
        **_context(request, found, "cover", original.name),
        "file": original,
        "copy": copy,
        "pages": [
            (page, reverse("console:cover_page", args=[*at, page]) if drawn else reverse("console:file", args=at))
            for page in range(1, pages + 1)
        ],
        "uncover_url": reverse("console:uncover", args=at) if copy else "",
    }
