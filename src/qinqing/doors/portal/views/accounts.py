"""An enterprise's own accounts: opened by a proved number or with a password, and the number one signs in by."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from qinqing.doors.portal.forms import Join, OpenByPhone
from qinqing.doors.web import entering, owing, phone_codes, phone_sign_in, sessions
from qinqing.doors.web.forms import SeeOther, submit
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request, address_of, local
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register.actions import joining
from qinqing.procedure.register.queries import joining as register
from qinqing.services.accounts import actions as accounts

DAY = timedelta(days=1)
JOINING = 30  # tries a day from one address
AFRESH = "手机号的验证已经过期，请重新获取验证码。"


@login_not_required
@sensitive_post_parameters("password")
def join(request: Request) -> HttpResponseBase:
    """A new account for an enterprise's people; it sees what is lodged while signed in."""
    return submit(
        request,
        Join,
        template="portal/join.html",
        context={"by_phone": phone_codes.offered()},
        before=partial(_count_joining, request),
        do=lambda **told: _enter(request, joining.open_by_password(**told, at=request.at), "密码"),
        done=lambda account: reverse("portal:mine"),
        message="账号已建好",
    )


@login_not_required
def open_account(request: Request) -> HttpResponseBase:
    """建账号 by the number that was just proved, joined to the enterprises that know it."""
    if request.user.is_authenticated:
        return SeeOther(reverse("portal:mine"))
    phone = phone_codes.proved(request)
    if not phone:
        messages.info(request, AFRESH)
        return SeeOther(phone_sign_in.ASK)
    found = register.joinable(phone, at=request.at)
    return submit(
        request,
        OpenByPhone,
        template="portal/open_account.html",
        context={"phone": phone, "found": found},
        do=partial(_open, request, phone),
        done=lambda account: local(request.session.pop("phone_next", ""), reverse("portal:mine")),
        message=lambda account: "账号已建好，以后用这个手机号登录",
        found=[(one.code, one.name) for one in found],
    )


@reconfirmed()
def phone(request: Request) -> HttpResponseBase:
    """绑定手机号: to which number the code goes."""
    _enterprises_only(request)
    return phone_sign_in.asked(request, template="portal/phone.html", code_page=reverse("portal:phone_code"))


@sensitive_post_parameters("code")
def phone_code(request: Request) -> HttpResponseBase:
    """绑定手机号: the code, and from then on one signs in by that number."""
    _enterprises_only(request)
    return phone_sign_in.typed(
        request, template="portal/phone_code.html", ask_page=reverse("portal:phone"), go_on=_bind
    )  # fmt: skip


def _bind(request: Request, number: str) -> HttpResponseBase:
    try:
        joining.bind_mobile(number, by=request.actor, at=request.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(reverse("portal:phone"))
    messages.success(request, "手机号已绑定，以后可以用它收验证码登录。")
    return SeeOther(reverse("portal:people"))


def _enterprises_only(request: Request) -> None:
    if request.actor.role is not Role.ENTERPRISE:
        raise NotFound("phone")


def _open(request: Request, phone: str, *, name: str, enterprises: list[str]) -> Any:
    account = joining.open_by_phone(phone=phone, name=name, enterprises=enterprises, at=request.at)
    phone_codes.forget_proved(request)
    return _enter(request, account, phone_sign_in.WAY)


def _enter(request: Request, account: Any, way: str) -> Any:
    """In, as by the sign-in page: on the record, with whatever is owed."""
    wanted = request.session.get("phone_next", "")
    actor = sessions.open_session(request, account)
    request.session["phone_next"] = wanted
    owing.find_out(request, account, actor)
    entering.note(request, account.username, "signed_in", actor, way=way)
    return account


def _count_joining(request: Request, **fields: Mapping[str, str]) -> None:
    """Also what is refused counts: it tells whether a name is taken."""
    if not accounts.strike(f"join@{address_of(request)}", at=request.at, limit=JOINING, window=DAY):
        raise Refused("今天从这里新建的账号太多，请明天再试", code="too_many_tries")
