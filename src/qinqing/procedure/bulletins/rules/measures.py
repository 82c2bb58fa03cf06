"""The measures of 四(六): each rate with its counts, by the words of the county's defaults."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Rate:
    """``part`` of ``whole``; without a whole there is no rate, which is not nought."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The rate in percent, to one decimal."""
        return round(100 * self.part / self.whole, 1) if self.whole else None

    def __str__(self) -> str:
        return f"{self.percent:g}%（{self.part}/{self.whole}）" if self.whole else "—"


@dataclass(frozen=True, slots=True)
class Department:
    """One department's figures in a period (open and overdue: now). ``organ`` 0 is the total."""

    organ: int
    name: str
    received: int = 0
    open: int = 0
    overdue: int = 0
    closed: int = 0
    on_time: int = 0
    shelved: int = 0
    returned: int = 0
    extended: int = 0
    rated: int = 0
    solved: int = 0
    satisfied: int = 0

    @property
    def on_time_rate(self) -> Rate:
        """按时办结率: closed within the limit in force, of those closed and those open and overdue."""
        return Rate(self.on_time, self.closed + self.overdue)

    @property
    def solved_rate(self) -> Rate:
        """解决率: the enterprise said "solved", of the enterprises that answered; never the department's own word."""
        return Rate(self.solved, self.rated)

    @property
    def satisfied_rate(self) -> Rate:
        """满意率: the three upper levels, of all ratings."""
        return Rate(self.satisfied, self.rated)


COUNTS = tuple(field.name for field in fields(Department) if field.name not in ("organ", "name"))


def total(rows: Iterable[Department]) -> Department:
    """All rows together."""
    everything = list(rows)
    return Department(0, "合计", **{name: sum(getattr(row, name) for row in everything) for name in COUNTS})
