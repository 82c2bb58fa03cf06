"""What one operation of the interface is: a line of a table, from which address, rights and description all come."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from qinqing.doors.api.moves import Step
from qinqing.kernel.actors import ADMINISTRATORS, BUREAU, STAFF, Role
from qinqing.procedure.register.rules.scopes import Scope

WORK = STAFF - ADMINISTRATORS
INSIDE = WORK - {Role.CITY}
UPPER = BUREAU | {Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR}
OWN = frozenset({Role.ENTERPRISE})


class Line(NamedTuple):
    """One operation. ``roles`` None: open to everybody, and ``scope`` is then asked of tokens alone.

    ``body`` is the media type it takes; ``receipt`` marks what number and query code open; ``answer`` None is a file; ``steps`` are the moves it makes.
    """

    method: str
    path: str
    view: Callable[..., Any]
    summary: str
    about: str
    answer: Any
    roles: frozenset[Role] | None = None
    scope: Scope | None = None
    status: int = 200
    body: str = "application/json"
    receipt: bool = False
    steps: Mapping[str, Step] | None = None

    @property
    def name(self) -> str:
        """The operation's name: its view's."""
        return self.view.__name__
