"""二次验证, by its owner: enrolled with an authenticator, recovery codes drawn anew, given up."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qinqing.doors.web import owing, qr
from qinqing.doors.web.entering import home_of
from qinqing.doors.web.forms import submit
from qinqing.doors.web.knocking import Proof
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.owing import settles
from qinqing.doors.web.own_password import may_try_own_password
from qinqing.doors.web.requests import Request, local
from qinqing.doors.web.second_step import Code
from qinqing.kernel.errors import Refused
from qinqing.procedure.register.actions import second_factors as actions
from qinqing.services.accounts import queries
from qinqing.services.accounts.rules import one_time
from qinqing.services.accounts.sealing import seal, unseal

ENROLLING = "enrolling"
SHOWN_ONCE = "recovery_codes"
TOO_MANY = "试得太多，请一小时后再试"


class Enrol(Code):
    """The first code of a new authenticator, and the password: an open page on somebody's desk is not enough."""

    password = forms.CharField(
        label="现在的密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_password: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].help_text = "扫码以后，验证器上显示的 6 位数字"
        if not asks_password:
            del self.fields["password"]


class Replace(Code):
    """The first code of the new authenticator, and what proves the right to it: one of the present one, or a recovery code."""

    former = forms.CharField(
        label="原来验证器上的数字，或一个恢复码", max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].label = "新验证器上的数字"
        self.fields["code"].help_text = "扫码以后，新验证器上显示的 6 位数字"


@settles
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: Request) -> HttpResponseBase:
    """What there is, or a QR code to begin with."""
    factor = queries.second_factor(request.user.pk)
    if factor is not None:
        context = {
            "factor": factor, "left": queries.recovery_codes_left(request.user.pk),
            "required": owing.why_second_factor(request, request.user),
        }  # fmt: skip
        return render(request, "web/second_factor/kept.html", context)
    if request.method == "POST" and not may_try_own_password(request):
        raise Refused(TOO_MANY, code="too_many")
    secret = _secret(request)
    wanted = request.GET.get("next", "")
    return submit(
        request, Enrol, template="web/second_factor/enrol.html",
        context={"label": "开通二次验证", "yes": "开通", "why": owing.reason(request, "second"), **_to_scan(request, secret)},
        do=partial(_enrol, request, secret),
        done=lambda codes: _shown(request, codes, local(wanted, "")),
        message="二次验证已开通",
        asks_password=request.user.has_usable_password(),
    )  # fmt: skip


@sensitive_post_parameters("code", "former")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_replace(request: Request) -> HttpResponseBase:
    """换验证器: a new telephone, without anybody's help, for whoever has the old one or a recovery code."""
    back = reverse("web:second_factor")
    if queries.second_factor(request.user.pk) is None:
        return redirect(back)
    proof, secret = Proof(request, request.user.pk), _secret(request)
    if request.method == "POST" and not proof.may_try():
        raise Refused(TOO_MANY, code="too_many")
    act = partial(actions.replace, secret=secret, by=request.actor, at=request.at)
    return submit(
        request, Replace, template="web/second_factor/enrol.html",
        context={
            "label": "换验证器", "yes": "换成这个", "back": back, "crumbs": [Link("二次验证", back), Link("换验证器")],
            **_to_scan(request, secret),
        },
        do=lambda **codes: _proved(proof, lambda: act(**codes)), done=lambda codes: _renewed(request, codes),
        message="已换验证器，原来的不能再用",
    )  # fmt: skip


@settles
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_renew(request: Request) -> HttpResponseBase:
    """换发恢复码."""
    return _with_code(
        request, "换发恢复码", "原来的恢复码全部作废。", actions.renew_codes, lambda codes: _shown(request, codes, "")
    )


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_off(request: Request) -> HttpResponseBase:
    """停用, where no post asks for it."""
    why = owing.why_second_factor(request, request.user)
    if why:
        raise Refused(f"{why.removesuffix('。')}，不能停用")
    return _with_code(
        request, "停用二次验证", "停用后只凭密码登录，恢复码也全部作废。", actions.give_up,
        lambda nothing: reverse("web:second_factor"),
    )  # fmt: skip


@settles
def recovery_codes(request: Request) -> HttpResponse:
    """The codes just drawn: in the session that drew them, until POST says that they are kept."""
    shown = request.session.get(SHOWN_ONCE)
    if request.method == "POST" and shown:
        del request.session[SHOWN_ONCE]
        return redirect(local(shown["next"], home_of(request.actor)))
    if not shown:
        return redirect("web:second_factor")
    return render(request, "web/second_factor/codes.html", {"codes": unseal(shown["codes"]).split()})


def _with_code(
    request: Request, label: str, warning: str, act: Callable[..., Any], done: Callable[[Any], str]
) -> HttpResponseBase:
    back = reverse("web:second_factor")
    # Counted before the transaction begins: what a refusal rolls back was never counted.
    proof = Proof(request, request.user.pk)
    if request.method == "POST" and not proof.may_try():
        raise Refused(TOO_MANY, code="too_many")
    return submit(
        request, Code, template="web/second_factor/act.html",
        context={"label": label, "warning": warning, "back": back, "crumbs": [Link("二次验证", back), Link(label)]},
        do=lambda code: _proved(proof, lambda: act(code=code, by=request.actor, at=request.at)), done=done,
        message=f"已办：{label}",
    )  # fmt: skip


def _enrol(request: Request, secret: str, *, code: str, password: str = "") -> list[str]:
    account = request.user
    if account.has_usable_password() and not account.check_password(password):
        raise Refused("现在的密码不对，请核对后再试")
    codes: list[str] = actions.enrol(secret=secret, code=code, by=request.actor, at=request.at)
    request.session.pop(ENROLLING, None)
    owing.settled(request, "second")
    return codes


def _to_scan(request: Request, secret: str) -> dict[str, str]:
    """The secret as a picture, and in groups of four for whoever types it."""
    return {
        "picture": qr.inline(one_time.address_for(secret, account=request.user.username, issuer="亲清")),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }


def _renewed(request: Request, codes: list[str]) -> str:
    request.session.pop(ENROLLING, None)
    return _shown(request, codes, "")


def _proved(proof: Proof, act: Callable[[], Any]) -> Any:
    done = act()
    proof.was_right()
    return done


def _secret(request: Request) -> str:
    """The secret being enrolled: one a session, so that a wrong first code does not ask for another scan."""
    secret = unseal(request.session.get(ENROLLING, ""))
    if not secret:
        secret = one_time.draw_secret()
        request.session[ENROLLING] = seal(secret)
    return secret


def _shown(request: Request, codes: list[str], wanted: str) -> str:
    request.session[SHOWN_ONCE] = {"codes": seal(" ".join(codes)), "next": wanted}
    return reverse("web:recovery_codes")
