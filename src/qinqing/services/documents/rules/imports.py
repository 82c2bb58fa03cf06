"""Tables that are handed in to be taken over 导入: what kinds there are, and how far one has come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from qinqing.kernel.actors import Actor
from qinqing.kernel.labels import Labelled
from qinqing.kernel.verdicts import Verdict
from qinqing.services.documents.rules.tables import Report, Samples, Words


class ImportState(Labelled):
    """How far an import has come. Until it is confirmed nothing has been changed."""

    READING = "reading", "正在预读"
    READ = "read", "等待确认"
    UNREADABLE = "unreadable", "读不了"
    TAKING = "taking", "正在导入"
    DONE = "done", "已导入"
    GIVEN_UP = "given_up", "已放弃"


# In these the machine has something to do.
BUSY = frozenset({ImportState.READING, ImportState.TAKING})
OVER = frozenset({ImportState.UNREADABLE, ImportState.DONE, ImportState.GIVEN_UP})


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of table. ``take(path, name=, by=, at=, dry_run=)`` takes it over as ``take_over`` does.

    ``keeps_others``: what stands under other headings is kept, in a note. ``few`` lines of it are taken over while the person waits; ``clause`` is the Plan's. ``samples``: what the empty table
    to fill in shows of each column, and says about it.
    """

    key: str
    label: str
    words: Words
    may: Callable[[Actor], Verdict]
    take: Callable[..., Iterator[Report]]
    few: int
    clause: str
    keeps_others: bool = True
    samples: Samples = field(default_factory=dict)
