"""What coverage is made of, and how it is laid out: township by industry or size. 五(五). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qinqing.kernel.labels import Labelled

NONE = "none"
STEPS = (25, 50, 75)


class Mark(Labelled):
    """What may be said of an enterprise."""

    VISITED = "visited", "走访"
    INFORMED = "informed", "知晓"
    TAKEN_PART = "taken_part", "参与"
    HELPED = "helped", "解决"


MEANINGS: dict[Mark, str] = {
    Mark.VISITED: "工信商务局或乡镇、园区至少走访过一次的企业。",
    Mark.INFORMED: "走访过，或邀请、参加过宣传，或反映过诉求，或有已确认的企业账号的企业。",
    Mark.TAKEN_PART: "反映过诉求，或到场参加过宣传的企业。",
    Mark.HELPED: "至少有一件诉求办结后，企业自己在评价里说“已解决”的企业。没有评价的，既不算解决，也不算没有解决；不用部门自己的说法。",
}


def bits_of(marks: Iterable[Mark]) -> int:
    """Marks as a number, one bit for each."""
    return sum(1 << list(Mark).index(mark) for mark in marks)


def marks_of(bits: int) -> frozenset[Mark]:
    """The marks that such a number stands for."""
    return frozenset(mark for place, mark in enumerate(Mark) if bits >> place & 1)


class Across(Labelled):
    """What stands across the table."""

    SECTION = "section", "行业"
    SIZE = "size", "规模"


@dataclass(frozen=True, slots=True)
class Group:
    """The enterprises of one township, industry and size, and how many bear each mark."""

    township: int | None
    section: str
    size: str
    all: int
    marked: Mapping[Mark, int]


class Cell(NamedTuple):
    """``marked`` of ``all``; the share exists only where there is something to share."""

    marked: int
    all: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down: 100 only when it is all of them."""
        return self.marked * 100 // self.all if self.all else None

    @property
    def shade(self) -> int:
        """0 for none of them, to 4 for three quarters and more."""
        return 0 if not self.marked else 1 + sum((self.percent or 0) >= step for step in STEPS)


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by township and by what stands across; the keys of both in order, the unknown last."""

    rows: tuple[int | None, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int | None, str], Cell]
    by_row: Mapping[int | None, Cell]
    by_column: Mapping[str, Cell]
    total: Cell


def lay_out(groups: Iterable[Group], mark: Mark, across: Across, order: Sequence[str]) -> Grid:
    """The groups added up for one mark, what stands across in the given order of keys, the unknown last."""
    told = [(one.township, getattr(one, across.value), one.marked[mark], one.all) for one in groups]
    rows = sorted({row for row, *_ in told}, key=lambda key: (key is None, key or 0))
    columns = sorted(
        {column for _, column, *_ in told}, key={key: at for at, key in enumerate([*order, ""])}.__getitem__
    )
    return Grid(
        tuple(rows),
        tuple(columns),
        {(row, column): _sum(told, row=row, column=column) for row in rows for column in columns},
        {row: _sum(told, row=row) for row in rows},
        {column: _sum(told, column=column) for column in columns},
        _sum(told),
    )


def totals(groups: Iterable[Group]) -> dict[Mark, Cell]:
    """Each mark over all the groups."""
    told = list(groups)
    return {mark: Cell(sum(one.marked[mark] for one in told), sum(one.all for one in told)) for mark in Mark}


ANY = object()


def _sum(told: list[tuple[int | None, str, int, int]], *, row: object = ANY, column: object = ANY) -> Cell:
    kept = [(marked, all_) for r, c, marked, all_ in told if row in (ANY, r) and column in (ANY, c)]
    return Cell(sum(marked for marked, _ in kept), sum(all_ for _, all_ in kept))
