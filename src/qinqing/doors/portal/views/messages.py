"""消息 for the enterprise: what it was told of its appeals."""

from django.http import HttpResponse, HttpResponseBase

from qinqing.doors.web import choices
from qinqing.doors.web import messages as web
from qinqing.doors.web.requests import Request

OWN = web.Place("portal", "web/portal.html", {"own": "portal:appeal"}, {"mine": "portal:mine", "track": "portal:track"})


def messages(request: Request) -> HttpResponse:
    """The list."""
    return web.listing(request, OWN)


def message(request: Request, pk: int) -> HttpResponseBase:
    """One message, and the way to the appeal."""
    return web.reading(request, pk, OWN)


def messages_read(request: Request) -> HttpResponseBase:
    """Everything read."""
    return web.all_read(request, OWN)


def message_choices(request: Request) -> HttpResponseBase:
    """我的通知."""
    return choices.choosing(request, OWN, enterprise=True)
