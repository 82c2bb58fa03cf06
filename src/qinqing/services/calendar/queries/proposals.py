"""Notices that wait for a second person, for those who may rule on them."""

from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.calendar.models import Proposal
from qinqing.services.calendar.permits import may_rule_on_notice
from qinqing.services.calendar.states import Standing


def fetch_proposal(actor: Actor, code: str) -> Proposal:
    """One proposal by its code. Raises NotFound, also for whoever may not rule on it."""
    found = Proposal.objects.filter(code=code).first() if may_rule_on_notice(actor) else None
    if found is None:
        raise NotFound("proposal")
    return found


def alone(year: int) -> list[Proposal]:
    """What was imported by command for a year and no second person has looked at; everybody reads that it is so."""
    return list(Proposal.objects.filter(year=year, standing=Standing.ALONE).order_by("proposed_at", "pk"))


def proposals_waiting(actor: Actor) -> list[Proposal]:
    """What waits for a second person, the earliest first; nothing, and no query, for whoever may not rule on it."""
    if not may_rule_on_notice(actor):
        return []
    return list(Proposal.objects.filter(standing=Standing.WAITING).order_by("proposed_at", "pk"))


def notices_to_confirm(actor: Actor) -> QuerySet[Proposal]:
    """The notices that wait for this person's word, the oldest first; none for whoever may not give it."""
    rows = Proposal.objects.filter(standing=Standing.WAITING)
    return rows.exclude(proposer=actor.person).order_by("pk") if may_rule_on_notice(actor) else rows.none()
