"""A closed appeal, and a correction, reduced to the facts their conditions ask about."""

from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Correction, Evaluation, Urging
from qinqing.procedure.supervision.rules.facts import CorrectionFacts, Facts, UrgingFacts


def facts(appeal: Appeal) -> Facts:
    """The facts of one appeal after closing; one query."""
    evaluated = appeal.closed_at and Evaluation.objects.filter(appeal=appeal, closed_at=appeal.closed_at).exists()
    return Facts(
        result=appeal.result,
        lead=appeal.lead_id,
        lead_name=register.organ_names().get(appeal.lead_id or 0, ""),
        confidential=appeal.confidential,
        evaluated=bool(evaluated),
    )


def correction_facts(correction: Correction) -> CorrectionFacts:
    """The facts of one correction."""
    return CorrectionFacts(
        organ=correction.organ_id,
        organ_name=register.organ_names().get(correction.organ_id, ""),
        seen=correction.seen_at is not None,
    )


def urging_facts(urging: Urging) -> UrgingFacts:
    """The facts of one urging notice."""
    return UrgingFacts(organ=urging.organ_id, organ_name=register.organ_names().get(urging.organ_id, ""))
