"""When a holiday notice moves limits, the columns that copy them move along, on the same record."""

from collections.abc import Sequence
from datetime import datetime

from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions.actions.step import consequences
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.services.calendar.actions import Clocks


def refresh_due(subjects: Sequence[str], by: Actor, at: datetime) -> dict[str, dict[str, object]]:
    """Takes the most pressing limits of these items anew; returns the columns that changed, for the record."""
    codes = [subject.removeprefix("item/") for subject in subjects if subject.startswith("item/")]
    items = list(DecidedItem.objects.filter(code__in=codes))
    clocks = Clocks.of_many([item.subject for item in items])
    changed = {}
    for item in items:
        follows = consequences(item, clocks[item.subject])
        moved = {name: value for name, value in follows.items() if getattr(item, name) != value}
        for name, value in moved.items():
            setattr(item, name, value)
        if moved:
            changed[item.subject] = moved
    columns = ["due_on", "due_at", "due_from", "due_kind"]
    DecidedItem.objects.bulk_update([item for item in items if item.subject in changed], columns, batch_size=500)
    return changed
