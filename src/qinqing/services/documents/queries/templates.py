"""The versions of a kind's template, and which one is in force."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.services.documents.events import template_subject
from qinqing.services.documents.models import Template

TEMPLATE_COLUMNS = ("note", "sha256", "size", "uploaded_by", "uploaded_at")


def versions(kind: str) -> Sequence[Template]:
    """The uploaded versions of a kind's template, the newest first."""
    return list(Template.objects.filter(kind=kind).order_by("-version"))


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the table says of these kinds' templates, to be held against the replayed journal."""
    kinds = [subject.partition("/")[2] for subject in subjects]
    found: dict[str, dict[str, object]] = {}
    for row in Template.objects.filter(kind__in=kinds):
        values = found.setdefault(template_subject(row.kind), {"in_force": 0})
        values.update(template_sets(row))
        if row.in_force:
            values["in_force"] = row.version
    return found


def template_sets(row: Template) -> dict[str, object]:
    """A version's columns, keyed as the journal names them."""
    return {f"version/{row.version}": {name: getattr(row, name) for name in TEMPLATE_COLUMNS}}


def subjects() -> Iterator[str]:
    """Every kind that has an uploaded template, as the journal names it."""
    return (template_subject(kind) for kind in Template.objects.values_list("kind", flat=True).distinct().order_by())
