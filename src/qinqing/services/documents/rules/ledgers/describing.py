"""What a ledger is: its columns, and who may take it away."""

from collections.abc import Sequence
from dataclasses import dataclass
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
