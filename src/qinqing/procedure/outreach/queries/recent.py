"""近来的联系: what the county and an enterprise last had with each other, shown before anybody calls on it again. 五(四)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach.models import Participant, Visit
from qinqing.procedure.outreach.states import CampaignState, VisitState
from qinqing.procedure.receptions import queries as receptions


@dataclass(slots=True)
class Recent:
    """The last contacts with one enterprise: visits made, the next one planned, campaigns, appeals brought, reception days
    on which it was heard."""

    visits: int = 0
    last_visit: datetime | None = None
    planned_on: date | None = None
    invitations: int = 0
    campaigns: int = 0
    last_attended: datetime | None = None
    invited_on: date | None = None
    appeals: int = 0
    appeal_at: datetime | None = None
    days: int = 0
    heard_on: date | None = None

    @property
    def never(self) -> bool:
        """Nobody was ever there, nothing was ever brought, nothing is planned."""
        return not (self.visits or self.planned_on or self.campaigns or self.invitations or self.appeals)


def recent(actor: Actor, enterprises: Iterable[int]) -> dict[int, Recent]:
    """The last contacts with each of these enterprises (ids), which the caller has scoped; four queries for all.

    Appeals count as far as the actor sees them; for departments without those that would tell who brought them.
    """
    found = {pk: Recent() for pk in enterprises}
    planned, waiting = Q(state=VisitState.PLANNED), Q(campaign__state=CampaignState.PLANNED, attended_at=None)
    visited = _of(Visit.objects.all(), found).annotate(
        visits=Count("pk", filter=Q(state=VisitState.MADE)),
        last_visit=Max("visited_at"),
        planned_on=Min("on", filter=planned),
    )
    asked = _of(Participant.objects.all(), found).annotate(
        invitations=Count("invited_at"),
        campaigns=Count("attended_at"),
        last_attended=Max("attended_at"),
        invited_on=Min("campaign__on", filter=waiting),
    )
    lodged = _of(brought(actor), found).annotate(appeals=Count("pk"), appeal_at=Max("received_at"))
    heard = (
        receptions.heard_among(_narrowed(brought(actor), found))
        .values(enterprise=F("appeal__enterprise"))
        .annotate(days=Count("day", distinct=True), heard_on=Max("day__date"))
    )
    for row in chain(visited, asked, lodged, heard):
        one = found[row.pop("enterprise")]
        for name, value in row.items():
            setattr(one, name, value)
    return found


def _of(rows: QuerySet[Any], enterprises: Iterable[int]) -> QuerySet[Any, dict[str, Any]]:
    return _narrowed(rows, enterprises).order_by().values("enterprise")


def _narrowed(rows: QuerySet[Any], enterprises: Iterable[int]) -> QuerySet[Any]:
    return rows.filter(enterprise__in=list(enterprises))


def brought(actor: Actor) -> "QuerySet[appeals.Appeal]":
    """The appeals whose enterprise the actor may know."""
    rows = appeals.Appeal.objects.visible_to(actor)
    return rows.filter(confidential=False) if actor.role in DEPARTMENT else rows
