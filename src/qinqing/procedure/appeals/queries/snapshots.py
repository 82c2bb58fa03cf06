"""Rows as the journal writes them: primitives, so that replaying the record can be held against the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from qinqing.procedure.appeals.models import Answer, Appeal, Part
from qinqing.services.calendar import queries as calendar

APPEAL_COLUMNS = tuple(
    field.attname for field in Appeal._meta.concrete_fields if field.attname not in ("id", "code", "version")
)
PART_COLUMNS = ("state", "text", "asked_at", "settled_at", "settled_by")
ANSWER_COLUMNS = (
    "rung",
    "outcome",
    "checked",
    "answer",
    "basis",
    "next_on",
    "contact",
    "drafted_by",
    "drafted_at",
    "signed_by",
    "signed_at",
)


def primitive(value: object) -> object:
    """A column's value as JSON can hold it; moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def snapshot(row: object, columns: Iterable[str]) -> dict[str, object]:
    """The named columns of a row, as primitives."""
    return {name: primitive(getattr(row, name)) for name in columns}


def part_sets(*parts: Part) -> dict[str, object]:
    """The parts, keyed as the journal names them."""
    return {f"part/{part.kind}/{part.organ_id}": snapshot(part, PART_COLUMNS) for part in parts}


def answer_sets(answer: Answer) -> dict[str, object]:
    """The answer, keyed as the journal names it."""
    return {f"answer/{answer.ordinal}": snapshot(answer, ANSWER_COLUMNS)}


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these appeals, to be held against the replayed journal."""
    codes = [subject.removeprefix("appeal/") for subject in subjects]
    appeals = {appeal.pk: appeal for appeal in Appeal.objects.filter(code__in=codes)}
    found: dict[int, dict[str, object]] = {pk: snapshot(row, APPEAL_COLUMNS) for pk, row in appeals.items()}
    for part in Part.objects.filter(appeal__in=appeals):
        found[part.appeal_id].update(part_sets(part))
    for answer in Answer.objects.filter(appeal__in=appeals):
        found[answer.appeal_id].update(answer_sets(answer))
    clocks = calendar.stored_clocks(subjects)
    return {appeal.subject: found[pk] | dict(clocks.get(appeal.subject, {})) for pk, appeal in appeals.items()}


def subjects() -> Iterator[str]:
    """Every appeal the tables hold, as the journal names it."""
    return (f"appeal/{code}" for code in Appeal.objects.values_list("code", flat=True).iterator())
