"""One appeal's way through the Plan as its record tells it: the facts that measures count, 四(六). Pure.

A track is folded from the entries of the record and from nothing else. The same fold gives the rows that pages count
and, from the journal alone, the figures of a bulletin as they were at any earlier moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

SATISFIED = frozenset({"非常满意", "满意", "基本满意"})
SOLVED = "已解决"
ON_TIME, LATE = "on_time", "late"


@dataclass(slots=True)
class Track:
    """What is counted of one appeal: whose it is, and when each step was taken and how.

    Verdicts are None until there is one. ``late`` is against the limit in force, ``late_at_first`` against the limit
    before any extension; ``handle_until`` is when the department's limit stopped running, or from when it rests. Called is the department's
    own follow-up, checked the bureau's sample. Of several evaluations or calls the latest counts.
    """

    sequence: int = 0
    last_at: datetime | None = None
    enterprise: int | None = None
    lead: int | None = None
    section: str = ""
    category: str = ""
    channel: str = ""
    rung: int = 1
    received_at: datetime | None = None
    transferred_at: datetime | None = None
    transferred_in_time: bool | None = None
    contacted_in_time: bool | None = None
    returned: bool = False
    extended: bool = False
    handle_due_at: datetime | None = None
    handle_first_due_at: datetime | None = None
    handle_until: datetime | None = None
    late: bool = False
    late_at_first: bool = False
    closed_at: datetime | None = None
    result: str = ""
    rated_at: datetime | None = None
    solved: bool | None = None
    satisfied: bool | None = None
    called_at: datetime | None = None
    called_satisfied: bool | None = None
    checked_at: datetime | None = None
    checked_satisfied: bool | None = None

    def follow(
        self, event: str, at: datetime, sequence: int, facts: Mapping[str, Any], sets: Mapping[str, Any]
    ) -> None:
        """Takes in the next entry of the record."""
        self.sequence, self.last_at = sequence, at
        for column, field in COLUMNS.items():
            if column in sets:
                setattr(self, field, sets[column])
        for column, field in MOMENTS.items():
            if column in sets:
                setattr(self, field, _moment(sets[column]))
        clocks = [value for key, value in sets.items() if key.startswith("clock/") and value]
        for clock in sorted(clocks, key=lambda clock: clock["started_at"]):  # a run that was replaced comes first
            if read := CLOCKS.get(clock["kind"]):
                read(self, clock)
        if heard := EVENTS.get(event):
            heard(self, at, facts)


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _verdict(clock: Mapping[str, Any]) -> bool | None:
    return {ON_TIME: True, LATE: False}.get(clock["verdict"])


def _transferring(track: Track, clock: Mapping[str, Any]) -> None:
    if (kept := _verdict(clock)) is not None:
        track.transferred_in_time = kept


def _contacting(track: Track, clock: Mapping[str, Any]) -> None:
    if (kept := _verdict(clock)) is not None:
        track.contacted_in_time = kept


def _handling(track: Track, clock: Mapping[str, Any]) -> None:
    """The limit that runs now; one that counts for nothing leaves none behind until the next begins."""
    track.handle_due_at = track.handle_first_due_at = track.handle_until = None
    if clock["verdict"] not in ("", ON_TIME, LATE):
        return
    track.handle_due_at, track.handle_first_due_at = _moment(clock["due_at"]), _moment(clock["original_due_at"])
    stopped = _moment(clock["stopped_at"])
    track.handle_until = stopped or _moment(clock["paused_at"])
    if stopped and track.handle_first_due_at:
        track.late = track.late or clock["verdict"] == LATE
        track.late_at_first = track.late_at_first or stopped >= track.handle_first_due_at


def _transferred(track: Track, at: datetime, facts: Mapping[str, Any]) -> None:
    track.transferred_at = track.transferred_at or at


def _evaluated(track: Track, at: datetime, facts: Mapping[str, Any]) -> None:
    track.rated_at, track.solved = at, facts.get("solved") == SOLVED
    track.satisfied = facts.get("level") in SATISFIED


def _called(track: Track, at: datetime, facts: Mapping[str, Any]) -> None:
    """A call of the department's that reached nobody, or asked for no level, says nothing of satisfaction."""
    if facts.get("level") and facts.get("caller") == DEPARTMENT_CALLS:
        track.called_at, track.called_satisfied = at, facts["level"] in SATISFIED


def _sampled(track: Track, at: datetime, facts: Mapping[str, Any]) -> None:
    if facts.get("level"):
        track.checked_at, track.checked_satisfied = at, facts["level"] in SATISFIED


DEPARTMENT_CALLS = "办理部门回访"
COLUMNS = {
    "enterprise_id": "enterprise", "lead_id": "lead", "section": "section", "category": "category",
    "channel": "channel", "rung": "rung", "returned": "returned", "extended": "extended", "result": "result",
}  # fmt: skip
MOMENTS = {"received_at": "received_at", "closed_at": "closed_at"}
CLOCKS: dict[str, Callable[[Track, Mapping[str, Any]], None]] = {
    "transfer": _transferring,
    "contact": _contacting,
    "handle": _handling,
}
EVENTS: dict[str, Callable[[Track, datetime, Mapping[str, Any]], None]] = {
    "appeals.appeal.transferred": _transferred,
    "supervision.appeal.evaluated": _evaluated,
    "supervision.appeal.followed_up": _called,
    "supervision.appeal.sampled": _sampled,
}
