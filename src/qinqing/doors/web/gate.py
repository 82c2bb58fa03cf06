"""The pages of the door itself: sign in and out, choose a post, change the password, large type."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qinqing.doors.web import drafts, sessions
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.context import LARGE
from qinqing.doors.web.forms import SeeOther, submit
from qinqing.doors.web.requests import Request, address_of, local
from qinqing.kernel.actors import PUBLIC, STAFF, Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as account_queries
from qinqing.services.journal import actions as journal

HOUR = timedelta(hours=1)
WRONG = "用户名或密码不对，请核对后再试。忘记密码的，请联系本单位管理员重置。"
TOO_MANY = "一小时内试得太多，已暂停登录。请一小时后再试，或联系管理员重置密码。"


class SignIn(forms.Form):
    """Name and password, nothing else."""

    username = forms.CharField(
        label="用户名",
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
            return SeeOther(local(request.GET.get("next"), _home(request.actor)))
        return _page(request, _blank(request))
    form = SignIn(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    if not _may_try(request, username):
        form.add_error(None, TOO_MANY)
        return _page(request, form, 429)
    account = authenticate(request, username=username, password=password)
    if account is None:
        _put_on_record(request, username, "sign_in_failed", PUBLIC)
        form.add_error(None, WRONG)
        return _page(request, form, 422)
    return _enter(request, account)


def _may_try(request: Request, username: str) -> bool:
    """Three counters: name with address, name alone (devices it signed in on before are spared, so that strangers
    cannot lock a person out), and address alone."""
    address, name = address_of(request), username.strip()
    account = account_queries.account_by_username(name)
    known = account is not None and drafts.device_account(request) == account.pk
    place = f"device:{account.pk}" if known and account else address
    keys = [(f"sign-in:{name}:{place}", 10)]
    if not known:
        keys += [(f"sign-in:{name}", 10), (f"sign-in::{address}", 300)]
    struck = [accounts.strike(key, at=request.at, limit=limit, window=HOUR) for key, limit in keys]
    return all(struck)


def _enter(request: Request, account: Any) -> HttpResponseBase:
    wanted = request.POST.get("next")
    for key in (
        f"sign-in:{request.POST['username'].strip()}",
        f"sign-in:{request.POST['username'].strip()}:{address_of(request)}",
    ):
        accounts.forgive(key)
    actor = sessions.open_session(request, account)
    _put_on_record(request, account.username, "signed_in", actor)
    if actor.role in STAFF and len(_posts(request)) > 1 and not local(wanted, ""):
        return SeeOther("/desk/post/")
    return SeeOther(local(wanted, _home(actor)))


def _home(actor: Actor) -> str:
    if actor.role in STAFF:
        return "/desk/"
    return "/my/" if actor.role is Role.ENTERPRISE else "/"


def _put_on_record(request: Request, username: str, what: str, by: Actor) -> None:
    """On the account's record. Names that do not exist leave no trace there: people type passwords into that field."""
    account = account_queries.account_by_username(username)
    if account is None:
        return
    for _ in range(5):
        try:
            with transaction.atomic():
                journal.record(
                    f"account/{account.username}", f"accounts.account.{what}", by=by, at=request.at,
                    facts={"address": address_of(request)},
                )  # fmt: skip
            return
        except Conflict:  # two attempts at once on one record: the other went first, ours follows
            continue


def _blank(request: Request) -> SignIn:
    if not settings.QINQING_DEMO or not request.GET.get("as"):
        return SignIn()
    form = SignIn(initial={"username": request.GET["as"], "password": settings.QINQING_DEMO_PASSWORD})
    form.fields["password"].widget.render_value = True
    return form


def _page(request: Request, form: SignIn, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {"form": form, "next": local(request.POST.get("next") or request.GET.get("next"), "")}
    if settings.QINQING_DEMO:
        facts["demo"] = _demo(request)
        facts["demo_password"] = settings.QINQING_DEMO_PASSWORD
    response = render(request, "web/sign_in.html", facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _demo(request: Request) -> list[dict[str, str]]:
    on = request.at.astimezone(SHANGHAI).date()
    rows = []
    for account in account_queries.demo_accounts():
        actor = register.actor_for(account, None, on)
        rows.append({"username": account.username, "name": account.name, "label": actor.post_label or actor.role.label})
    return rows


@login_not_required
@require_POST
def sign_out(request: Request) -> HttpResponseBase:
    """Ends this session."""
    logout(request)
    messages.info(request, "已退出。")
    return SeeOther("/sign-in/")


def _posts(request: Request) -> list[Any]:
    return list(register.posts_of(request.user, request.at.astimezone(SHANGHAI).date()))


@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: Request) -> HttpResponseBase:
    """In which post to work now; every record names it."""
    posts = _posts(request)
    if request.method == "POST":
        wanted = request.POST.get("post", "")
        if wanted not in {str(post.id) for post in posts}:
            raise Refused("这个岗位不是您的，或者任期已经结束，请重新选择")
        request.session["post"] = int(wanted)
        return SeeOther(local(request.POST.get("next"), "/desk/"))
    return render(request, "web/posts.html", {"choices": posts})


class Password(forms.Form):
    """The present password, and the new one twice."""

    old = forms.CharField(
        label="现在的密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    new = forms.CharField(
        label="新密码", max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="再输一次新密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The two new ones must agree."""
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", "两次输入的新密码不一样，请重新输入。")
        return cleaned


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: Request) -> HttpResponseBase:
    """One's own password; every other session of the account ends."""

    def do(*, old: str, new: str, again: str) -> Any:
        account = request.user
        if not account.check_password(old):
            raise Refused("现在的密码不对，请核对后再试")
        accounts.set_password(account, password=new, by=request.actor, at=request.at)
        journal.record(
            f"account/{account.username}", "accounts.account.password_changed", by=request.actor, at=request.at
        )
        update_session_auth_hash(request, account)
        return account

    if request.method == "POST":
        allowed = accounts.strike(f"password:{request.user.pk}", at=request.at, limit=10, window=HOUR)
        if not allowed:
            raise Refused("一小时内试得太多，请一小时后再试", code="too_many")
    return submit(
        request, Password, do=do, done=lambda _: _home(request.actor), template="web/password.html",
        message="密码已修改，其他设备上的登录都已退出。",
    )  # fmt: skip


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
