"""A form says which version of a row its reader saw, so that nobody acts on what a colleague has changed since."""

from typing import Any, TypeVar

from qinqing.doors.web.requests import Request

Row = TypeVar("Row", bound=Any)


def as_read(request: Request, found: Row) -> Row:
    """The row with the version that the posted form was shown with; the action compares it with what is stored."""
    posted = request.POST.get("version", "")
    if posted.isascii() and posted.isdigit() and len(posted) < 10:
        found.version = int(posted)
    return found
