"""Following the record: the worker copies what it tells of each appeal into a row that can be counted. 四(六).

A row may be made anew at any time and twice; it holds nothing that the journal does not.
"""

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.models import Track
from qinqing.procedure.bulletins.queries.records import track_of
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal

PREFIX = "appeal/"
CHUNK = 500  # appeals a transaction
# Entries get their ids in one order and may be committed in another; so much is looked at once more.
MARGIN = 5_000
COPIED = tuple(field.attname for field in Track._meta.concrete_fields if not field.primary_key)


def follow_record(*, chunk: int = CHUNK) -> int:
    """Brings the tracks up to the record, and returns how many were written. Safe to call twice, and at once."""
    seen = Track.objects.aggregate(last=Max("last"))["last"] or 0
    return sum(map(_follow, journal.went_on(PREFIX, since=seen - MARGIN, chunk=chunk)))


@transaction.atomic
def _follow(heads: dict[str, int]) -> int:
    """The tracks of these appeals whose record went on since they were written; four queries."""
    ids = appeals.ids([subject.removeprefix(PREFIX) for subject in heads])
    known = dict(Track.objects.filter(appeal__in=ids.values()).values_list("appeal", "last"))
    found = {PREFIX + code: appeal for code, appeal in ids.items()}
    stale = {subject: appeal for subject, appeal in found.items() if known.get(appeal, 0) < heads[subject]}
    rows = [_row(stale[subject], entries) for subject, entries in journal.records(list(stale))]
    townships = register.townships({row.enterprise for row in rows if row.enterprise})
    for row in rows:
        row.township = townships.get(row.enterprise or 0)
    Track.objects.bulk_create(rows, update_conflicts=True, unique_fields=["appeal"], update_fields=COPIED)
    return len(rows)


def _row(appeal: int, entries: list[journal.Entry]) -> Track:
    told = asdict(track_of(entries))
    return Track(appeal_id=appeal, last=entries[-1].pk, **told)
