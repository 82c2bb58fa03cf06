"""Who stands at the portal: a signed-in enterprise, or whoever opened single appeals by number and query code."""

from dataclasses import replace
from datetime import timedelta

from qinqing.doors.web.requests import Request, address_of
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.services.accounts import actions as accounts

OPENED = "opened_appeals"
HOUR = timedelta(hours=1)
TRIES_PER_NUMBER = 10
TRIES_PER_ADDRESS = 60


def visitor(request: Request) -> Actor:
    """The actor at the portal; single appeals opened in this session widen what an enterprise sees.

    Staff are strangers here: these pages are written for the enterprise, and hide nothing from it.
    """
    opened = frozenset(request.session.get(OPENED, []))
    if request.actor.role is Role.ENTERPRISE:
        return replace(request.actor, appeals=opened) if opened else request.actor
    return Actor(Role.ENTERPRISE, appeals=opened) if opened else PUBLIC


def remember(request: Request, appeal_id: int) -> None:
    """From now on this session may read and answer this appeal."""
    opened = request.session.get(OPENED, [])
    request.session[OPENED] = [*(kept for kept in opened if kept != appeal_id), appeal_id][-20:]


def open_appeal(request: Request, *, number: str, code: str) -> str:
    """Opens an appeal by number and query code; guessing is counted by number and by address (trust: enumeration).

    Returns the appeal's public code. Raises Refused alike for a wrong number and a wrong code.
    """
    keys = ((f"track:{number[:40]}", TRIES_PER_NUMBER), (f"track@{address_of(request)}", TRIES_PER_ADDRESS))
    # Every counter is struck, also once one of them is used up.
    struck = [accounts.strike(key, at=request.at, limit=limit, window=HOUR) for key, limit in keys]
    if not all(struck):
        raise Refused("查询次数太多，请一小时后再试，或打电话给工信商务局核对编号和查询码", code="too_many_tries")
    try:
        appeal = appeals.open_by_code(number, code)
    except NotFound:
        raise Refused("编号或查询码不对，请照回执核对；查询码丢了可以打电话给工信商务局换发") from None
    remember(request, appeal.pk)
    accounts.forgive(keys[0][0])
    return appeal.code
