"""Whole records, for those who count from the journal: which went on since a number, and their entries in order."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice

from qinqing.services.journal.models import Entry, Stream

CHUNK = 500


def went_on(prefix: str, *, since: int = 0, chunk: int = CHUNK) -> Iterator[dict[str, int]]:
    """The records under ``prefix`` whose latest entry has an id above ``since``: subject and that id, some at a time.

    In the order in which they went on, so that whoever stops half-way has seen all that came before.
    """
    rows = Stream.objects.filter(subject__startswith=prefix, last__gt=since).order_by("last")
    heads = rows.values_list("subject", "last").iterator(chunk_size=chunk)
    while some := dict(islice(heads, chunk)):
        yield some


def records(subjects: Sequence[str], *, until: datetime | None = None) -> Iterator[tuple[str, list[Entry]]]:
    """Each subject with its entries, oldest first, up to and including a moment; one query."""
    rows = Entry.objects.filter(subject__in=subjects).order_by("subject", "sequence")
    if until is not None:
        rows = rows.filter(at__lte=until)
    for subject, entries in groupby(rows.iterator(chunk_size=CHUNK), key=lambda entry: entry.subject):
        yield subject, list(entries)
