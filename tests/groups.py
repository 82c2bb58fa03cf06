"""Who there is, in groups, and how one line of the tables of rights is written."""

from typing import NamedTuple

from tests.world import (
    BUREAU,
    EVERYBODY,
    LEAD,
    LEADERS,
    POSTS,
    SEES,
)

ALL = set(EVERYBODY)
STAFF = set(POSTS)
ADMINISTRATORS = {"system admin", "security admin", "audit admin"}
WORK = STAFF - ADMINISTRATORS
DEPUTIES = {"deputy", "other deputy"}
UPPER = BUREAU | DEPUTIES | {"office", "mayor", "inspector"}
ENTERPRISES = {"own enterprise", "other enterprise"}
MINUTED = BUREAU | LEADERS | {"other deputy", "office", "inspector", "lead officer", "lead head"}
INSPECTED = LEADERS | LEAD | {"office", "inspector"}
HEARD = BUREAU | LEADERS | {"office", "inspector", "lead officer", "lead head"}


def staff_of(appeal: str) -> set[str]:
    """Those at the desk who see this appeal."""
    return SEES[appeal] & STAFF


class Line(NamedTuple):
    """Who may, and the object: names of the address's parts with a key of the world's codes or things."""

    may: set[str]
    of: dict[str, str] = {}


def line(may: set[str], **of: str) -> Line:
    """One line of the table; a value that begins with ``=`` stands for itself."""
    return Line(may, of)
