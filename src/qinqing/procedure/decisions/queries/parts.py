"""What an item is made of beside its text: dated steps, what stands in its way, money received, progress, files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from qinqing.kernel.actors import Actor
from qinqing.kernel.workdays import day_of
from qinqing.procedure.decisions.models import Block, DecidedItem, Milestone, Receipt
from qinqing.procedure.decisions.queries.reading import OUTSIDE
from qinqing.procedure.decisions.rules.kinds import MilestoneState
from qinqing.procedure.decisions.rules.months import month_of
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.journal import queries as record

NOTED = "decisions.item.progress_noted"


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """One note of progress: when, by which department and whom, what."""

    at: datetime
    organ: str
    who: str
    text: str
    month: date


def milestones(*items: DecidedItem) -> Sequence[Milestone]:
    """The dated steps of these items (which the caller may see), by item and in the order of their days; one query."""
    return list(Milestone.objects.filter(item__in=items).order_by("item_id", "due_on", "ordinal"))


def open_milestones(item: DecidedItem) -> Sequence[Milestone]:
    """The dated steps that are not done yet, soonest first."""
    return [row for row in milestones(item) if row.state == MilestoneState.PLANNED]


def blocks(item: DecidedItem) -> Sequence[Block]:
    """What stands or stood in the way of an item, open first; each with the item it waits for and its ``lead_name``."""
    rows = Block.objects.filter(item=item).select_related("by").order_by("cleared_at", "ordinal")
    return sorted(_led(rows, "by"), key=lambda row: row.cleared_at is not None)


def blocked_by(item: DecidedItem) -> Sequence[Block]:
    """Which items wait for this one, each as ``item`` with its ``lead_name``; open ones only."""
    rows = Block.objects.filter(by=item, cleared_at__isnull=True).select_related("item").order_by("id")
    return _led(rows, "item")


def receipts(*items: DecidedItem) -> Sequence[Receipt]:
    """Money that the enterprise confirmed, oldest first."""
    return list(Receipt.objects.filter(item__in=items).order_by("item_id", "ordinal"))


def progress_notes(item: DecidedItem, actor: Actor) -> Sequence[ProgressNote]:
    """The notes of progress from the record, newest first; not for the enterprise."""
    if actor.role in OUTSIDE:
        return ()
    return [
        ProgressNote(
            entry.at,
            str(entry.facts.get("organ", "")),
            entry.by.title,
            str(entry.facts.get("progress", "")),
            month_of(day_of(entry.at)),
        )
        for entry in reversed(record.history(item.subject))
        if entry.event == NOTED
    ]


def files(item: DecidedItem, actor: Actor) -> Sequence[documents.Attachment]:
    """The proofs filed with an item; not for the enterprise."""
    return () if actor.role in OUTSIDE else documents.attachments(item.subject)


def _led(rows: Iterable[Block], other: str) -> list[Block]:
    names, found = register.organ_names(), list(rows)
    for row in found:
        item = getattr(row, other)
        if item is not None:
            item.lead_name = names.get(item.lead_id, "")
    return found
