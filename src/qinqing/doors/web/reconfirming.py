"""再次确认身份: what weighs much asks again who is there, once the last answer is older than a setting.

The question takes the page's place and carries what was posted, so that the right answer does what was asked for.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.web import entering, sessions, shelves
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.knocking import Knock, Proof
from qinqing.doors.web.requests import Request, page_before
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries

View = Callable[..., HttpResponseBase]
CONFIRMED = "confirmed"
EVERY_MOVE = ("*",)
WHOLE = "whole"  # everything that was posted is carried along
SECRET = re.compile(r"passw|token|secret|\Aotp|csrf", re.IGNORECASE)
READING = frozenset({"GET", "HEAD", "OPTIONS"})
TOO_MANY = "试得太多，已暂停。请一小时后再试，急用的请联系安全管理员解除；填写的内容已经保存"


class ByPassword(forms.Form):
    """The password once more."""

    again_password = forms.CharField(
        label="您的密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class ByCode(forms.Form):
    """A code of the second factor: who has one is asked for it."""

    otp_again = forms.CharField(
        label="验证码", max_length=64,
        help_text="手机验证器上的 6 位数字；手机不在身边的，填一个恢复码",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip


FIELDS = {"again_password", "otp_again"}


def reconfirmed(*names: str, ahead: bool = False, sends_file: bool = False) -> Callable[[View], View]:
    """A page whose POST asks again; of a page of several moves only those of these names. ``ahead``: so does looking at it,
    for a secret that is posted there cannot be carried along. ``sends_file``: a download answers it, and the question stays."""

    def mark(view: View) -> View:
        @wraps(view)
        def asking(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if names and kwargs.get("name") not in names:
                return view(request, *args, **kwargs)
            request.reconfirming_file = sends_file
            return _ask(request, ahead) or view(request, *args, **kwargs)

        asking.reconfirmed = names or EVERY_MOVE
        return asking

    return mark


def ask_again(request: Request) -> HttpResponseBase | None:
    """The question for a page that decides by itself whether it weighs much, before anything is typed; None when there is none."""
    request.reconfirming_file = False
    return _ask(request, ahead=True)


def confirmed(request: Request, way: str) -> None:
    """It is the person who signed in: on the record, and good for a while."""
    request.session[CONFIRMED] = int(request.at.timestamp())
    # At once: a second click that comes with the same code finds that the code has done its work.
    request.session.save()
    entering.note(request, request.user.username, "reconfirmed", request.actor, way=way)


def _ask(request: Request, ahead: bool) -> HttpResponseBase | None:
    """The question, or None when there is nothing to ask or the answer is right."""
    if (request.method in READING and not ahead) or is_fresh(request, request.session.get(CONFIRMED, 0)):
        return None
    asked = ByCode if queries.second_factor(request.user.pk) else ByPassword
    if request.method in READING:
        return _page(request, asked())
    if not FIELDS & set(request.POST):
        shelves.keep_posted(request, at=request.at)
        return _page(request, asked())
    return _judged(request, asked(request.POST))


def is_fresh(request: Request, stamp: int = 0) -> bool:
    """Whether the last answer, or else the sign-in, is recent. One from the future is none: the clock was put back."""
    last = datetime.fromtimestamp(max(stamp, request.session.get(sessions.SINCE, 0)), UTC)
    return timedelta(0) <= request.at - last < timedelta(minutes=max(1, settings.QINQING_CONFIRM_MINUTES))


def _judged(request: Request, form: forms.Form) -> HttpResponseBase | None:
    if not form.is_valid():
        return _page(request, form, 422)
    try_ = _by_code if isinstance(form, ByCode) else _by_password
    status, why = try_(request, *form.cleaned_data.values())
    if status != 200:
        form.add_error(None, why)
        return _page(request, form, status)
    return None if request.POST.get(WHOLE) else SeeOther(request.get_full_path())


def _by_password(request: Request, password: str) -> tuple[int, str]:
    """Counted with the tries to sign in: on a device of its owner's apart from all strangers'."""
    knock = Knock(request, request.user.username)
    if not knock.may_try():
        if knock.locks:
            entering.note(request, request.user.username, "locked", request.actor)
        return 429, TOO_MANY
    if not request.user.check_password(password):
        entering.note(request, request.user.username, "reconfirm_failed", request.actor, way="密码")
        return 422, "密码不对，请核对后再试"
    knock.was_right()
    confirmed(request, "密码")
    return 200, ""


def _by_code(request: Request, code: str) -> tuple[int, str]:
    proof = Proof(request, request.user.pk)
    if not proof.may_try():
        if proof.locks:
            entering.note(request, request.user.username, "second_factor_locked", request.actor)
        return 429, TOO_MANY
    with transaction.atomic():
        proved = accounts.prove_second_factor(request.user, code=code, at=request.at)
        if proved:
            confirmed(request, "验证码" if proved == "code" else "恢复码")
    if not proved and not _was_confirmed_meanwhile(request):
        entering.note(request, request.user.username, "reconfirm_failed", request.actor, way="验证码")
        return 422, "验证码不对。每个验证码、恢复码只能用一次，请等下一个再试"
    proof.was_right()
    return 200, ""


def _was_confirmed_meanwhile(request: Request) -> bool:
    stored = type(request.session)(request.session.session_key)
    return is_fresh(request, stored.get(CONFIRMED, 0))


def _page(request: Request, form: forms.Form, status: int = 403) -> HttpResponse:
    carried, whole = _carried(request)
    back = request.get_full_path() if request.method in READING else page_before(request, request.path)
    outside = settings.QINQING_OIDC["issuer"] and request.user.outside_id
    facts = {
        "form": form, "carried": carried, "whole": whole, "minutes": settings.QINQING_CONFIRM_MINUTES, "back": back,
        "answers": isinstance(form, ByCode) or request.user.has_usable_password(), "posted": request.method not in READING,
        "sends_file": request.reconfirming_file,
        "outside": settings.QINQING_OIDC["name"] if outside else "",
        "outside_url": f"{reverse('web:oidc')}?{urlencode({'again': 1, 'next': back})}",
    }  # fmt: skip
    response = render(request, "web/reconfirm.html", facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _carried(request: Request) -> tuple[list[tuple[str, str]], bool]:
    """What was posted, and whether that is all of it: no secret is written into a page, and files cannot be."""
    if request.method in READING:
        return [], False
    hidden = getattr(request, "sensitive_post_parameters", ())
    given = [(name, str(value)) for name, values in request.POST.lists() for value in values if name not in FIELDS]
    kept = [
        (name, value) for name, value in given
        if hidden != "__ALL__" and name not in hidden and name != WHOLE and not SECRET.search(name)
    ]  # fmt: skip
    missing = {name for name, value in given if value and "csrf" not in name} - {name for name, _ in kept} - {WHOLE}
    again = FIELDS & set(request.POST) and not request.POST.get(WHOLE)
    return kept, not missing and not again and set(request.FILES) <= {shelves.FIELD}
