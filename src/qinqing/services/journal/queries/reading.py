"""The timeline of a subject, and the auditor's view over all of them."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, QuerySet, TextField, Value, When

from qinqing.kernel.actors import Actor
from qinqing.services.journal.models import Entry, Seal
from qinqing.services.journal.permits import may_audit
from qinqing.services.statements import compiled

SHOWN = ("account/", "knocking/")  # subjects whose facts are the auditor's business


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what when, without what an appeal says; ``facts`` only of what happened to accounts."""

    number: int
    subject: str
    sequence: int
    event: str
    at: datetime
    by: Actor
    clause: str
    hash: str
    facts: Mapping[str, Any]


def history(subject: str) -> list[Entry]:
    """A subject's entries, oldest first. The caller has made sure that the reader may see the subject."""
    return _history(subject)


@compiled
def _history(subject: str) -> QuerySet[Entry]:
    return Entry.objects.filter(subject=subject).order_by("sequence")


def last(subject: str, *, but: Collection[str] = ()) -> Entry | None:
    """The newest entry of a subject, of other events than ``but``: who was there before you, and when."""
    return Entry.objects.filter(subject=subject).exclude(event__in=but).order_by("-sequence").first()


def latest(subject: str, *, events: Collection[str], limit: int) -> list[Entry]:
    """The newest entries of a subject of these events. The caller has made sure that the reader may see the subject."""
    rows = Entry.objects.filter(subject=subject, event__in=events)
    return list(rows.order_by("-sequence")[:limit])


def began(prefix: str) -> datetime | None:
    """The moment of the first entry about a subject under ``prefix``; None while there is none."""
    rows = Entry.objects.filter(subject__startswith=prefix).order_by("pk")
    return rows.values_list("at", flat=True).first()


def at_places(places: Collection[tuple[str, int]]) -> dict[tuple[str, int], Entry]:
    """Single entries by subject and place in its record; one query. The caller has made sure of what the reader may see."""
    subjects, sequences = {subject for subject, _ in places}, {sequence for _, sequence in places}
    rows = Entry.objects.filter(subject__in=subjects, sequence__in=sequences).defer("body")
    found = {(row.subject, row.sequence): row for row in rows}
    return {place: found[place] for place in places if place in found}


def entries(
    actor: Actor,
    *,
    subject_prefix: str = "",
    person: int | None = None,
    event: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> list[AuditLine]:
    """The auditor's page, newest first: entries with ids below ``before_id``, ``since`` <= moment < ``until``.

    Raises Refused for anybody but the audit administrator.
    """
    may_audit(actor).enforce()
    rows = Entry.objects.all()
    filters = {
        "subject__startswith": subject_prefix or None,
        "person": person,
        "event": event or None,
        "at__gte": since,
        "at__lt": until,
        "pk__lt": before_id,
    }
    rows = rows.filter(**{name: value for name, value in filters.items() if value is not None})
    return _lines(rows.order_by("-pk")[:limit])


def events(actor: Actor) -> list[str]:
    """The kinds of event on record, for the auditor's filter. Raises Refused."""
    may_audit(actor).enforce()
    return list(Entry.objects.order_by("event").values_list("event", flat=True).distinct())


def latest_seal() -> Seal | None:
    """The newest seal, whose digest goes on receipts, e-mails and bulletins."""
    return Seal.objects.defer("leaves").order_by("-number").first()


def _lines(rows: QuerySet[Entry]) -> list[AuditLine]:
    # The body stays in the database: audit administrators do not read appeals by virtue of their office. What happened
    # to an account is their office.
    shown = Case(
        *(When(subject__startswith=kind, then="body") for kind in SHOWN), default=Value(""), output_field=TextField()
    )
    return [
        AuditLine(row.pk, row.subject, row.sequence, row.event, row.at, row.by, row.clause, row.hash, _facts(row.shown))
        for row in rows.defer("body").annotate(shown=shown)
    ]


def _facts(body: str) -> Mapping[str, Any]:
    return json.loads(body)["facts"] if body else {}
