"""Who asks: a person's token, a pass for one appeal opened by number and query code, or nobody in particular."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from qinqing.doors.api.refusals import Turned
from qinqing.doors.web import guessing
from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules.scopes import Scope
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as account_queries

MINUTE = timedelta(minutes=1)
PASS = "qinqing.api.pass"
PASS_LIVES = timedelta(hours=2)
PASS_SCOPES = frozenset({Scope.READ, Scope.WRITE})
BASIC = {"WWW-Authenticate": 'Basic realm="qinqing", charset="UTF-8"'}
ASK = {"WWW-Authenticate": 'Bearer realm="qinqing"'}


class Caller(NamedTuple):
    """Who acts, what the token or pass allows, under which name requests are counted, and whose idempotency keys."""

    actor: Actor
    scopes: frozenset[Scope]
    key: str
    who: str


class Asking(Request):
    """A request of a program, once the door knows who asks."""

    caller: Caller
    replayed: bool


def identify(request: Request) -> Caller:
    """The caller. A token or pass that opens nothing is turned away (401), never taken for a stranger."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if not kind:
        return Caller(PUBLIC, frozenset(), f"api@{address_of(request)}", "")
    if kind.lower() != "bearer":
        raise Turned(401, headers=ASK)
    try:
        return _by_token(given.strip(), request.at) if given.strip().startswith("qq_") else _by_pass(given.strip())
    except NotFound:
        raise Turned(401, headers=ASK) from None


def count(request: Request, key: str) -> None:
    """Counts the request; more than the county allows a minute are turned away (429)."""
    if not accounts.strike(key, at=request.at, limit=settings.QINQING_API_PER_MINUTE, window=MINUTE):
        raise Turned(429, "一分钟内请求太多，请一分钟后再试", code="too_many", headers={"Retry-After": "60"})


def open_receipt(request: Request) -> tuple[appeals.Appeal, Actor]:
    """The appeal that number and query code (HTTP Basic) open, and who asks for it. Guessing is counted."""
    number, code = _basic(request)
    try:
        with guessing.counted(request, number):
            found = appeals.open_by_code(number, code)
    except Refused as refusal:
        status = 429 if refusal.code == "too_many_tries" else 401
        headers = {"Retry-After": "3600"} if status == 429 else BASIC
        raise Turned(status, refusal.reason, code=refusal.code, headers=headers) from refusal
    return found, holder_of(found.pk)


def holder_of(appeal_id: int) -> Actor:
    """Whoever holds number and query code of one appeal."""
    return Actor(Role.ENTERPRISE, appeals=frozenset({appeal_id}))


def issue_pass(appeal: appeals.Appeal) -> str:
    """What opens this one appeal for two hours, unless its query code is renewed before."""
    return signing.dumps([appeal.pk, appeal.query_digest[:16]], salt=PASS)


def _by_token(spelt: str, at: datetime) -> Caller:
    token = account_queries.open_by_token(spelt, at=at)
    actor = register.actor_of_token(token, day_of(at))
    accounts.note_use(token, at=at)
    return Caller(actor, frozenset(map(Scope, token.scopes.split())), f"api:{token.code}", f"token/{token.code}")


def _by_pass(given: str) -> Caller:
    try:
        pk, digest = signing.loads(given, salt=PASS, max_age=PASS_LIVES)
    except (signing.BadSignature, ValueError):
        raise NotFound("pass") from None
    actor = holder_of(pk)
    if not any(one.query_digest.startswith(digest) for one in appeals.own(actor)):
        raise NotFound("pass")
    return Caller(actor, PASS_SCOPES, f"api-pass:{pk}", f"appeal/{pk}")


def _basic(request: HttpRequest) -> tuple[str, str]:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        number, _, code = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        number = code = ""
    if kind.lower() != "basic" or not number or not code:
        detail = "请把编号和查询码按 HTTP Basic 放在 Authorization 里（编号当用户名，查询码当密码）"
        raise Turned(401, detail, headers=BASIC)
    return number[:40], code[:40]
