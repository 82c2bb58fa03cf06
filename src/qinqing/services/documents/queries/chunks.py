"""Reading many rows for a ledger: some at a time, so that nothing else waits and little is in memory."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet


def in_chunks(rows: QuerySet[Any], size: int) -> Iterator[Sequence[Any]]:
    """The rows newest first, ``size`` at a time, each time from the last one on; no query stays open in between.

    An open cursor would keep SQLite's writers waiting as long as somebody downloads.
    """
    rows, last = rows.order_by("-pk"), None
    while True:
        chunk = list((rows if last is None else rows.filter(pk__lt=last))[:size])
        if chunk:
            yield chunk
            last = chunk[-1].pk
        if len(chunk) < size:
            return
