"""Entering a ledger row by row: what went in, what did not and why, what somebody should look at."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from qinqing.doors.operations.ledgers.appeals import WORDS, Fault, Match, Rejected, shape
from qinqing.doors.operations.ledgers.rows import Aside, Row, rows
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.actions import Taken, take_from_ledger

# So many rows hold the database at a time: others wait for a moment, not for the whole ledger.
BATCH = 50
BY = Actor(Role.MACHINE, name="台账导入")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken over."""

    row: int
    column: str
    value: str
    reason: str
    sheet: str = ""


@dataclass(slots=True)
class Report:
    """What became of a ledger. ``rows`` are its entries: created, updated, unchanged or rejected."""

    rows: int = 0
    counts: Counter[Taken] = field(default_factory=Counter)
    rejected: list[Rejection] = field(default_factory=list)
    remarks: list[tuple[str, Fault]] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    matches: dict[Match, list[str]] = field(default_factory=dict)

    def add(self, row: Row, taken: Taken) -> None:
        """Counts one row; one that has gone its own way is told of."""
        self.counts[taken] += 1
        if taken is Taken.LEFT:
            self.remarks.append((row.place, Fault("", "", taken.label)))

    def reject(self, row: Row, fault: Fault) -> None:
        """Keeps why a row was not taken over."""
        self.rejected.append(Rejection(row.number, fault.column, fault.value, fault.reason, row.sheet))


def import_appeals(path: Path, *, at: datetime, dry_run: bool = False, by: Actor = BY) -> Iterator[Report]:
    """Takes a ledger of appeals over; yields the report after each batch, the whole one last.

    Rows go in by batches, each in one transaction and each row for itself in it: a row that is refused leaves the
    others alone, and an import that was interrupted is simply run again. ``dry_run`` does the same and takes every
    batch back. Raises Refused for a file that is no ledger.
    """
    report, seen, waiting = Report(), dict[str, str](), rows(path, WORDS)
    yield report
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            _take_all(batch, report, seen, path.name, by, at)
            transaction.set_rollback(dry_run)
        yield report


def _take_all(
    batch: Iterable[Row | Aside], report: Report, seen: dict[str, str], source: str, by: Actor, at: datetime
) -> None:
    for one in batch:
        if isinstance(one, Aside):
            report.asides.append(f"第 {one.number} 行{one.why}" if one.number else one.why)
            continue
        report.rows += 1
        try:
            _take(one, report, seen, source, by, at)
        except Rejected as rejected:
            report.reject(one, rejected.fault)
        except Refused as refusal:
            report.reject(one, Fault("", "", str(refusal)))


def _take(row: Row, report: Report, seen: dict[str, str], source: str, by: Actor, at: datetime) -> None:
    shaped = shape(row, at=at, source=source)
    key = shaped.entry.key
    if key in seen:
        report.add(row, Taken.UNCHANGED)
        report.remarks.append((row.place, Fault("", "", f"与{seen[key]}的日期、企业、内容都相同，没有重复登记")))
        return
    report.add(row, take_from_ledger(shaped.entry, by=by, at=at))
    seen[key] = row.place
    report.remarks += [(row.place, fault) for fault in shaped.remarks]
    for match in shaped.matches:
        report.matches.setdefault(match, []).append(row.place)
