"""Holds the clocks that are kept against the recount of the record."""

from collections import defaultdict

from tests.consistency.item_recount import ItemRecount

from qinqing.services.calendar import queries as calendar
from qinqing.services.journal import queries as journal

MOVED = "calendar.clock.moved"  # a notice of a region: the recount knows the State Council's alone


def items_agree() -> int:
    """Every clock of every decided item is as the recount has it; how many there were."""
    compared = 0
    for subject in journal.Entry.objects.filter(event="decisions.item.assigned").values_list("subject", flat=True):
        count, kept, entries = ItemRecount(), defaultdict(list), journal.history(subject)
        if any(entry.event == MOVED for entry in entries):
            continue
        for entry in entries:
            count.read(entry.event, entry.at, entry.facts, entry.sets)
        for clock in sorted(calendar.clocks_of([subject])[subject], key=lambda clock: clock.pk):
            kept[clock.key.partition("#")[0]].append((clock.due_at, clock.verdict))
        told = {key: [(run.due_at, run.verdict) for run in runs] for key, runs in count.runs.items() if runs}
        assert told == dict(kept), subject
        compared += sum(map(len, kept.values()))
    return compared
