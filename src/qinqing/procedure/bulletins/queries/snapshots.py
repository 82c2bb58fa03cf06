"""Bulletins as the journal writes them, so that replaying the record can be held against the table."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.procedure.bulletins.events import bulletin_subject
from qinqing.procedure.bulletins.models import Bulletin


def columns(row: Bulletin) -> dict[str, object]:
    """Every column of a bulletin that the record must give again."""
    names = (field.attname for field in Bulletin._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in ("id", "version")}


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the table says of these bulletins."""
    months = [subject.partition("/")[2] for subject in subjects]
    return {row.subject: columns(row) for row in Bulletin.objects.filter(month__in=months)}


def subjects() -> Iterator[str]:
    """Every bulletin the table holds, as the journal names it."""
    return (bulletin_subject(month) for month in Bulletin.objects.values_list("month", flat=True).iterator())


REPLAYS = {"bulletin": (stored, subjects)}
