"""What a condition looks at: an appeal reduced to the facts the Plan asks about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qinqing.kernel.verdicts import ALLOWED, Verdict


@dataclass(frozen=True, slots=True)
class Facts:
    """One appeal at one moment (aware datetimes; organ ids from the register; ``days_left`` in working days)."""

    now: datetime
    rung: int = 1
    lead: int | None = None
    lead_abolished: bool = False
    section: str = ""
    matter: str = ""
    urgency: str = ""
    result: str = ""
    sorted: bool = False
    eligible: Verdict = ALLOWED
    clearer_asked: bool = False
    returned: bool = False
    return_until: datetime | None = None
    extended: bool = False
    extension_asked: bool = False
    days_left: int | None = None
    extension_ask: int = 1
    raise_from: datetime | None = None
    answer_until: datetime | None = None
    contacted: bool = False
    doubts: int = 0
    calls: int = 0
    reviewed: bool = False
    draft: str = ""
    just_heard: bool = False
    reached_office: bool = True
    assisting: frozenset[int] = frozenset()
    assisting_open: frozenset[int] = frozenset()
    opinions_open: frozenset[int] = frozenset()
    opinions_overdue: bool = False
    names: Mapping[int, str] = field(default_factory=dict)
