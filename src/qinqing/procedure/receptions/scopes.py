"""Which reception days an actor may see: one line per reason. Lists, counts and single reads all go through here."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import Actor, Role

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


def _called(actor: Actor) -> Q:
    return Q(calls__organ_id=actor.organ)


def _heard(actor: Actor) -> Q:
    theirs = Q(agenda__appeal__enterprise_id__in=actor.enterprises) | Q(agenda__appeal_id__in=actor.appeals)
    return theirs | Q(agenda__appeal__lodged_by_id=actor.person) if actor.person else theirs


REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(host_post_id=actor.post),
    Role.OFFICER: _called,
    Role.HEAD: _called,
    Role.ENTERPRISE: _heard,
}


class DayQuerySet(QuerySet[Any, Any]):
    """Reception days, scoped."""

    def visible_to(self, actor: Actor) -> "DayQuerySet":
        """Those the actor may see; none for the city centre, administrators and the public (who read the schedule)."""
        reason = REASONS.get(actor.role)
        if reason is None:
            return self.none()
        rows = self.filter(reason(actor))
        return rows.distinct() if actor.role is Role.ENTERPRISE else rows
