"""Rows as the journal writes them, so that replaying the record can be held against the tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model

from qinqing.procedure.outreach.events import campaign_subject, visit_finding_subject, visit_subject
from qinqing.procedure.outreach.models import Campaign, Lodging, Participant, Visit, VisitFinding


def columns(row: Model) -> dict[str, object]:
    """Every column of a row that the record must give again."""
    names = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in ("id", "code", "version")}


def participant_sets(*rows: Participant) -> dict[str, object]:
    """Who was invited and who came, keyed by the enterprise."""
    return {
        f"participant/{row.enterprise_id}": {"invited_at": row.invited_at, "attended_at": row.attended_at}
        for row in rows
    }


def lodging_sets(*rows: Lodging) -> dict[str, object]:
    """Which appeals came by a campaign, keyed by the appeal."""
    return {f"appeal/{row.appeal_id}": {"lodged_at": row.lodged_at} for row in rows}


def _stored_campaigns(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    rows = Campaign.objects.filter(code__in=[subject.partition("/")[2] for subject in subjects])
    found = {row.pk: (row.subject, columns(row)) for row in rows}
    for one in Participant.objects.filter(campaign__in=found):
        found[one.campaign_id][1].update(participant_sets(one))
    for lodging in Lodging.objects.filter(campaign__in=found):
        found[lodging.campaign_id][1].update(lodging_sets(lodging))
    return dict(found.values())


def _stored(model: Any) -> Callable[[Sequence[str]], Mapping[str, Mapping[str, object]]]:
    def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        codes = [subject.partition("/")[2] for subject in subjects]
        return {row.subject: columns(row) for row in model.objects.filter(code__in=codes)}

    return stored


def _subjects(model: Any, name: Callable[[str], str]) -> Callable[[], Iterator[str]]:
    return lambda: (name(code) for code in model.objects.values_list("code", flat=True).iterator())


REPLAYS = {
    "campaign": (_stored_campaigns, _subjects(Campaign, campaign_subject)),
    "visit": (_stored(Visit), _subjects(Visit, visit_subject)),
    "visit_finding": (_stored(VisitFinding), _subjects(VisitFinding, visit_finding_subject)),
}
