"""Whole records, for those who count from the journal: which went on since a number, and their entries in order."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from qinqing.services.journal.models import Entry, Stream

CHUNK = 500


def went_on(prefix: str, since: int) -> Iterator[tuple[str, int]]:
    """Subject and latest entry's id of every record under ``prefix`` whose latest entry has an id above ``since``."""
    rows = Stream.objects.filter(subject__startswith=prefix, last__gt=since)
    return rows.order_by("last").values_list("subject", "last").iterator(chunk_size=CHUNK)


def records(subjects: Sequence[str], *, until: datetime | None = None) -> Iterator[tuple[str, list[Entry]]]:
    """Each subject with its entries, oldest first, up to and including a moment; one query."""
    rows = Entry.objects.filter(subject__in=subjects).order_by("subject", "sequence")
    if until is not None:
        rows = rows.filter(at__lte=until)
    for subject, entries in groupby(rows.iterator(chunk_size=CHUNK), key=lambda entry: entry.subject):
        yield subject, list(entries)
