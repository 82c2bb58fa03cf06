"""Rows as the journal writes them, so that replaying the record can be held against the tables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time

from qinqing.procedure.receptions.events import day_subject
from qinqing.procedure.receptions.models import AgendaItem, Attendance, Call, ReceptionDay
from qinqing.services.calendar import queries as calendar

DAY_COLUMNS = tuple(
    field.attname for field in ReceptionDay._meta.concrete_fields if field.attname not in ("id", "code", "version")
)
ENTRY_COLUMNS = (
    "position", "outcome", "items", "statement", "opinion", "basis", "guest", "guest_name", "guest_reason",
    "proposal", "questions", "recorded_by", "recorded_at",
)  # fmt: skip
ATTENDANCE_COLUMNS = ("presence", "name", "reason", "arrived_at")


def snapshot(row: object, columns: Sequence[str]) -> dict[str, object]:
    """The named columns of a row; a time of day as ``09:00``."""
    return {name: recordable(getattr(row, name)) for name in columns}


def recordable(value: object) -> object:
    """A value as the record takes it."""
    return value.isoformat("minutes") if isinstance(value, time) else value


def agenda_sets(*entries: AgendaItem) -> dict[str, object]:
    """Agenda items, keyed as the journal names them."""
    return {f"agenda/{entry.appeal.code}": snapshot(entry, ENTRY_COLUMNS) for entry in entries}


def attendance_sets(*rows: Attendance) -> dict[str, object]:
    """Attendance, keyed as the journal names it."""
    return {f"attendance/{row.organ_id}": snapshot(row, ATTENDANCE_COLUMNS) for row in rows}


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these days, to be held against the replayed journal."""
    codes = [subject.partition("/")[2] for subject in subjects]
    days = {day.pk: day for day in ReceptionDay.objects.filter(code__in=codes)}
    found: dict[int, dict[str, object]] = {pk: snapshot(day, DAY_COLUMNS) for pk, day in days.items()}
    for entry in AgendaItem.objects.filter(day__in=days).select_related("appeal"):
        found[entry.day_id].update(agenda_sets(entry))
    for row in Attendance.objects.filter(day__in=days):
        found[row.day_id].update(attendance_sets(row))
    for pk in days:
        found[pk]["departments"] = []
    for day, organ in Call.objects.filter(day__in=days).order_by("organ").values_list("day", "organ"):
        found[day]["departments"].append(organ)  # type: ignore[attr-defined]
    clocks = calendar.stored_clocks(subjects)
    return {days[pk].subject: found[pk] | dict(clocks.get(days[pk].subject, {})) for pk in found}


def subjects() -> Iterator[str]:
    """Every reception day the tables hold, as the journal names it."""
    return (day_subject(code) for code in ReceptionDay.objects.values_list("code", flat=True).iterator())
