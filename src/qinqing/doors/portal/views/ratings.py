"""凭链接评价: whoever holds the one-time link rates one closing, without an account. 五(四)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.portal.forms import Evaluate
from qinqing.doors.web.forms import submit
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.states import LinkState

ARRIVED = "rating_links"
KEPT = 20
GONE = 410


@login_not_required
def arrive(request: Request, token: str) -> HttpResponse:
    """The printed address: this session may see the page of the link, and the secret leaves the address bar.

    Only opening it changes nothing: programs that fetch a link before people do use nothing up.
    """
    link = queries.link_of_token(token)
    arrived = request.session.get(ARRIVED, [])
    request.session[ARRIVED] = [*(code for code in arrived if code != link.code), link.code][-KEPT:]
    return redirect("portal:rating", link.code)


@login_not_required
def rate(request: Request, code: str) -> HttpResponseBase:
    """评价: the form while the link is good; afterwards why not, and nothing of the appeal."""
    if code not in request.session.get(ARRIVED, []):
        raise NotFound("rating link")
    link = queries.fetch_link(code)
    verdict = queries.may_use(link, at=request.at)
    if not verdict and request.method != "POST":
        return _over(request, link.standing is LinkState.USED and "thanked" in request.GET, verdict.reason)
    return submit(
        request,
        Evaluate,
        template="portal/rating.html",
        context=partial(_about, request, code),
        do=partial(actions.evaluate_by_link, link, by=queries.BEARER, at=request.at),
        done=lambda result: f"{reverse('portal:rating', args=[code])}?thanked",
        message="评价已经收到，谢谢您",
    )


def _over(request: Request, thanked: bool, reason: str) -> HttpResponse:
    """After the rating what has become of it; opened again, why the link does nothing any more."""
    why = "评价已经记录。一个链接只能评价一次，要补充的，请联系工信商务局" if thanked else reason
    context = {"why": f"{why}。", "thanked": thanked}
    return render(request, "portal/rating_over.html", context, status=200 if thanked else GONE)


def _about(request: Request, code: str) -> Mapping[str, Any]:
    """What a holder needs to know which matter it is; nothing once the link is over."""
    link = queries.fetch_link(code)
    good, appeal = bool(queries.may_use(link, at=request.at)), link.appeal
    title = appeals.mask(appeal, appeal.title) if appeal.confidential else appeal.title
    return {"good": good, "link": link, "title": title} if good else {"good": False}
