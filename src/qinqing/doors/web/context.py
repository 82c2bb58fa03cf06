"""What every page's frame shows: the county, who is signed in, the size of the type."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from qinqing.doors.web import messages, navigation
from qinqing.doors.web.clock import SHANGHAI
from qinqing.kernel import county
from qinqing.kernel.actors import PUBLIC, STAFF
from qinqing.procedure.register import queries as register

LARGE = "qinqing_large"


def furniture(request: HttpRequest) -> dict[str, Any]:
    """Context of all pages. Posts are looked up only where the frame shows them."""
    actor = getattr(request, "actor", PUBLIC)
    signed_in = actor.person is not None
    return {
        "actor": actor,
        "place": _place(actor),
        "posts": SimpleLazyObject(lambda: _posts(request)) if actor.role in STAFF else [],
        "bell": partial(messages.bell, request) if signed_in else None,
        "own_frame": "web/desk.html" if actor.role in STAFF else "web/portal.html",
        "county": county.name(),
        "large_type": request.COOKIES.get(LARGE) == "1",
        "portal_nav": navigation.portal(request.path, signed_in=signed_in and actor.role not in STAFF),
    }


def _place(actor: Any) -> str:
    label = actor.post_label or actor.role.label
    return f"{label}，代{actor.substitute_for}" if actor.substitute_for else label


def _posts(request: Any) -> list[Any]:
    return list(register.posts_of(request.user, request.at.astimezone(SHANGHAI).date()))
