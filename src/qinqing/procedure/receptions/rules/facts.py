"""What a condition looks at: a reception day, or an appeal that may be heard on it, reduced to facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Facts:
    """One reception day: ``today`` in Shanghai, ids from the register, numbers of appeals still without outcome.

    ``unassigned`` are sentences on decided items that lack a lead department, a due date or a criterion.
    """

    today: date
    date: date
    host_post: int | None = None
    heard: int = 0
    called: int = 0
    notified: bool = False
    waiting: tuple[str, ...] = ()
    unassigned: tuple[str, ...] = ()
    unattended: frozenset[int] = frozenset()
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def joint(self) -> bool:
        """Is it a joint meeting, which nobody hosts?"""
        return self.host_post is None

    @property
    def what(self) -> str:
        """What it is called."""
        return "联席会议" if self.joint else "接待日"


@dataclass(frozen=True, slots=True)
class Heard:
    """One appeal that is to be heard: its number, rung and industry, and whether it is ripe."""

    number: str
    rung: int
    section: str
    ripe: bool
    section_name: str = ""
