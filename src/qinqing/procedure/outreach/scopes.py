"""Which visits and campaigns an actor may see: those who answer for the county all, a township its own."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import DEPARTMENT, Actor, Role

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


def _of_the_place(actor: Actor) -> Q:
    return Q(enterprise__township_id=actor.organ)


REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(enterprise__section__in=actor.sections),
    Role.OFFICER: _of_the_place,
    Role.HEAD: _of_the_place,
}


class VisitQuerySet(QuerySet[Any, Any]):
    """Visits, scoped."""

    def visible_to(self, actor: Actor) -> "VisitQuerySet":
        """Those the actor may see; none for anybody else."""
        reason = REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()


class CampaignQuerySet(QuerySet[Any, Any]):
    """Campaigns, scoped."""

    def visible_to(self, actor: Actor) -> "CampaignQuerySet":
        """Those the actor may see: townships their own and the whole county's; none for strangers."""
        if actor.role not in REASONS:
            return self.none()
        return self.filter(Q(township_id=actor.organ) | Q(township=None)) if actor.role in DEPARTMENT else self
