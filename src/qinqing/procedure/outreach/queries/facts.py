"""Rows as their conditions see them."""

from qinqing.procedure.outreach.models import Visit, VisitFinding
from qinqing.procedure.outreach.rules.facts import PlaceFacts
from qinqing.procedure.outreach.states import VisitState


def visit_facts(visit: Visit) -> PlaceFacts:
    """Where the visited enterprise is, and whether somebody was there."""
    return PlaceFacts(visit.enterprise.township_id, visit.state == VisitState.MADE)


def finding_facts(finding: VisitFinding) -> PlaceFacts:
    """The same of the visit it was heard on."""
    return visit_facts(finding.visit)
