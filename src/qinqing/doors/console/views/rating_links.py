"""办结告知单: what the enterprise is handed when its appeal is closed, with the link to rate by. 四(三), 五(四)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.versions import as_read
from qinqing.doors.web import qr
from qinqing.doors.web.contact import contact_points
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import State
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.states import AFTERCARE, LinkState


def closing_notice(request: Request, code: str) -> HttpResponse:
    """The page to print: how it ended, and where to rate it. For the clerk alone: nobody who did the work holds the link."""
    found = _closed(request, code)
    link = queries.good_link(found, at=request.at)
    context = {
        "appeal": found,
        "answers": [answer for answer in appeals.answers(found, request.actor) if answer.signed_at][:1],
        "lead": register.organ_names().get(found.lead_id or 0, ""),
        "link": link,
        "address": _address(request, link) if link else "",
        "track": request.build_absolute_uri(reverse("portal:track")),
        "verdict": queries.may_renew_link(found, request.actor),
        "links": [(one, _standing(one, link)) for one in queries.links_of(found)],
        "contact": contact_points(),
        "crumbs": _crumbs(found, "办结告知单"),
    }
    answer = render(request, "console/appeals/notice.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def closing_qr(request: Request, code: str) -> HttpResponse:
    """The link to rate by as a QR code, for the paper. Raises NotFound where there is none to use."""
    link = queries.good_link(_closed(request, code), at=request.at)
    if link is None:
        raise NotFound("rating link")
    answer = HttpResponse(qr.svg(_address(request, link)), content_type="image/svg+xml")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def renew_link(request: Request, code: str) -> HttpResponseBase:
    """换发评价链接: the former one opens nothing any more."""
    found = as_read(request, _closed(request, code))
    return submit(
        request,
        Reason,
        template="console/appeals/renew_link.html",
        context=partial(_about, request, code),
        do=partial(actions.renew_link, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:closing_notice", args=[code]),
        message="已换发，原来的评价链接不能再用",
    )


def _address(request: Request, link: queries.RatingLink) -> str:
    return request.build_absolute_uri(reverse("portal:rating_link", args=[queries.rating_token(link.code)]))


def _closed(request: Request, code: str) -> appeals.Appeal:
    found = appeals.fetch(request.actor, code)
    if request.actor.role is not Role.INTAKE or found.standing is not State.CLOSED:
        raise NotFound("closing notice")
    return found


def _standing(one: queries.RatingLink, good: queries.RatingLink | None) -> str:
    """What is to be said of a link: one that was neither used nor replaced may still be of no use any more."""
    return "不能再用" if one.standing is LinkState.ISSUED and one != good else one.standing.label


def _about(request: Request, code: str) -> Mapping[str, Any]:
    found = _closed(request, code)
    return {
        "appeal": found,
        "move": AFTERCARE["renew_link"],
        "verdict": queries.may_renew_link(found, request.actor),
        "version": found.version,
        "crumbs": _crumbs(found, AFTERCARE["renew_link"].label),
    }


def _crumbs(found: appeals.Appeal, step: str) -> list[Link]:
    return [
        Link("诉求", reverse("console:appeals")),
        Link(found.number, reverse("console:appeal", args=[found.code])),
        Link(step),
    ]
