"""Parts of dossiers as the journal writes them, and the facts their conditions ask about."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.procedure.receptions.events import dossier_subject
from qinqing.procedure.receptions.models import AgendaItem, DossierPart
from qinqing.procedure.receptions.queries.snapshots import snapshot
from qinqing.procedure.receptions.rules.dossiers import DossierFacts
from qinqing.procedure.receptions.rules.kinds import HeardOutcome
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar

DOSSIER_COLUMNS = tuple(
    field.attname for field in DossierPart._meta.concrete_fields if field.attname not in ("id", "code", "version")
)


def dossier_facts(part: DossierPart, outcome: str | None = None) -> DossierFacts:
    """The facts of one part; one query where the outcome is not at hand."""
    if outcome is None:
        rows = AgendaItem.objects.filter(day=part.day_id, appeal=part.appeal_id)
        outcome = rows.values_list("outcome", flat=True).first() or ""
    label = HeardOutcome(outcome).label if outcome else ""
    return DossierFacts(part.organ_id, register.organ_names().get(part.organ_id, ""), label)


def stored_dossiers(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the tables say of these parts, to be held against the replayed journal."""
    codes = [subject.partition("/")[2] for subject in subjects]
    clocks = calendar.stored_clocks(subjects)
    return {
        part.subject: snapshot(part, DOSSIER_COLUMNS) | dict(clocks.get(part.subject, {}))
        for part in DossierPart.objects.filter(code__in=codes)
    }


def dossier_subjects() -> Iterator[str]:
    """Every part the tables hold, as the journal names it."""
    return (dossier_subject(code) for code in DossierPart.objects.values_list("code", flat=True).iterator())
