"""手机验证码登录: the number, the code, and in. For enterprises; whoever holds a post signs in with a password."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qinqing.doors.web import entering, phone_codes
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.entering import home_of
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.reconfirming import is_fresh
from qinqing.doors.web.requests import Request, local
from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import Refused
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries

WAY = "短信验证码"
ASK, TYPE, OPEN = "/sign-in/phone/", "/sign-in/phone/code/", "/my/open"
OVER = "验证码已经过期，请重新获取。"


class Number(forms.Form):
    """The number that the code is sent to."""

    phone = forms.CharField(
        label="手机号", max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip

    def clean_phone(self) -> str:
        """The one mobile number in what was typed."""
        phone = phone_codes.mobile_in(self.cleaned_data["phone"])
        if not phone:
            raise forms.ValidationError(phone_codes.NO_MOBILE)
        return phone


class Code(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label="验证码", max_length=40, help_text="短信里的 6 位数字；收到两条的，填后一条里的",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )  # fmt: skip


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponseBase:
    """Asks for the number. Known and unknown ones get the same answer, after the same work."""
    if request.user.is_authenticated:
        return SeeOther(local(request.GET.get("next"), home_of(request.actor)))
    return asked(request, template="web/phone/ask.html", code_page=TYPE)


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Request) -> HttpResponseBase:
    """Asks for the code, and signs in whoever the number belongs to; a number without an account may open one."""
    if request.user.is_authenticated:
        return SeeOther(home_of(request.actor))
    return typed(request, template="web/phone/code.html", ask_page=ASK, go_on=_arrive)


def came_just_now(request: Request) -> bool:
    """Whether whoever is signed in proved the number a moment ago: they need not know the password to set a new one."""
    return request.session.get(entering.CAME_BY) == WAY and is_fresh(request)


def asked(request: Request, *, template: str, code_page: str) -> HttpResponseBase:
    """The page of a number: sends the code and goes where it is typed."""
    wanted = local(request.POST.get("next") or request.GET.get("next"), "")
    form = Number(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        why = _send(request, form.cleaned_data["phone"]) if form.is_valid() else ""
        if form.is_valid() and not why:
            request.session["phone_next"] = wanted
            return SeeOther(code_page)
        status = 429 if why else 422
        if why:
            form.add_error(None, why)
    return _page(request, template, {"form": form, "next": wanted, "offered": phone_codes.offered()}, status)


def typed(request: Request, *, template: str, ask_page: str, go_on: Any) -> HttpResponseBase:
    """The page of a code: takes a guess, or sends another code; ``go_on(request, phone)`` answers the right one."""
    waits = phone_codes.waiting(request)
    if waits is None:
        messages.info(request, OVER)
        return SeeOther(ask_page)
    if request.method != "POST":
        return _code_page(request, template, Code(), 200)
    if "again" in request.POST:
        return _again(request, waits)
    form = Code(request.POST)
    if not form.is_valid():
        return _code_page(request, template, form, 422)
    try:
        proof = phone_codes.prove(request, form.cleaned_data["code"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _code_page(request, template, form, 429)
    if proof.phone:
        return go_on(request, proof.phone)
    entering.note(request, waits.phone, "sign_in_failed", PUBLIC, way=WAY)
    left = f"还可以试 {proof.left} 次" if proof.left else "这个验证码不能再试，请重新获取"
    form.add_error("code", f"验证码不对，{left}。")
    return _code_page(request, template, form, 422)


def _arrive(request: Request, phone: str) -> HttpResponseBase:
    """In; with a number that no account of an enterprise signs in by, to where one is opened."""
    wanted = request.session.pop("phone_next", "")
    account = queries.account_by_mobile(phone)
    if account is not None and not register.posts_of(account, request.at.astimezone(SHANGHAI).date()):
        return entering.enter(request, account, wanted, way=WAY)
    phone_codes.keep_proved(request, phone)
    request.session["phone_next"] = wanted
    return SeeOther(OPEN)


def _again(request: Request, waits: phone_codes.Waiting) -> HttpResponseBase:
    if waits.again_in:
        messages.info(request, f"请再等 {waits.again_in} 秒重新获取；短信有时会晚一点到。")
    elif why := _send(request, waits.phone):
        messages.error(request, why)
    else:
        messages.success(request, "已重新发送，请填新的验证码。")
    return SeeOther(request.path)


def _send(request: Request, phone: str) -> str:
    """Why no code could be sent; "" when one is on its way."""
    try:
        phone_codes.send(request, phone)
    except Refused as refusal:
        return str(refusal)
    return ""


def _code_page(request: Request, template: str, form: Code, status: int) -> HttpResponse:
    return _page(request, template, {"form": form, "waits": phone_codes.waiting(request)}, status)


def _page(request: Request, template: str, facts: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, template, facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
