"""Rows as the journal writes them, so that replaying the record can be held against the tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model

from qinqing.procedure.supervision.events import (
    correction_subject,
    evaluation_subject,
    finding_subject,
    follow_up_subject,
    rating_link_subject,
    round_subject,
    sample_call_subject,
    sample_subject,
    urging_subject,
)
from qinqing.procedure.supervision.models import (
    Correction,
    Evaluation,
    Finding,
    FollowUp,
    RatingLink,
    Reading,
    Round,
    Sample,
    SampleCall,
    Urging,
)
from qinqing.services.calendar import queries as calendar

Columns = Mapping[str, Mapping[str, object]]


def columns(row: Model) -> dict[str, object]:
    """Every column of a row that the record must give again."""
    names = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in ("id", "code", "version")}


def reading_sets(*rows: Reading) -> dict[str, object]:
    """Who has read a round's report, keyed by the leader's post."""
    return {
        f"reading/{row.post_id}": {name: getattr(row, name) for name in ("remark", "read_by", "read_at")}
        for row in rows
    }


def _stored_rounds(subjects: Sequence[str]) -> Columns:
    rows = Round.objects.filter(code__in=[subject.partition("/")[2] for subject in subjects])
    found = {row.pk: (row.subject, columns(row)) for row in rows.order_by("pk")}
    for reading in Reading.objects.filter(round__in=found).order_by("pk"):
        found[reading.round_id][1].update(reading_sets(reading))
    return dict(found.values())


def _stored(model: Any) -> Callable[[Sequence[str]], Columns]:
    def stored(subjects: Sequence[str]) -> Columns:
        codes = [subject.partition("/")[2] for subject in subjects]
        clocks = calendar.stored_clocks(subjects)
        rows = model.objects.filter(code__in=codes)
        return {row.subject: columns(row) | dict(clocks.get(row.subject, {})) for row in rows}

    return stored


def _subjects(model: Any, name: Callable[[str], str]) -> Callable[[], Iterator[str]]:
    return lambda: (name(code) for code in model.objects.values_list("code", flat=True).iterator())


REPLAYS = {
    "follow_up": (_stored(FollowUp), _subjects(FollowUp, follow_up_subject)),
    "evaluation": (_stored(Evaluation), _subjects(Evaluation, evaluation_subject)),
    "rating_link": (_stored(RatingLink), _subjects(RatingLink, rating_link_subject)),
    "sample": (_stored(Sample), _subjects(Sample, sample_subject)),
    "sample_call": (_stored(SampleCall), _subjects(SampleCall, sample_call_subject)),
    "correction": (_stored(Correction), _subjects(Correction, correction_subject)),
    "round": (_stored_rounds, _subjects(Round, round_subject)),
    "finding": (_stored(Finding), _subjects(Finding, finding_subject)),
    "urging": (_stored(Urging), _subjects(Urging, urging_subject)),
}
