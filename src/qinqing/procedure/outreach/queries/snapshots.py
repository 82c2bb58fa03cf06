"""Rows as the journal writes them, so that replaying the record can be held against the tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model

from qinqing.procedure.outreach.events import visit_finding_subject, visit_subject
from qinqing.procedure.outreach.models import Visit, VisitFinding


def columns(row: Model) -> dict[str, object]:
    """Every column of a row that the record must give again."""
    names = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in ("id", "code", "version")}


def _stored(model: Any) -> Callable[[Sequence[str]], Mapping[str, Mapping[str, object]]]:
    def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        codes = [subject.partition("/")[2] for subject in subjects]
        return {row.subject: columns(row) for row in model.objects.filter(code__in=codes)}

    return stored


def _subjects(model: Any, name: Callable[[str], str]) -> Callable[[], Iterator[str]]:
    return lambda: (name(code) for code in model.objects.values_list("code", flat=True).iterator())


REPLAYS = {
    "visit": (_stored(Visit), _subjects(Visit, visit_subject)),
    "visit_finding": (_stored(VisitFinding), _subjects(VisitFinding, visit_finding_subject)),
}
