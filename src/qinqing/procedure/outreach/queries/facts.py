"""Rows as their conditions see them."""

from datetime import date

from qinqing.procedure.outreach.models import Campaign, Visit, VisitFinding
from qinqing.procedure.outreach.rules.facts import PlaceFacts
from qinqing.procedure.outreach.states import VisitState


def visit_facts(visit: Visit) -> PlaceFacts:
    """Where the visited enterprise is, and whether somebody was there."""
    return PlaceFacts(visit.enterprise.township_id, visit.state == VisitState.MADE)


def finding_facts(finding: VisitFinding) -> PlaceFacts:
    """The same of the visit it was heard on."""
    return visit_facts(finding.visit)


def campaign_facts(campaign: Campaign, today: date) -> PlaceFacts:
    """Where a campaign is held, and whether its day has come."""
    return PlaceFacts(campaign.township_id, campaign.on <= today)
