"""Visits and recent contacts as the pages show them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from qinqing.doors.web.requests import Request
from qinqing.procedure.outreach import queries
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise


def visit_rows(visits: Sequence[queries.Visit]) -> list[dict[str, Any]]:
    """What ``console/visits/_rows.html`` reads; no query."""
    names = register.organ_names()
    return [{"visit": one, "town": names.get(one.enterprise.township_id or 0, "")} for one in visits]


def enterprise_contacts(found: "Sequence[Enterprise]", request: Request) -> list[dict[str, Any]]:
    """Enterprises with their last contacts, for whoever chooses whom to call on or invite: read before it is done again."""
    known, names = queries.recent(request.actor, [one.pk for one in found]), register.organ_names()
    return [
        {
            "enterprise": one,
            "town": names.get(one.township_id or 0, ""),
            "section": SECTIONS.get(one.section, ""),
            "recent": known[one.pk],
            "may": queries.may_call_on(one, request.actor),
        }
        for one in found
    ]


def finding_cards(
    findings: Sequence[queries.VisitFinding], request: Request, pages: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What was heard, each with what may be done with it; the appeal is a link for whoever may open it."""
    seen = queries.openable(findings, request.actor)
    return [
        {
            "finding": one,
            "opens": one.appeal_id in seen,
            "moves": [
                {"move": move, "url": reverse("console:visit_finding_move", args=[one.code, move.name])}
                for move, verdict in queries.finding_offers(one, request.actor)
                if verdict and move.name in pages
            ],
        }
        for one in findings
    ]
