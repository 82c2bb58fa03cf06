"""令牌: what a person's own programs show in that person's place; issued, shown once, revoked."""

from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from qinqing.doors.web.fields import Line
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.actions.tokens import LIVES, issue_token, revoke_token
from qinqing.procedure.register.rules.scopes import Scope
from qinqing.services.accounts import queries

SHOWN_ONCE = "token:{}"
MEANS = {
    Scope.OPEN: "公开数据：月度通报、评价指标、接待日安排",
    Scope.READ: "查询：本人在这个岗位（或企业）看得到的诉求、登记册",
    Scope.WRITE: "办理：以本人名义提交和办理，与本人在页面上办理一样留痕",
}


class Issue(forms.Form):
    """Name, scopes, how long."""

    name = Line("名称", max_length=60, help_text="写明给哪个系统用，如“园区服务平台”")
    scopes = forms.MultipleChoiceField(
        label="可以做什么",
        choices=[(one.value, MEANS[one]) for one in Scope],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一项。"},
    )
    days = forms.TypedChoiceField(
        label="有效期", coerce=int, choices=[(days, f"{days} 天") for days in LIVES], initial=LIVES[1]
    )


@require_safe
def tokens(request: Request) -> HttpResponse:
    """One's own tokens, the newest first."""
    rows = [_row(one, request.at) for one in queries.tokens_of(request.user.pk)]
    return render(request, "web/tokens/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@reconfirmed()
def token_new(request: Request) -> HttpResponseBase:
    """发放令牌, in the present post."""

    def done(issued: tuple[Any, str]) -> str:
        token, spelt = issued
        request.session[SHOWN_ONCE.format(token.code)] = spelt
        return reverse("web:token", args=[token.code])

    return submit(
        request, Issue, template="web/tokens/new.html", context={"crumbs": _crumbs("发放令牌")},
        do=partial(issue_token, by=request.actor, at=request.at), done=done,
    )  # fmt: skip


def token(request: Request, code: str) -> HttpResponse:
    """The secret of a token just issued: in the session that issued it, until POST says that it is kept (已经存好)."""
    found, shown = _own(request, code), SHOWN_ONCE.format(code)
    if request.method == "POST":
        request.session.pop(shown, None)
    spelt = request.session.get(shown, "")
    if not spelt:
        return redirect("web:tokens")
    return render(request, "web/tokens/once.html", {"token": found, "spelt": spelt, "crumbs": _crumbs(found.name)})


@require_http_methods(["GET", "HEAD", "POST"])
def token_revoke(request: Request, code: str) -> HttpResponseBase:
    """作废令牌, once it is confirmed."""
    found = _own(request, code)
    return submit(
        request, Press, template="web/confirm.html",
        context={
            "title": f"作废令牌“{found.name}”？", "yes": "作废", "back": reverse("web:tokens"),
            "consequences": ["用这个令牌的系统，下一次请求就会被拒绝。", "作废后不能恢复；需要时可以再发放一个新的。"],
            "crumbs": _crumbs(found.name),
        },
        do=lambda: revoke_token(code, by=request.actor, at=request.at),
        done=lambda revoked: reverse("web:tokens"),
        message=f"已作废：{found.name}",
    )  # fmt: skip


def _own(request: Request, code: str) -> Any:
    found = next((one for one in queries.tokens_of(request.user.pk) if one.code == code), None)
    if found is None:
        raise NotFound("token")
    return found


def _row(token: Any, at: datetime) -> dict[str, Any]:
    alive, why = queries.is_alive(token, at=at), "已过期"
    if token.revoked_at:
        why = "已作废"
    elif token.session_version != token.account.session_version:
        why = "改密码后失效"
    elif alive and not _held(token, at):
        alive, why = False, "岗位已变动"
    used = getattr(token, "use", None)
    return {
        "token": token, "alive": alive, "why": why, "used_at": used.used_at if used else None,
        "scopes": "、".join(Scope(one).label for one in token.scopes.split()), "post": _post(token),
    }  # fmt: skip


def _held(token: Any, at: datetime) -> bool:
    try:
        register.actor_of_token(token, day_of(at))
    except NotFound:
        return False
    return True


def _post(token: Any) -> str:
    return register.post(token.post).label if token.post else "企业"


def _crumbs(label: str) -> list[Link]:
    return [Link("令牌", reverse("web:tokens")), Link(label)]
