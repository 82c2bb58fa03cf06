"""Who is behind a session, in which post, and when the session ends."""

import hashlib
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from qinqing.doors.web import devices, drafts
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.actors import PUBLIC, STAFF, Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import actions as accounts

SEEN = "qinqing_seen"
IDLE_OTHERS = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=5)
SINCE, LOGIN, POSTS = "since", "login", "posts"  # what the session keeps: when, which row, and what was held then


def greet(request: Request) -> None:
    """Sets ``request.actor``; a session that is over is closed first, and ``request.expired`` says why."""
    request.actor = PUBLIC
    if not request.user.is_authenticated:
        return
    actor = _actor(request)
    why = _over(request, actor)
    if why:
        devices.presume(request, request.user.pk)
        leave(request, why)
        request.expired = why
        return
    _note_use(request)
    request.actor = actor


def leave(request: Request, why: str) -> None:
    """The login ends here, and its row says why."""
    login_id = request.session.get(LOGIN)
    if login_id is not None:
        accounts.close_login(login_id, at=request.at, why=why)
    logout(request)


def _actor(request: Request) -> Actor:
    on = request.at.astimezone(SHANGHAI).date()
    post = request.session.get("post")
    try:
        return register.actor_for(request.user, post, on)
    except (NotFound, Refused):
        request.session.pop("post", None)
        return register.actor_for(request.user, None, on)


def _over(request: Request, actor: Actor) -> str:
    since = request.session.get(SINCE)
    if since is None:
        request.session[SINCE] = int(request.at.timestamp())
        return ""
    if request.at - _moment(since) >= longest():
        return f"本次登录已满 {settings.QINQING_SESSION_HOURS} 小时，请重新登录。"
    if request.at - _seen(request, since)[0] >= idle_of(actor):
        return "有一段时间没有操作，为安全起见已经退出，请重新登录。"
    if request.session.get(POSTS, "") not in ("", _held(request)):
        return "您的岗位有变动，请重新登录。"
    return ""


def _held(request: Request) -> str:
    """The posts held today and in whose place, as the session remembers them: another answer is another role."""
    held = register.posts_of(request.user, request.at.astimezone(SHANGHAI).date())
    return ";".join(sorted(f"{one.id}{one.role}{one.substitute_for}" for one in held)) or "-"


def longest() -> timedelta:
    """How long a session may live at all."""
    return timedelta(hours=settings.QINQING_SESSION_HOURS)


def idle_of(actor: Actor) -> timedelta:
    """How long a session may lie untouched: half an hour for staff (a setting), two hours for everybody else."""
    return timedelta(minutes=settings.QINQING_IDLE_MINUTES) if actor.role in STAFF else IDLE_OTHERS


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def _mark(request: HttpRequest) -> str:
    return hashlib.sha256((request.session.session_key or "").encode()).hexdigest()[:20]


def _seen(request: Request, since: int) -> tuple[datetime, datetime]:
    """The last sign of life, and the last that was noted: a signed cookie, so that reading pages writes no rows.

    Without it, both are the sign-in.
    """
    try:
        mark, *stamps = signing.Signer(salt=SEEN).unsign(request.COOKIES.get(SEEN, "")).split(".")
        seen, noted = map(_moment, map(int, stamps))
    except (signing.BadSignature, ValueError):
        return _moment(since), _moment(since)
    return (seen, noted) if mark == _mark(request) else (_moment(since), _moment(since))


def _note_use(request: Request) -> None:
    """Once in five minutes the row of the login says when it was last used."""
    login_id = request.session.get(LOGIN)
    request.noted_at = _seen(request, request.session[SINCE])[1]
    if login_id is not None and request.at - request.noted_at >= NOTED_EVERY:
        accounts.note_login_use(login_id, at=request.at)
        request.noted_at = request.at


def hand_out_cookies(request: Request, response: HttpResponseBase) -> None:
    """The sign of life, a new visitor's draft cookie, and the device's accounts."""
    if request.user.is_authenticated:
        noted = getattr(request, "noted_at", request.at)
        value = f"{_mark(request)}.{int(request.at.timestamp())}.{int(noted.timestamp())}"
        _set(response, SEEN, signing.Signer(salt=SEEN).sign(value), None)
    elif SEEN in request.COOKIES:
        response.delete_cookie(SEEN, samesite="Lax")
    token = getattr(request, "visitor_token", "")
    if token:
        _set(response, drafts.COOKIE, token, drafts.KEPT)
    device = getattr(request, "signed_in_device", "")
    if device:
        _set(response, devices.COOKIE, device, devices.KNOWN_FOR)


def _set(response: HttpResponseBase, name: str, value: str, life: timedelta | None) -> None:
    age = int(life.total_seconds()) if life else None
    response.set_cookie(name, value, max_age=age, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")


def open_session(request: Request, account: AbstractBaseUser) -> Actor:
    """Signs in: a new session key, the limits start, the device is remembered, drafts come along."""
    login(request, account)
    request.session[SINCE] = int(request.at.timestamp())
    request.session[POSTS] = _held(request)
    begun = accounts.note_login(
        account, key=_key(request), device=devices.words_for(request), address=address_of(request), at=request.at
    )
    request.session[LOGIN] = begun.pk
    request.signed_in_device = devices.remember(request, account.pk)
    drafts.adopt(request, account.pk)
    request.actor = _actor(request)
    return request.actor


def _key(request: Request) -> str:
    """The key of the session, made now where Django would make it with the answer."""
    if request.session.session_key is None:
        request.session.create()
    return request.session.session_key or ""


def carry_over(request: Request, account: AbstractBaseUser) -> None:
    """This one login goes on after a change that ended all others, under a new key."""
    update_session_auth_hash(request, account)
    login_id = request.session.get(LOGIN)
    if login_id is not None:
        accounts.reopen_login(login_id, key=_key(request))
