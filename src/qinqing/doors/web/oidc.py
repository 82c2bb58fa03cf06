"""统一身份认证: signing in by the word of the county's identity provider. It opens accounts that are bound, and makes none."""

import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from qinqing.doors.web import entering, provider, reconfirming
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.knocking import network_of
from qinqing.doors.web.requests import Request, address_of, local
from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries

GOING = "oidc"
WAITS = timedelta(minutes=10)
PER_HOUR = 300
ANOTHER = "在统一身份认证登录的不是您本人的账号，还没有确认。请用绑定本账号的身份登录"
AGAIN = "这次登录不是从这个浏览器开始的，或者等得太久，请重新登录"


def where_there_is_one(view: Callable[[Request], HttpResponseBase]) -> Callable[[Request], HttpResponseBase]:
    """Where no provider is set up there is no such page: raises NotFound."""

    @wraps(view)
    def shown(request: Request) -> HttpResponseBase:
        if not settings.QINQING_OIDC["issuer"]:
            raise NotFound("oidc")
        return view(request)

    return shown


@login_not_required
@where_there_is_one
@require_safe
def start(request: Request) -> HttpResponseBase:
    """Sends the browser to the provider, with a state that only this session knows; ``again``: to prove once more who is
    signed in here."""
    again, wanted = bool(request.GET.get("again")) and request.user.is_authenticated, local(request.GET.get("next"), "")
    back = request.build_absolute_uri(reverse("web:oidc_back"))
    try:
        _room_for(request)
        found = provider.discover()
    except Refused as refusal:
        return _sent_back(request, refusal.reason, wanted if again else _at_the_door(wanted))
    going = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    request.session[GOING] = {
        **going, "back": back, "since": request.at.timestamp(), "next": wanted,
        "again": request.user.pk if again else None,
    }  # fmt: skip
    return SeeOther(provider.address_for(found, back=back, anew=again, **going))


@login_not_required
@where_there_is_one
@require_safe
@sensitive_variables("going", "code")
def back(request: Request) -> HttpResponseBase:
    """Who comes back: the state must be this session's, the code is redeemed once, and the account must be bound."""
    going, code = request.session.pop(GOING, None), request.GET.get("code", "")
    try:
        if not _is_ours(request, going):
            raise Refused(AGAIN)
        if request.GET.get("error") or not code:
            raise Refused("统一身份认证没有登录成功，请重试，或用用户名和密码登录")
        told = provider.outside_id(
            provider.discover(), code=code, back=going["back"], nonce=going["nonce"], verifier=going["verifier"],
            since=going["since"] if going["again"] else None,
        )  # fmt: skip
    except Refused as refusal:
        return _sent_back(request, refusal.reason, _going_on(request, going))
    account = queries.account_by_outside_id(told)
    if going["again"]:
        return _reconfirmed(request, account, going)
    if account is None:
        entering.note(request, "", "outside_refused", PUBLIC, outside=told)
        unbound = f"统一身份认证的这个人还没有绑定账号。请把这个标识告诉安全管理员：{told}"
        return _sent_back(request, unbound, _at_the_door(going["next"]))
    return entering.enter(request, account, going["next"], way=settings.QINQING_OIDC["name"])


def _reconfirmed(request: Request, account: Any, going: dict[str, Any]) -> HttpResponseBase:
    """The same person as here: what was typed waits on the page before, to be sent once more."""
    if account is None or not account.pk == going["again"] == request.user.pk:
        return _sent_back(request, ANOTHER, _going_on(request, going))
    reconfirming.confirmed(request, settings.QINQING_OIDC["name"])
    messages.success(request, "已确认是您本人。还没有办理，请核对后再点一次。")
    return SeeOther(going["next"] or "/desk/")


def _going_on(request: Request, going: dict[str, Any] | None) -> str:
    if not going:
        return ""
    if going["again"] and request.user.is_authenticated:
        return str(going["next"] or "/desk/")
    return _at_the_door(going["next"])


def _at_the_door(wanted: str) -> str:
    """The page for signing in, which still knows where to lead."""
    return f"/sign-in/?{urlencode({'next': wanted})}" if wanted else "/sign-in/"


def _room_for(request: Request) -> None:
    """Each start asks the provider something: three hundred an hour from one address. Raises Refused."""
    key = f"oidc@{network_of(address_of(request))}"
    if not accounts.strike(key, at=request.at, limit=PER_HOUR, window=timedelta(hours=1)):
        raise Refused("这个网络登录得太频繁，请一小时后再试", code="too_many")


def _is_ours(request: Request, going: dict[str, object] | None) -> bool:
    if not going or request.at.timestamp() - float(str(going["since"])) > WAITS.total_seconds():
        return False
    return hmac.compare_digest(request.GET.get("state", "").encode(), str(going["state"]).encode())


def _sent_back(request: Request, why: str, to: str = "") -> HttpResponseBase:
    messages.error(request, why)
    return SeeOther(to or "/sign-in/")
