"""What a ledger is: its columns, who may take it away, and what it says of where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qinqing.kernel.actors import Role

# One line of a ledger: a value for each column; None and "" leave the cell empty.
Row = Sequence[object]


class Kind(StrEnum):
    """What the values of a column are: what a spreadsheet sorts and sums them as."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    NUMBER = "number"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and what its values are."""

    title: str
    width: int = 14
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Ledger:
    """One kind of ledger. ``name`` also names its sheet (at most 20 characters), ``readers`` may take it away."""

    key: str
    name: str
    columns: tuple[Column, ...]
    readers: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a ledger comes from, as its last sheet says it: whose, taken by whom and when, narrowed by what."""

    county: str
    by: str
    at: datetime
    filters: Sequence[tuple[str, str]] = ()
