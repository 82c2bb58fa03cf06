"""What somebody owes before going on: a password of one's own, a second factor. Found out at sign-in and kept in the session.

Every other page leads to where it is settled and back; what was posted to it is kept.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from qinqing.doors.web import shelves
from qinqing.doors.web.clock import SHANGHAI
from qinqing.doors.web.forms import leave
from qinqing.doors.web.requests import Request, page_before
from qinqing.kernel.actors import GROUPS, STAFF, Actor
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries

OWES = "owes"
PAGES = {"password": "web:password", "second": "web:second_factor"}
WARNED = timedelta(days=7)


def settles(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page that is open to those who still owe something."""
    view.settles = True
    return view


def find_out(request: Request, account: Any, actor: Actor) -> None:
    """At sign-in: what is owed, and what will be soon."""
    staff = actor.role in STAFF
    owed = {
        "password": queries.why_replace_password(account, staff=staff, at=request.at),
        "second": "" if queries.second_factor(account.pk) else why_second_factor(request, account),
    }
    request.session[OWES] = {what: why for what, why in owed.items() if why}
    over = queries.password_over_at(account) if staff and not account.is_demo else None
    if not owed["password"] and over is not None and account.has_usable_password() and over - request.at <= WARNED:
        messages.warning(request, f"密码再过 {max(1, (over - request.at).days)} 天到期，请在右上角“修改密码”里换一个。")


def why_second_factor(request: Request, account: Any) -> str:
    """Why the account must have a second factor: one of its posts asks for it by the setting; "" when none does."""
    if account.is_demo:
        return ""
    asked: set[str] = set()
    for word in settings.QINQING_SECOND_FACTOR:
        asked |= GROUPS.get(word, {word})
    held = register.posts_of(account, request.at.astimezone(SHANGHAI).date())
    return next((f"{one.label}登录要二次验证。" for one in held if one.role in asked), "")


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
