"""反映诉求: one page that saves as it goes, what stands beside it, and the receipt. 四."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.portal.beside import beside, corrected, doubted, licence, prompt
from qinqing.doors.portal.expected import expected
from qinqing.doors.portal.forms import Lodge
from qinqing.doors.portal.visitors import remember, visitor
from qinqing.doors.web import qr
from qinqing.doors.web.forms import submit
from qinqing.doors.web.knocking import network_of
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import actions as accounts

PER_ADDRESS = 60  # an hour; a whole industrial park may stand behind one address


@login_not_required
def lodge(request: Request) -> HttpResponseBase:
    """The page for everybody, signed in or not."""
    return lodging(request, partial(actions.lodge, by=lodger(request), at=request.at))


def lodging(request: Request, act: Callable[..., actions.Receipt], **also: Any) -> HttpResponseBase:
    """The page of 反映诉求, with whatever else stands on it; ``act`` lodges.

    The session begins with the page: a form sent twice must find one session, and in it one receipt.
    """
    request.session.setdefault("lodging", True)
    return submit(
        request,
        Lodge,
        template="portal/lodge.html",
        context=lambda: {"limit": plan.in_force(day_of(request.at)).limit("transfer"), **beside(request), **also},
        before=lambda **_: count_lodging(request),
        do=partial(_lodge, act),
        done=partial(receipt_address, request),
        message=lambda receipt: corrected(request.POST),
        initial=known(request),
    )


@login_not_required
def lodge_beside(request: Request) -> HttpResponse:
    """What stands beside a field while it is filled in: the prompt, or the enterprise a code belongs to."""
    if request.htmx.target == "prompt":
        return render(request, "portal/_prompt.html", prompt(request.POST))
    return render(request, "portal/_licence.html", licence(request, request.POST))


@login_not_required
def receipt(request: Request, code: str) -> HttpResponse:
    """编号和查询码: shown in the session that lodged, as long as it lasts.

    The picture leads to the page that asks for the query code and carries the number alone: it lies on paper about.
    """
    query_code = request.session.get(f"query_code:{code}", "")
    if not query_code:
        return redirect("portal:track")
    appeal = queries.fetch(visitor(request), code)
    address = request.build_absolute_uri(f"{reverse('portal:track')}?number={appeal.number}")
    context = {"appeal": appeal, "query_code": query_code, "steps": expected(appeal), "qr": qr.inline(address)}
    return render(request, "portal/receipt.html", context | {"files": queries.files(appeal, visitor(request))})


def lodger(request: Request) -> Actor:
    """Who lodges: an enterprise's own account, or a stranger; staff are strangers here."""
    return request.actor if request.actor.role is Role.ENTERPRISE else PUBLIC


def receipt_address(request: Request, receipt: actions.Receipt) -> str:
    """The receipt, which this session alone may read, with its query code."""
    remember(request, receipt.appeal.pk)
    request.session[f"query_code:{receipt.appeal.code}"] = receipt.query_code
    return reverse("portal:receipt", args=[receipt.appeal.code])


def known(request: Request) -> dict[str, str]:
    """What a signed-in person need not type again: who they are, and the enterprise when there is only one."""
    if request.actor.role is not Role.ENTERPRISE or request.actor.person is None:
        return {}
    account = request.user
    told = {"contact_name": account.name, "contact_phone": account.mobile or account.phone}
    held = [one.enterprise for one in register.memberships_of(account.pk) if one.confirmed_at]
    if len(held) == 1:
        told |= {"enterprise_name": held[0].name, "credit_code": held[0].credit_code or ""}
    return told


def count_lodging(request: Request) -> None:
    """Counts one appeal of a stranger by the line it comes from. Raises Refused beyond sixty an hour."""
    if lodger(request).role is Role.ENTERPRISE:
        return
    key = f"lodge@{network_of(address_of(request))}"
    if not accounts.strike(key, at=request.at, limit=PER_ADDRESS, window=timedelta(hours=1)):
        raise Refused(
            "这个网络一小时内提交的诉求太多，这一件还没有提交，填写的内容都在；请登录企业账号提交，"
            "或打电话给工信商务局由受理岗登记，也可以一小时后再试",
            code="too_many",
        )


def _lodge(act: Callable[..., actions.Receipt], *, checked: str, **told: Any) -> actions.Receipt:
    doubts = doubted(told)
    if doubts.token and doubts.token != checked:
        raise Refused("请看一下下面列出的地方；没有错的，再点一次“提交”就行")
    return act(**told)
