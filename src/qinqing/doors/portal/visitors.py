"""Who stands at the portal: a signed-in enterprise, or whoever opened single appeals by number and query code."""

from dataclasses import replace

from qinqing.doors.web.guessing import judged
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import PUBLIC, Actor, Role
from qinqing.procedure.appeals import queries as appeals

OPENED = "opened_appeals"


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
    """Opens an appeal by number and query code, after the try was counted (trust: enumeration).

    Returns the appeal's public code. Raises Refused alike for a wrong number and a wrong code.
    """
    with judged(request, number):
        appeal = appeals.open_by_code(number, code)
    remember(request, appeal.pk)
    return appeal.code
