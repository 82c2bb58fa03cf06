"""The pages of the door itself: sign in and out, choose a post, change the password, large type."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qinqing.doors.web import demo, entering, phone_codes, sessions
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.context import LARGE
from qinqing.doors.web.entering import home_of, posts_held
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.knocking import Knock
from qinqing.doors.web.requests import Request, local
from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import Refused

HOUR = timedelta(hours=1)
WRONG = "用户名或密码不对，请核对后再试。"
TOO_MANY = "一小时内试得太多，已暂停登录。请一小时后再试；在您以前登录过的设备上仍可登录，急用的请联系安全管理员解除。"


class SignIn(forms.Form):
    """Name and password, nothing else."""

    username = forms.CharField(
        label="用户名或手机号",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponseBase:
    """One page for staff and enterprises. Unknown names and wrong passwords get the same answer."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return SeeOther(local(request.GET.get("next"), home_of(request.actor)))
        return _page(request, _blank(request))
    form = SignIn(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    knock = Knock(request, username)
    if not knock.may_try():
        if knock.locks:
            entering.note(request, username, "locked", PUBLIC)
        form.add_error(None, TOO_MANY)
        return _page(request, form, 429)
    account = authenticate(request, username=username, password=password)
    if account is None:
        entering.note(request, username, "sign_in_failed", PUBLIC)
        form.add_error(None, WRONG)
        return _page(request, form, 422)
    knock.was_right()
    return entering.enter(request, account, request.POST.get("next"), way="密码")


def _blank(request: Request) -> SignIn:
    if not settings.QINQING_DEMO or not request.GET.get("as"):
        return SignIn()
    form = SignIn(initial={"username": request.GET["as"], "password": settings.QINQING_DEMO_PASSWORD})
    form.fields["password"].widget.render_value = True
    return form


def _page(request: Request, form: SignIn, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {"form": form, "next": local(request.POST.get("next") or request.GET.get("next"), "")}
    facts["by_phone"] = phone_codes.offered()
    if settings.QINQING_OIDC["issuer"]:
        facts["outside"] = settings.QINQING_OIDC["name"]
    if settings.QINQING_DEMO:
        facts["demo"] = _demo(request)
        facts["demo_password"] = settings.QINQING_DEMO_PASSWORD
    response = render(request, "web/sign_in.html", facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _demo(request: Request) -> list[tuple[str, list[demo.DemoPerson]]]:
    """The demo's people in the two parts of the page; none before the demo county is there."""
    first, others = demo.people(request.at.astimezone(SHANGHAI).date())
    return [("first", first), ("others", others)] if first else []


@login_not_required
@require_POST
def sign_out(request: Request) -> HttpResponseBase:
    """Ends this session."""
    if request.user.is_authenticated:
        entering.note(request, request.user.username, "signed_out", request.actor)
        sessions.leave(request, "本人退出")
    messages.info(request, "已退出。")
    return SeeOther("/sign-in/")


@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: Request) -> HttpResponseBase:
    """In which post to work now; every record names it."""
    posts = posts_held(request)
    if request.method == "POST":
        wanted = request.POST.get("post", "")
        if wanted not in {str(post.id) for post in posts}:
            raise Refused("这个岗位不是您的，或者任期已经结束，请重新选择")
        request.session["post"] = int(wanted)
        return SeeOther(local(request.POST.get("next"), "/desk/"))
    return render(request, "web/posts.html", {"choices": posts})


@login_not_required
@require_POST
def large_type(request: Request) -> HttpResponseBase:
    """Switches the large type on or off for this device."""
    response = SeeOther(local(request.POST.get("next")))
    if request.COOKIES.get(LARGE) == "1":
        response.delete_cookie(LARGE, samesite="Lax")
    else:
        response.set_cookie(
            LARGE, "1", max_age=31_536_000, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response
