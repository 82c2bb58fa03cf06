"""登录情况: where one is signed in, what was tried on one's account, and ending what is not one's own."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from qinqing.doors.web import sessions
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.phone_sign_in import WAY
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.procedure.register.actions import logins as actions
from qinqing.services.accounts import queries
from qinqing.services.journal import queries as journal

SHOWN = 20
TRIED = {
    "accounts.account.signed_in": "登录",
    "accounts.account.sign_in_failed": "密码不对",
    "accounts.account.second_factor_failed": "密码对了，二次验证的验证码不对",
    "accounts.account.second_factor_locked": "二次验证试错太多，暂停登录",
    "accounts.account.reconfirm_failed": "再次确认身份没有通过",
    "accounts.account.locked": "试错太多，陌生设备暂停登录",
}


@require_safe
def logins(request: Request) -> HttpResponse:
    """One's own logins, and the latest attempts on one's account."""
    entries = journal.latest(f"account/{request.user.username}", events=TRIED, limit=SHOWN)
    context = {
        "rows": [(one, one.pk == here(request)) for one in open_logins(request, request.user.pk, request.actor)],
        "tried": [(one.at, _tried(one), one.facts.get("address", "")) for one in entries],
    }
    return render(request, "web/logins/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def login_end(request: Request, pk: int) -> HttpResponseBase:
    """结束一次登录, once it is confirmed."""
    found = next((one for one in open_logins(request, request.user.pk, request.actor) if one.pk == pk), None)
    if found is None or pk == here(request):
        raise NotFound("login")
    return _confirm(
        request, f"结束 {found.device} 上的登录？",
        ["那台设备上下一次打开页面，就要重新登录；没有提交的内容会保存。", "不是您本人登录的，请随后修改密码。"],
        partial(actions.end_login, request.user.pk, login=pk, by=request.actor, at=request.at), "已结束那次登录",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def logins_end(request: Request) -> HttpResponseBase:
    """结束其他登录: all but this one."""
    return _confirm(
        request, "结束其他全部登录？",
        ["除这台设备以外，所有设备都要重新登录；没有提交的内容会保存。", "令牌不受影响；要让令牌也作废，请修改密码。"],
        partial(actions.end_other_logins, request.user.pk, but=here(request), by=request.actor, at=request.at),
        "其他设备上的登录都已结束",
    )  # fmt: skip


def _tried(entry: journal.Entry) -> str:
    """One line: what was tried, and by which ways somebody came in."""
    if entry.event == "accounts.account.signed_in":
        ways = [str(entry.facts[name]) for name in ("way", "second") if entry.facts.get(name)]
        return f"登录（{'、'.join(ways)}）" if ways else "登录"
    by_phone = entry.facts.get("way") == WAY and entry.event == "accounts.account.sign_in_failed"
    return "短信验证码不对" if by_phone else TRIED[entry.event]


def here(request: Request) -> int | None:
    """The login that this very request belongs to."""
    found: int | None = request.session.get(sessions.LOGIN)
    return found


def open_logins(request: Request, account: int, whose: Actor) -> list[Any]:
    """Those of an account's logins that are neither ended nor over by themselves."""
    rows = queries.logins_of(account, since=request.at - sessions.longest())
    untouched = request.at - sessions.idle_of(whose) - sessions.NOTED_EVERY
    return [one for one in rows if one.used_at > untouched or one.pk == here(request)]


def _confirm(request: Request, title: str, consequences: list[str], do: Any, message: str) -> HttpResponseBase:
    back = reverse("web:logins")
    return submit(
        request, Press, template="web/confirm.html",
        context={
            "title": title, "yes": "结束", "back": back, "consequences": consequences,
            "crumbs": [Link("登录情况", back), Link("结束登录")],
        },
        do=do, done=lambda ended: back, message=message,
    )  # fmt: skip
