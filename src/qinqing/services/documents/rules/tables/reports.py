"""What became of a table that was handed in: what went in, what did not and why, what somebody should look at."""

from collections import Counter
from dataclasses import dataclass, field

from qinqing.kernel.labels import Labelled
from qinqing.services.documents.rules.tables.rows import Row

# Of rows with the same remark so many are named; the others are counted.
FEW = 10


class Taken(Labelled):
    """What became of a row. LEFT: it says something new, but what it is about has gone its own way here since."""

    CREATED = "created", "新登记"
    UPDATED = "updated", "已更新"
    UNCHANGED = "unchanged", "没有变化"
    LEFT = "left", "已在系统内办理，台账的改动没有带入"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row, or something in it, is not taken over: the column's heading, the value, one Chinese sentence."""

    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 60 else self.value[:59] + "…"
        about = self.column + (f"“{shown}”" if shown else "")
        return f"{about}：{self.reason}" if about else self.reason


@dataclass(frozen=True, slots=True)
class Match:
    """A department as written, the organ of the register it is (empty: no match), and which it might be.

    ``doubt`` is why somebody had better look at a match; empty when it is certain.
    """

    written: str
    organ: str
    guesses: tuple[str, ...] = ()
    doubt: str = ""


class Rejected(Exception):
    """A row that cannot be taken over at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken over."""

    row: int
    column: str
    value: str
    reason: str
    sheet: str = ""

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"{self.sheet} 第 {self.row} 行".strip()

    def __str__(self) -> str:
        return f"{self.place} {Fault(self.column, self.value, self.reason)}"


@dataclass(slots=True)
class Places:
    """The first few places where something stands, and in how many rows."""

    first: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, place: str) -> None:
        """One more row."""
        self.count += 1
        if len(self.first) < FEW:
            self.first.append(place)

    def add_all(self, others: "Places") -> None:
        """The rows of another part of the table."""
        self.count += others.count
        self.first += others.first[: FEW - len(self.first)]

    def __str__(self) -> str:
        return "、".join(self.first) + (f"等 {self.count} 行" if self.count > len(self.first) else "")


@dataclass(slots=True)
class Report:
    """What became of a table. ``rows`` are its entries: created, updated, unchanged or rejected;
    ``lines`` counts the lines that were left out as well.
    """

    rows: int = 0
    counts: Counter[Taken] = field(default_factory=Counter)
    rejected: list[Rejection] = field(default_factory=list)
    remarks: dict[Fault, Places] = field(default_factory=dict)
    asides: list[str] = field(default_factory=list)
    matches: dict[Match, Places] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """How far the table was read."""
        return self.rows + len(self.asides)

    def add(self, row: Row, taken: Taken) -> None:
        """Counts one row; one that has gone its own way is told of."""
        self.rows += 1
        self.counts[taken] += 1
        if taken is Taken.LEFT:
            self.remark(row, Fault("", "", taken.label))

    def reject(self, row: Row, fault: Fault) -> None:
        """Keeps why a row was not taken over."""
        self.rows += 1
        self.rejected.append(Rejection(row.number, fault.column, fault.value, fault.reason, row.sheet))

    def remark(self, row: Row, *faults: Fault) -> None:
        """What somebody should look at in a row that was taken over."""
        for fault in faults:
            self.remarks.setdefault(fault, Places()).add(row.place)

    def match(self, row: Row, *matches: Match) -> None:
        """Which departments a row names."""
        for match in matches:
            self.matches.setdefault(match, Places()).add(row.place)

    def merge(self, part: "Report") -> None:
        """Takes in what became of the next rows."""
        self.rows += part.rows
        self.counts += part.counts
        self.rejected += part.rejected
        self.asides += part.asides
        for fault, places in part.remarks.items():
            self.remarks.setdefault(fault, Places()).add_all(places)
        for match, places in part.matches.items():
            self.matches.setdefault(match, Places()).add_all(places)
