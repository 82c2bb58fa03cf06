"""Who is behind a session, in which post, and when the session ends."""

import hashlib
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from qinqing.doors.web import drafts
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import PUBLIC, STAFF, Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register import queries as register

SEEN = "qinqing_seen"
IDLE_STAFF = timedelta(minutes=30)
IDLE_OTHERS = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
DEVICE_KNOWN = timedelta(days=180)


def greet(request: Request) -> None:
    """Sets ``request.actor``; a session that is over is closed first, and ``request.expired`` says why."""
    request.actor = PUBLIC
    if not request.user.is_authenticated:
        return
    actor = _actor(request)
    why = _over(request, actor)
    if why:
        # What an expired page still posts belongs to this account, also on a device it never used before.
        request.COOKIES[drafts.DEVICE] = signing.Signer(salt=drafts.DEVICE).sign(str(request.user.pk))
        logout(request)
        request.expired = why
        return
    request.actor = actor


def _actor(request: Request) -> Actor:
    on = request.at.astimezone(SHANGHAI).date()
    post = request.session.get("post")
    try:
        return register.actor_for(request.user, post, on)
    except (NotFound, Refused):
        request.session.pop("post", None)
        return register.actor_for(request.user, None, on)


def _over(request: Request, actor: Actor) -> str:
    since = request.session.get("since")
    if since is None:
        request.session["since"] = int(request.at.timestamp())
        return ""
    if request.at - _moment(since) >= ABSOLUTE:
        return "本次登录已满 12 小时，请重新登录。"
    if request.at - _seen(request, since) >= idle_of(actor):
        return "有一段时间没有操作，为安全起见已经退出，请重新登录。"
    return ""


def idle_of(actor: Actor) -> timedelta:
    """How long a session may lie untouched: half an hour for staff, two hours for everybody else."""
    return IDLE_STAFF if actor.role in STAFF else IDLE_OTHERS


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def _mark(request: HttpRequest) -> str:
    return hashlib.sha256((request.session.session_key or "").encode()).hexdigest()[:20]


def _seen(request: Request, since: int) -> datetime:
    """The last sign of life: a signed cookie, so that reading pages writes no rows. Without it, the sign-in."""
    try:
        mark, stamp = signing.Signer(salt=SEEN).unsign(request.COOKIES.get(SEEN, "")).split(".")
    except (signing.BadSignature, ValueError):
        return _moment(since)
    return _moment(int(stamp)) if mark == _mark(request) else _moment(since)


def hand_out_cookies(request: Request, response: HttpResponseBase) -> None:
    """The sign of life, a new visitor's draft cookie, and the device's last account."""
    if request.user.is_authenticated:
        value = f"{_mark(request)}.{int(request.at.timestamp())}"
        _set(response, SEEN, signing.Signer(salt=SEEN).sign(value), None)
    elif SEEN in request.COOKIES:
        response.delete_cookie(SEEN, samesite="Lax")
    token = getattr(request, "visitor_token", "")
    if token:
        _set(response, drafts.COOKIE, token, drafts.KEPT)
    device = getattr(request, "signed_in_device", "")
    if device:
        _set(response, drafts.DEVICE, device, DEVICE_KNOWN)


def _set(response: HttpResponseBase, name: str, value: str, life: timedelta | None) -> None:
    age = int(life.total_seconds()) if life else None
    response.set_cookie(name, value, max_age=age, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")


def open_session(request: Request, account: AbstractBaseUser) -> Actor:
    """Signs in: a new session key, the limits start, the device is remembered, drafts come along."""
    login(request, account)
    request.session["since"] = int(request.at.timestamp())
    request.signed_in_device = signing.Signer(salt=drafts.DEVICE).sign(str(account.pk))
    drafts.adopt(request, account.pk)
    request.actor = _actor(request)
    return request.actor
