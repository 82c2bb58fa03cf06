"""The second step of signing in: the password was right, the code is asked for. Nothing is open meanwhile."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qinqing.doors.web import entering
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.knocking import Proof
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries

WAITS = timedelta(minutes=10)
PROVED = {"code": "验证码", "recovery": "恢复码"}
AGAIN = "等得太久，请重新输入用户名和密码。"
TOO_MANY = "验证码试得太多，已暂停。请一小时后再试，或请安全管理员重置二次验证。"


FEW = 3


class Code(forms.Form):
    """A code of the authenticator, or a recovery code."""

    code = forms.CharField(
        label="验证码", max_length=64,
        help_text="手机验证器上的 6 位数字；手机不在身边的，填一个恢复码",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: Request) -> HttpResponseBase:
    """Asks for the code of whoever passed the first step here, ten minutes ago at most."""
    account = _who(request)
    if account is None:
        messages.info(request, AGAIN)
        return SeeOther("/sign-in/")
    if request.method != "POST":
        return _page(request, Code())
    form = Code(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    proof = Proof(request, account.pk)
    if not proof.may_try():
        if proof.locks:
            entering.note(request, account.username, "second_factor_locked", PUBLIC)
        form.add_error(None, TOO_MANY)
        return _page(request, form, 429)
    proved = accounts.prove_second_factor(account, code=form.cleaned_data["code"], at=request.at)
    if not proved:
        entering.note(request, account.username, "second_factor_failed", PUBLIC)
        form.add_error("code", f"{accounts.WRONG_CODE}。每个验证码、恢复码只能用一次。")
        return _page(request, form, 422)
    proof.was_right()
    waiting = request.session.pop(entering.WAITING)
    if proved == "recovery":
        messages.warning(request, _spent(queries.recovery_codes_left(account.pk)))
    return entering.step_in(request, account, waiting["next"], way=waiting["way"], second=PROVED[proved])


def _spent(left: int) -> str:
    """What to do now that a recovery code is used up."""
    then = (
        "请在右上角姓名下的“二次验证”里换发一批" if left < FEW else "换了手机的，在右上角姓名下的“二次验证”里换验证器"
    )
    return f"用掉了一个恢复码，还剩 {left} 个。{then}。"


def _who(request: Request) -> Any:
    """The account that waits here; None when none does, or when anything about it changed meanwhile."""
    waiting = request.session.get(entering.WAITING)
    if not waiting or request.at.timestamp() - waiting["since"] > WAITS.total_seconds():
        return None
    try:
        account = queries.account(waiting["account"])
    except NotFound:
        return None
    same = account.is_active and account.session_version == waiting["version"]
    return account if same else None


def _page(request: Request, form: Code, status: int = 200) -> HttpResponse:
    form.fields["code"].widget.attrs["autofocus"] = True
    facts = {"form": form, "way": request.session[entering.WAITING]["way"]}
    response = render(request, "web/second_step.html", facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
