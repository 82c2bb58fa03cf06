"""What somebody owes before going on: a password of one's own. Found out at sign-in and kept in the session.

Every other page leads to where it is settled and back; what was posted to it is kept.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from qinqing.doors.web import shelves
from qinqing.doors.web.forms import leave
from qinqing.doors.web.requests import Request, page_before
from qinqing.kernel.actors import STAFF, Actor
from qinqing.services.accounts import queries

OWES = "owes"
PAGES = {"password": "web:password"}
WARNED = timedelta(days=7)


def settles(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that is open to those who still owe something."""
    view.settles = True  # type: ignore[attr-defined]
    return view


def find_out(request: Request, account: Any, actor: Actor) -> None:
    """At sign-in: what is owed, and what will be soon."""
    staff = actor.role in STAFF
    why = queries.why_replace_password(account, staff=staff, at=request.at)
    if why:
        request.session[OWES] = {"password": why}
        return
    over = queries.password_over_at(account) if staff and not account.is_demo else None
    if over is not None and account.has_usable_password() and over - request.at <= WARNED:
        messages.warning(request, f"密码再过 {max(1, (over - request.at).days)} 天到期，请在右上角“修改密码”里换一个。")


def settled(request: Request, what: str) -> None:
    """It is owed no longer."""
    owed = dict(request.session.get(OWES, {}))
    if owed.pop(what, None) is not None:
        request.session[OWES] = owed


def reason(request: Request, what: str) -> str:
    """Why it is owed; "" when it is not."""
    return str(request.session.get(OWES, {}).get(what, ""))


def lead_there(request: Request, view: Any) -> HttpResponseBase | None:
    """To where the first debt is settled; None for those who owe nothing, and where it is settled."""
    owed = request.session.get(OWES)
    if not owed or getattr(view, "settles", False):
        return None
    back = request.get_full_path()
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        if shelves.keep_posted(request, at=request.at):
            messages.warning(request, "您填写的内容已经保存，办完这一步会回到原页并自动填好。")
        back = page_before(request, request.path)
    page = next(page for what, page in PAGES.items() if what in owed)
    return leave(request, f"{reverse(page)}?{urlencode({'next': back})}")
