"""The step over the threshold, alike by whichever way somebody proved who they are; and what the record says of it."""

from typing import Any

from django.db import transaction
from django.http import HttpResponseBase

from qinqing.doors.web import owing, sessions
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.forms import SeeOther
from qinqing.doors.web.requests import Request, address_of, local
from qinqing.kernel.actors import STAFF, Actor, Role
from qinqing.kernel.errors import Conflict
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries
from qinqing.services.journal import actions as journal

TRIES = 5
WAITING = "waiting"
CAME_BY = "came_by"


def enter(request: Request, account: Any, wanted: str | None, *, way: str) -> HttpResponseBase:
    """Who somebody is, is proved in one way. Where the account has a second factor its code is asked for next."""
    if queries.second_factor(account.pk) is None:
        return step_in(request, account, wanted, way=way)
    request.session.cycle_key()
    request.session[WAITING] = {
        "account": account.pk, "version": account.session_version, "since": request.at.timestamp(), "way": way,
        "next": local(wanted, ""),
    }  # fmt: skip
    return SeeOther("/sign-in/code/")


def step_in(request: Request, account: Any, wanted: str | None, **facts: object) -> HttpResponseBase:
    """Signs in, on the record, and goes where the reader wanted."""
    actor = sessions.open_session(request, account)
    request.session[CAME_BY] = facts.get("way", "")
    owing.find_out(request, account, actor)
    note(request, account.username, "signed_in", actor, **facts)
    if actor.role in STAFF and len(posts_held(request)) > 1 and not local(wanted, ""):
        return SeeOther("/desk/post/")
    return SeeOther(local(wanted, home_of(actor)))


def home_of(actor: Actor) -> str:
    """Where somebody begins."""
    if actor.role in STAFF:
        return "/desk/"
    return "/my/" if actor.role is Role.ENTERPRISE else "/"


def posts_held(request: Request) -> list[Any]:
    """The posts that the signed-in person may work in today."""
    return list(register.posts_of(request.user, request.at.astimezone(SHANGHAI).date()))


def note(request: Request, username: str, what: str, by: Actor, **facts: object) -> None:
    """On the account's record, with where it came from.

    Names that do not exist go on the day's record, without the name: people type passwords into that field.
    """
    account = queries.account_signing_in_as(username)
    subject = f"account/{account.username}" if account else f"knocking/{request.at.astimezone(SHANGHAI):%Y-%m-%d}"
    event = f"accounts.account.{what}" if account else f"accounts.unknown.{what}"
    told = {"address": address_of(request), **facts}
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                journal.record(subject, event, by=by, at=request.at, facts=told)
            return
        except Conflict:  # two attempts at once on one record: the other went first, ours follows
            continue
