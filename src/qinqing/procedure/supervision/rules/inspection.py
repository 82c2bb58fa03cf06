"""What a round of inspection is made of, and how it is counted: findings, quarters, figures. 四(五)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from qinqing.kernel.labels import Labelled


class MatterKind(Labelled):
    """What is looked at: something decided, or an appeal that is open for long."""

    ITEM = "item", "决定事项"
    APPEAL = "appeal", "长期未办结诉求"


class Result(Labelled):
    """What the inspectorate found."""

    IMPLEMENTED = "implemented", "落实"
    IN_PROGRESS = "in_progress", "推进中"
    NOT_IMPLEMENTED = "not_implemented", "未落实"


class Quarter(NamedTuple):
    """A quarter of a year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def label(self) -> str:
        """``2026年第四季度``."""
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"

    def due(self, day: int) -> date:
        """The day of the following month by which its report is due."""
        return self.next.first.replace(day=day)


def quarter_of(day: date) -> Quarter:
    """The quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


@dataclass(frozen=True, slots=True)
class Counted:
    """One finding as the figures see it; ``former`` is the last round's result where it was carried."""

    organ: str
    kind: str
    result: str
    former: str = ""
    rectified: bool = False


Figures = dict[str, object]


def tally(rows: Iterable[Counted]) -> Figures:
    """The figures of a round: altogether, by department, and what became of what was carried."""
    found = list(rows)
    organs = sorted({row.organ for row in found})
    carried = [row for row in found if row.former]
    return {
        **_counts(found),
        "items": sum(row.kind == MatterKind.ITEM for row in found),
        "appeals": sum(row.kind == MatterKind.APPEAL for row in found),
        "organs": [{"organ": organ, **_counts([row for row in found if row.organ == organ])} for organ in organs],
        "progress": [
            {"former": former.value, **_counts([row for row in carried if row.former == former])}
            for former in (Result.IN_PROGRESS, Result.NOT_IMPLEMENTED)
        ],
    }


def _counts(rows: Sequence[Counted]) -> dict[str, int]:
    return {
        "all": len(rows),
        **{result.value: sum(row.result == result for row in rows) for result in Result},
        "carried": sum(bool(row.former) for row in rows),
        "rectified": sum(row.rectified for row in rows),
    }


def share(part: int, whole: int) -> str:
    """``66.7%（2/3）``; a dash where there is nothing to divide by."""
    return f"{part * 100 / whole:.1f}%（{part}/{whole}）" if whole else "—"
