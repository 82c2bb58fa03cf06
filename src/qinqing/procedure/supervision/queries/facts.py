"""A closed appeal, a correction, an urging notice, a round and a finding, reduced to the facts their conditions ask about."""

from datetime import datetime

from qinqing.kernel.actors import Role
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import (
    Correction,
    Evaluation,
    Finding,
    RatingLink,
    Reading,
    Round,
    SampleCall,
    Urging,
)
from qinqing.procedure.supervision.rules.facts import (
    CallFacts,
    CorrectionFacts,
    Facts,
    FindingFacts,
    LinkFacts,
    RoundFacts,
    UrgingFacts,
)
from qinqing.procedure.supervision.states import FindingState, RoundState
from qinqing.services.calendar import queries as calendar


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


def link_facts(link: RatingLink, at: datetime) -> LinkFacts:
    """The facts of one link, with its appeal; one query."""
    reopened = link.appeal.standing is not Standing.CLOSED or link.appeal.closed_at != link.closed_at
    evaluated = Evaluation.objects.filter(appeal=link.appeal_id, closed_at=link.closed_at).exists()
    return LinkFacts(expired=at >= link.expires_at, reopened=reopened, evaluated=evaluated)


def call_facts(call: SampleCall) -> CallFacts:
    """The facts of one call of a sample."""
    return CallFacts(calls=call.calls)


def correction_facts(correction: Correction) -> CorrectionFacts:
    """The facts of one correction."""
    organ = heir(correction.organ_id)
    return CorrectionFacts(
        organ=organ,
        organ_name=register.organ_names().get(organ, ""),
        seen=correction.seen_at is not None,
    )


def urging_facts(urging: Urging) -> UrgingFacts:
    """The facts of one urging notice."""
    return UrgingFacts(organ=urging.organ_id, organ_name=register.organ_names().get(urging.organ_id, ""))


def answering_role(organ: int) -> Role:
    """At which desk of an organ a matter is answered: its officers', in the bureau the clerks', in the office its own."""
    bureau, office = register.bureau(), register.office()
    if bureau and organ == bureau.id:
        return Role.INTAKE
    return Role.OFFICE if office and organ == office.id else Role.OFFICER


def round_facts(one: Round) -> RoundFacts:
    """The facts of one round; two queries."""
    return RoundFacts(
        missing=Finding.objects.filter(round=one, state=FindingState.PENDING).count(),
        waiting_posts=frozenset(Reading.objects.filter(round=one, read_at=None).values_list("post_id", flat=True)),
    )


def finding_facts(finding: Finding, at: datetime) -> FindingFacts:
    """The facts of one finding, with its round; one query for the limits of its matter."""
    organ = heir(finding.organ_id)
    return FindingFacts(
        organ=organ,
        organ_name=register.organ_names().get(organ, ""),
        round_open=finding.round.standing is RoundState.OPEN,
        missed=missed_limit(finding, at) is not None,
        abolished=not register.organ(finding.organ_id).active,
    )


def heir(organ: int) -> int:
    """The department that answers for an organ's matters today: itself, or whoever took over from it at last."""
    seen: set[int] = set()
    while organ not in seen:
        seen.add(organ)
        view = register.organ(organ)
        if view.active or view.successor is None:
            break
        organ = view.successor
    return organ


def missed_limit(finding: Finding, at: datetime) -> calendar.Clock | None:
    """The limit of the matter, or of its rectification, that was missed first and still runs; None without one."""
    matter = finding.item.subject if finding.item else finding.appeal.subject
    clocks = calendar.clocks_of([matter, finding.subject])
    missed = [clock for rows in clocks.values() for clock in rows if clock.running and clock.due_at <= at]
    held = [clock for clock in missed if clock.holder_role != Role.ENTERPRISE and clock.paused_at is None]
    return min(held, key=lambda clock: clock.due_at, default=None)
