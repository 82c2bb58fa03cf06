"""消息 at the desk: what the reader's post was told."""

from django.http import HttpResponse, HttpResponseBase

from qinqing.doors.web import choices
from qinqing.doors.web import messages as web
from qinqing.doors.web.requests import Request

DESK = web.Place(
    "console",
    "web/desk.html",
    {
        "appeal": "console:appeal",
        "item": "console:item",
        "day": "console:day",
        "minutes": "console:minutes",
        "dossier": "console:dossier",
        "sheets": "console:day_dossier",
        "correction": "console:correction",
        "sample_call": "console:sample_call",
        "urging": "console:urging",
        "inspection": "console:inspection",
        "finding": "console:finding",
        "bulletin": "console:bulletin",
        "visit": "console:visit",
        "enterprise": "console:enterprise",
        "edition": "console:edition",
        "proposal": "console:proposal",
    },
    {
        "circulations": "console:circulations",
        "follow_ups": "console:follow_ups",
        "desk": "console:desk",
        "inspections": "console:inspections",
        "calendar": "console:calendar",
        "wordings": "console:wordings",
        "parcels": "console:parcels",
        "resets": "console:resets",
    },
)


def messages(request: Request) -> HttpResponse:
    """The list."""
    return web.listing(request, DESK)


def message(request: Request, pk: int) -> HttpResponseBase:
    """One message, and the way to what it tells of."""
    return web.reading(request, pk, DESK)


def messages_read(request: Request) -> HttpResponseBase:
    """Everything read."""
    return web.all_read(request, DESK)


def message_choices(request: Request) -> HttpResponseBase:
    """我的通知."""
    return choices.choosing(request, DESK, enterprise=False)
