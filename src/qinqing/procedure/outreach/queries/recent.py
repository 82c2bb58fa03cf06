"""近来的联系: what the county and an enterprise last had with each other, shown before anybody calls on it again. 五(四)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach.models import Visit
from qinqing.procedure.outreach.states import VisitState


@dataclass(slots=True)
class Recent:
    """The last contacts with one enterprise: visits made, the next one planned, appeals brought."""

    visits: int = 0
    visited_at: datetime | None = None
    planned_on: date | None = None
    appeals: int = 0
    appeal_at: datetime | None = None

    @property
    def never(self) -> bool:
        """Nobody was ever there, nothing was ever brought, nothing is planned."""
        return not (self.visits or self.planned_on or self.appeals)


def recent(actor: Actor, enterprises: Iterable[int]) -> dict[int, Recent]:
    """The last contacts with each of these enterprises (ids), which the caller has scoped; two queries for all.

    Appeals count as far as the actor sees them; for departments without those that would tell who brought them.
    """
    found = {pk: Recent() for pk in enterprises}
    planned = Q(state=VisitState.PLANNED)
    visited = Visit.objects.filter(enterprise__in=found).values("enterprise").order_by()
    for row in visited.annotate(
        visits=Count("pk", filter=Q(state=VisitState.MADE)), at=Max("visited_at"), next=Min("on", filter=planned)
    ):
        one = found[row["enterprise"]]
        one.visits, one.visited_at, one.planned_on = row["visits"], row["at"], row["next"]
    for row in brought(actor).filter(enterprise__in=found).values("enterprise").order_by().annotate(
        appeals=Count("pk"), at=Max("received_at")
    ):  # fmt: skip
        found[row["enterprise"]].appeals, found[row["enterprise"]].appeal_at = row["appeals"], row["at"]
    return found


def brought(actor: Actor) -> "QuerySet[appeals.Appeal]":
    """The appeals whose enterprise the actor may know."""
    rows = appeals.Appeal.objects.visible_to(actor)
    return rows.filter(confidential=False) if actor.role in DEPARTMENT else rows
