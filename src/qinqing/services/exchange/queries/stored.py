"""Threads as the journal tells of them, to be held against the replayed record."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.services.exchange.models import Incoming, Outgoing, Thread

PREFIX = "exchange/"


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these threads: three queries."""
    rows = {row.pk: row for row in Thread.objects.filter(code__in=[one.removeprefix(PREFIX) for one in subjects])}
    found: dict[int, dict[str, object]] = {pk: _of(row) for pk, row in rows.items()}
    for thread, place, fate in Outgoing.objects.filter(thread__in=rows).values_list("thread", "place", "fate"):
        found[thread][f"out/{place}"] = fate
    for thread, place, accepted in Incoming.objects.filter(thread__in=rows).values_list("thread", "place", "accepted"):
        found[thread][f"in/{place}"] = accepted
    return {rows[pk].subject: told for pk, told in found.items()}


def subjects() -> Iterator[str]:
    """Every thread the tables hold, as the journal names it."""
    return (f"{PREFIX}{code}" for code in Thread.objects.values_list("code", flat=True).iterator())


def _of(row: Thread) -> dict[str, object]:
    told: dict[str, object] = {"key": row.key, "asked": row.asked}
    for name in ("about", "theirs", "over"):
        if value := getattr(row, name):
            told[name] = value
    return told
