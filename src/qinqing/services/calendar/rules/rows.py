"""A clock in primitives: exactly what the journal replays."""

from datetime import UTC, date, datetime
from typing import Protocol


class ClockLike(Protocol):
    """What a clock shows to rules; the stored row has this shape, and so may a test's."""

    key: str
    kind: str
    unit: str
    length: int
    excluded: int
    extended: int
    started_at: datetime
    base_on: date
    due_on: date
    due_at: datetime
    original_due_at: datetime
    provisional: bool
    paused_at: datetime | None
    stopped_at: datetime | None
    verdict: str
    holder_role: str


COLUMNS = (
    "kind", "holder_role", "holder_organ", "clause", "edition", "calendar_version", "started_at", "start_on",
    "base_on", "length", "unit", "due_on", "due_at", "original_due_at", "provisional", "excluded", "extended",
    "paused_at", "stopped_at", "verdict",
)  # fmt: skip
CHANGEABLE = (
    "holder_role", "holder_organ", "calendar_version", "due_on", "due_at", "original_due_at", "provisional", "excluded", "extended",
    "paused_at", "stopped_at", "verdict",
)  # fmt: skip


def column(key: str) -> str:
    """The name under which a clock stands among its subject's columns."""
    return f"clock/{key}"


def primitive(value: object) -> object:
    """Moments as ISO in UTC with microseconds, dates as ISO, all else as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def primitives(clock: object) -> dict[str, object]:
    """Every column of a clock that replaying the journal must give again."""
    return {name: primitive(getattr(clock, name)) for name in COLUMNS}
