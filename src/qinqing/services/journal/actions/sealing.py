"""Sealing: a digest over everything new, chained to the seal before, fit to leave the house."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice

from django.db import transaction

from qinqing.kernel.phrases import SHANGHAI, local
from qinqing.services.journal import backend
from qinqing.services.journal.models import Entry, Seal
from qinqing.services.journal.rules.entries import leaf
from qinqing.services.journal.rules.seals import make_seal

# A busy day makes several seals, so that checking one never needs much memory.
LARGEST = 10_000


def seal(*, at: datetime) -> list[Seal]:
    """Seals the days that are over at ``at`` (aware), in Shanghai. Nothing new: an empty list.

    A seal covers ids, all those after the former seal up to the last of its day; an entry that came in late, or
    carries another day's moment, is sealed with its neighbours and stays sealed once.
    """
    return _seal(at, before=datetime.combine(local(at).date(), time.min, SHANGHAI))


def seal_now(*, at: datetime) -> list[Seal]:
    """Seals everything there is, today's entries included."""
    return _seal(at, before=None)


def _seal(at: datetime, *, before: datetime | None) -> list[Seal]:
    with transaction.atomic():
        backend.wait_for_writers()
        former = Seal.objects.order_by("-number").first()
        made: list[Seal] = []
        for day, last in _days(after=former.last if former else 0, before=before):
            for leaves in _leaves(after=former.last if former else 0, last=last):
                former = _write(former, day, at, leaves)
                made.append(former)
        return made


def _days(*, after: int, before: datetime | None) -> list[tuple[date, int]]:
    """Each day with the last id that a seal of it covers, days and ids both ascending."""
    rows = Entry.objects.filter(pk__gt=after)
    if before is not None:
        rows = rows.filter(at__lt=before)
    lasts: dict[date, int] = {}
    for number, moment in rows.order_by("pk").values_list("pk", "at").iterator():
        lasts[local(moment).date()] = number
    ends: list[tuple[date, int]] = []
    for day, number in sorted(lasts.items()):
        if not ends or number > ends[-1][1]:
            ends.append((day, number))
    return ends


def _leaves(*, after: int, last: int) -> Iterator[list[tuple[int, str]]]:
    rows = Entry.objects.filter(pk__gt=after, pk__lte=last).order_by("pk")
    lines = ((row[0], leaf(*row)) for row in rows.values_list("pk", "subject", "sequence", "hash").iterator())
    while part := list(islice(lines, LARGEST)):
        yield part


def _write(former: Seal | None, day: date, at: datetime, leaves: list[tuple[int, str]]) -> Seal:
    number, previous = (former.number + 1, former.digest) if former else (1, "")
    made = make_seal(number=number, day=day, at=at, previous=previous, leaves=leaves)
    return Seal.objects.create(
        number=made.number,
        day=day,
        sealed_at=at,
        first=made.first,
        last=made.last,
        count=made.count,
        previous=made.previous,
        leaves=made.leaves,
        digest=made.digest,
    )
