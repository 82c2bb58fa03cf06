"""Minutes as the journal writes them, so that replaying the record can be held against the tables."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.procedure.receptions.events import minutes_subject
from qinqing.procedure.receptions.models import Erratum, Excerpt, Minutes, MinutesItem, MinutesPart
from qinqing.procedure.receptions.queries.snapshots import snapshot
from qinqing.services.calendar import queries as calendar

MINUTES_COLUMNS = tuple(
    field.attname for field in Minutes._meta.concrete_fields if field.attname not in ("id", "code", "version")
)
TEXTS = ("heading", "statement", "opinion", "conclusion")
PART_COLUMNS = ("position", *TEXTS)
ITEM_COLUMNS = ("text", "criterion", "due_on", "lead_id", "lead_name", "assisting_names")
ERRATUM_COLUMNS = (
    "entry_id", "was", "becomes", "reason", "state", "number", "proposed_by", "proposed_at", "remark", "ruled_by",
    "ruled_at",
)  # fmt: skip


def part_sets(*parts: MinutesPart) -> dict[str, object]:
    """The parts, keyed as the journal names them: by the agenda item."""
    return {f"part/{part.entry_id}": snapshot(part, PART_COLUMNS) for part in parts}


def item_sets(*items: MinutesItem) -> dict[str, object]:
    """The decided items as issued, keyed by their numbers."""
    return {f"item/{item.number}": snapshot(item, ITEM_COLUMNS) for item in items}


def excerpt_sets(*rows: Excerpt) -> dict[str, object]:
    """Who reads an excerpt, keyed by the organ."""
    return {f"excerpt/{row.organ_id}": row.items for row in rows}


def erratum_sets(erratum: Erratum) -> dict[str, object]:
    """A correction, keyed by its place among those proposed."""
    return {f"erratum/{erratum.ordinal}": snapshot(erratum, ERRATUM_COLUMNS)}


def stored_minutes(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these minutes, to be held against the replayed journal."""
    codes = [subject.partition("/")[2] for subject in subjects]
    rows = {row.pk: row for row in Minutes.objects.filter(code__in=codes)}
    found: dict[int, dict[str, object]] = {pk: snapshot(row, MINUTES_COLUMNS) for pk, row in rows.items()}
    for part in MinutesPart.objects.filter(minutes__in=rows):
        found[part.minutes_id].update(part_sets(part))
    for item in MinutesItem.objects.filter(part__minutes__in=rows).select_related("part"):
        found[item.part.minutes_id].update(item_sets(item))
    for excerpt in Excerpt.objects.filter(minutes__in=rows):
        found[excerpt.minutes_id].update(excerpt_sets(excerpt))
    for erratum in Erratum.objects.filter(minutes__in=rows):
        found[erratum.minutes_id].update(erratum_sets(erratum))
    clocks = calendar.stored_clocks(subjects)
    return {row.subject: found[pk] | dict(clocks.get(row.subject, {})) for pk, row in rows.items()}


def minutes_subjects() -> Iterator[str]:
    """All minutes the tables hold, as the journal names them."""
    return (minutes_subject(code) for code in Minutes.objects.values_list("code", flat=True).iterator())
