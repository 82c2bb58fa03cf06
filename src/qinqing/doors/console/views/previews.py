"""预览 of files on the desk: an appeal's material, the proofs of a decided item, the evidence of a finding."""

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from qinqing.doors.console.opened import noted, open_appeal
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.previews import Place, page, show
from qinqing.doors.web.requests import Request
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.supervision import queries as supervision

TEMPLATE = "console/preview.html"


def preview(request: Request, code: str, file: str) -> HttpResponseBase:
    """One piece of an appeal's material, for whoever may see the appeal."""
    found = open_appeal(request, code)
    back = Link("返回诉求", reverse("console:appeal", args=[code]))
    crumbs = (Link("诉求", reverse("console:appeals")), Link(found.number, back.url))
    place = Place(TEMPLATE, code, "console:file", "console:preview", back, crumbs)
    return show(request, appeals.files(found, request.actor), file, place)


def preview_page(request: Request, code: str, file: str, number: int) -> HttpResponse:
    """One page of it; that the appeal was opened is noted, as where the file is downloaded."""
    return page(appeals.files(open_appeal(request, code), request.actor), file, number)


def item_preview(request: Request, code: str, file: str) -> HttpResponseBase:
    """One proof of a decided item, for whoever may see the item."""
    found = _item(request, code)
    back = Link("返回决定事项", reverse("console:item", args=[code]))
    crumbs = (Link("决定事项", reverse("console:items")), Link(found.number, back.url))
    place = Place(TEMPLATE, code, "console:item_file", "console:item_preview", back, crumbs)
    return show(request, decisions.files(found, request.actor), file, place)


def item_preview_page(request: Request, code: str, file: str, number: int) -> HttpResponse:
    """One page of it."""
    return page(decisions.files(_item(request, code), request.actor), file, number)


def finding_preview(request: Request, code: str, file: str) -> HttpResponseBase:
    """One file of evidence, for whoever may see the finding."""
    found = supervision.fetch_finding(request.actor, code)
    back = Link("返回督查问题", reverse("console:finding", args=[code]))
    crumbs = (Link("季度督查", reverse("console:inspections")), Link(found.number, back.url))
    place = Place(TEMPLATE, code, "console:finding_file", "console:finding_preview", back, crumbs)
    return show(request, supervision.finding_files(found), file, place)


def finding_preview_page(request: Request, code: str, file: str, number: int) -> HttpResponse:
    """One page of it."""
    return page(supervision.finding_files(supervision.fetch_finding(request.actor, code)), file, number)


def _item(request: Request, code: str) -> decisions.DecidedItem:
    """The item for whoever may see it; that its appeal was opened is noted."""
    found = decisions.fetch(request.actor, code)
    noted(request, found.appeal)
    return found
