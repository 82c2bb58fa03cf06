"""Rows as the journal writes them, so that replaying the record can be held against the tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from qinqing.procedure.decisions.events import item_subject
from qinqing.procedure.decisions.models import Block, Circulation, DecidedItem, Milestone, Receipt, Report, Share
from qinqing.services.calendar import queries as calendar

ITEM_COLUMNS = tuple(
    field.attname for field in DecidedItem._meta.concrete_fields if field.attname not in ("id", "code", "version")
)
REPORT_COLUMNS = ("text", "proof", "drafted_by", "drafted_at", "signed_by", "signed_at")
CIRCULATION_COLUMNS = ("state", "remark", "sent_at", "done_by", "done_at")

MILESTONE_COLUMNS = (
    "text", "proof_wanted", "due_on", "original_due_on", "moved", "state", "proof", "files", "ended_by", "ended_at",
)  # fmt: skip
BLOCK_COLUMNS = ("by_id", "condition", "expected_on", "set_by", "set_at", "note", "cleared_by", "cleared_at")
RECEIPT_COLUMNS = ("received_on", "amount", "said_by", "note", "recorded_by", "recorded_at")


def snapshot(row: object, columns: Iterable[str]) -> dict[str, object]:
    """The named columns of a row."""
    return {name: getattr(row, name) for name in columns}


def share_sets(*shares: Share) -> dict[str, object]:
    """The departments' parts, keyed as the journal names them."""
    return {f"share/{share.organ_id}": share.kind for share in shares}


def report_sets(report: Report) -> dict[str, object]:
    """The report, keyed as the journal names it."""
    return {f"report/{report.ordinal}": snapshot(report, REPORT_COLUMNS)}


def circulation_sets(ordinal: int, *rows: Circulation) -> dict[str, object]:
    """A report's circulation, keyed by the report's ordinal and the leader's post."""
    return {f"circulation/{ordinal}/{row.post_id}": snapshot(row, CIRCULATION_COLUMNS) for row in rows}


def milestone_sets(*rows: Milestone) -> dict[str, object]:
    """Dated steps, keyed by their ordinal."""
    return {f"milestone/{row.ordinal}": snapshot(row, MILESTONE_COLUMNS) for row in rows}


def block_sets(*rows: Block) -> dict[str, object]:
    """What stands in the way, keyed by its ordinal."""
    return {f"block/{row.ordinal}": snapshot(row, BLOCK_COLUMNS) for row in rows}


def receipt_sets(*rows: Receipt) -> dict[str, object]:
    """Money received, keyed by its ordinal."""
    return {f"receipt/{row.ordinal}": snapshot(row, RECEIPT_COLUMNS) for row in rows}


PARTS: tuple[tuple[type[Any], Callable[..., dict[str, object]]], ...] = (
    (Milestone, milestone_sets),
    (Block, block_sets),
    (Receipt, receipt_sets),
    (Share, share_sets),
    (Report, report_sets),
)


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these items, to be held against the replayed journal."""
    codes = [subject.partition("/")[2] for subject in subjects]
    items = {item.pk: item for item in DecidedItem.objects.filter(code__in=codes)}
    found: dict[int, dict[str, object]] = {pk: snapshot(item, ITEM_COLUMNS) for pk, item in items.items()}
    for model, sets in PARTS:
        for part in model.objects.filter(item__in=items):
            found[part.item_id].update(sets(part))
    for row in Circulation.objects.filter(report__item__in=items).select_related("report"):
        found[row.report.item_id].update(circulation_sets(row.report.ordinal, row))
    clocks = calendar.stored_clocks(subjects)
    return {item.subject: found[pk] | dict(clocks.get(item.subject, {})) for pk, item in items.items()}


def subjects() -> Iterator[str]:
    """Every decided item the tables hold, as the journal names it."""
    return (item_subject(code) for code in DecidedItem.objects.values_list("code", flat=True).iterator())
