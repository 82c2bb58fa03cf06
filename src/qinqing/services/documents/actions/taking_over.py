"""Taking a table over: batch by batch, each in one transaction, so that it may be interrupted and begun again."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, transaction

from qinqing.kernel.errors import Conflict
from qinqing.services.documents.rules.tables import Aside, Fault, Report, Row, Words, rows

Take = Callable[[Sequence[Row], Report], None]
ATTEMPTS = 3
HIDDEN = Fault("", "", "这一行在表格里是隐藏的，已照常读取，请核对是否该有")


def take_over(path: Path, words: Words, take: Take, *, batch: int, dry_run: bool = False) -> Iterator[Report]:
    """Reads a table and hands its rows to ``take``; yields the report after each batch, the whole one last.

    ``take(rows, report)`` writes down what became of each row. A row that is refused leaves the others alone; an
    import that was interrupted is simply run again, for ``take`` must find unchanged what it took before. A batch that
    somebody else got in the way of is tried again. ``dry_run`` does the same and takes every batch back.
    Raises Refused for a file that is no such table.
    """
    report, waiting = Report(), rows(path, words)
    yield report
    while some := list(islice(waiting, batch)):
        report.merge(_part(some, take, dry_run))
        yield report


def _part(some: Sequence[Row | Aside], take: Take, dry_run: bool) -> Report:
    for attempt in range(ATTEMPTS):
        try:
            return _attempt(some, take, dry_run)
        except (Conflict, IntegrityError):
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("an attempt returns or raises")


def _attempt(some: Sequence[Row | Aside], take: Take, dry_run: bool) -> Report:
    part = Report()
    entries = [one for one in some if isinstance(one, Row)]
    for one in some:
        if isinstance(one, Aside):
            part.asides.append(f"第 {one.number} 行{one.why}" if one.number else one.why)
            continue
        part.remark(one, *([HIDDEN] if one.hidden else []), *(_repeated(*told) for told in one.repeated))
    with transaction.atomic():
        take(entries, part)
        transaction.set_rollback(dry_run)
    order = {(one.sheet, one.number): place for place, one in enumerate(entries)}
    part.rejected.sort(key=lambda one: order[one.sheet, one.row])
    return part


def _repeated(heading: str, written: str, value: str) -> Fault:
    return Fault(heading, written, f"按上一行读作“{value}”，请核对")
