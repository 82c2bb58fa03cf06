"""Taking an old ledger of appeals over, row by row."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.procedure.appeals.actions.ledger import take_from_ledger
from qinqing.procedure.appeals.actions.old_ledgers import SAMPLES, WORDS, shape
from qinqing.procedure.appeals.permits import may_hand_in_ledger
from qinqing.services.documents.actions import take_over
from qinqing.services.documents.rules.imports import ImportKind
from qinqing.services.documents.rules.tables import Fault, Rejected, Report, Row, Taken

# So many rows hold the database at a time: others wait for a moment, not for the whole ledger.
BATCH = 50
BY = Actor(Role.MACHINE, name="台账导入")
Seen = dict[str, str]


def import_appeals(
    path: Path, *, at: datetime, by: Actor = BY, name: str = "", dry_run: bool = False
) -> Iterator[Report]:
    """Takes a ledger of appeals over; yields the report after each batch, the whole one last (see ``take_over``).

    ``name`` is what the file is called where it came from; the record says it.
    Raises Refused for a file that is no ledger.
    """
    take = partial(_take_all, seen={}, source=name or path.name, by=by, at=at)
    return take_over(path, WORDS, take, batch=BATCH, dry_run=dry_run)


def _hand_over(path: Path, *, name: str, by: Actor, at: datetime, dry_run: bool) -> Iterator[Report]:
    """An old ledger that somebody of the bureau handed in: who did is on the import's record, the machine enters it."""
    may_hand_in_ledger(by).enforce()
    return import_appeals(path, at=at, name=name, dry_run=dry_run)


OLD_LEDGER = ImportKind("appeals", "诉求台账", WORDS, may_hand_in_ledger, _hand_over, 50, "四(一)1", samples=SAMPLES)


def _take_all(batch: Sequence[Row], report: Report, *, seen: Seen, source: str, by: Actor, at: datetime) -> None:
    for row in batch:
        try:
            _take(row, report, seen, source, by, at)
        except Rejected as rejected:
            report.reject(row, rejected.fault)
        except Conflict:
            raise
        except Refused as refusal:
            report.reject(row, Fault("", "", str(refusal)))


def _take(row: Row, report: Report, seen: Seen, source: str, by: Actor, at: datetime) -> None:
    shaped = shape(row, at=at, source=source)
    first = seen.get(shaped.entry.key, row.place)
    if first != row.place:
        report.add(row, Taken.UNCHANGED)
        report.remark(row, Fault("", "", f"与{first}的日期、企业、内容都相同，没有重复登记"))
        return
    report.add(row, take_from_ledger(shaped.entry, by=by, at=at))
    seen[shaped.entry.key] = row.place
    report.remark(row, *shaped.remarks)
    report.match(row, *shaped.matches)
