"""Which corrections and urging notices an actor may see: one line per reason."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.supervision.states import NUMBERED

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


def _owed(actor: Actor) -> Q:
    return Q(organ_id=actor.organ)


REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.MAYOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(evaluation__appeal__section__in=actor.sections),
    Role.OFFICER: _owed,
    Role.HEAD: _owed,
}


class CorrectionQuerySet(QuerySet[Any, Any]):
    """Corrections, scoped."""

    def visible_to(self, actor: Actor) -> "CorrectionQuerySet":
        """Those the actor may see; none for anybody else."""
        reason = REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()


def _urged(actor: Actor) -> Q:
    return Q(organ_id=actor.organ, state__in=sorted(NUMBERED))


URGING_REASONS: dict[Role, Reason] = {
    Role.INSPECTOR: _all,
    Role.BUREAU_HEAD: _all,
    Role.INTAKE: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(appeal__section__in=actor.sections),
    Role.OFFICER: _urged,
    Role.HEAD: _urged,
}


class UrgingQuerySet(QuerySet[Any, Any]):
    """Urging notices, scoped."""

    def visible_to(self, actor: Actor) -> "UrgingQuerySet":
        """Those the actor may see: departments what was issued to them; none for anybody else."""
        reason = URGING_REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()
