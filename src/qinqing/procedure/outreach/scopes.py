"""Which visits an actor may see: the county's those who answer for the county, a township its own enterprises'."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import Actor, Role

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
