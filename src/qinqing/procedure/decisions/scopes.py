"""Which decided items an actor may see: one line per reason. Every list, count and single read goes through here."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import Actor, Role

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


def _shared(actor: Actor) -> Q:
    # One row per department and item, so the join never doubles.
    return Q(shares__organ_id=actor.organ)


def _own(actor: Actor) -> Q:
    own = Q(appeal__enterprise_id__in=actor.enterprises) | Q(appeal_id__in=actor.appeals)
    lodged = Q(appeal__lodged_by_id=actor.person) & ~Q(appeal__enterprise_id__in=actor.left)
    return own | lodged if actor.person else own


REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(appeal__section__in=actor.sections),
    Role.OFFICER: _shared,
    Role.HEAD: _shared,
    Role.CITY: lambda actor: Q(appeal__exchanged=True),
    Role.ENTERPRISE: _own,
}


class ItemQuerySet(QuerySet[Any, Any]):
    """Decided items, scoped."""

    def visible_to(self, actor: Actor) -> "ItemQuerySet":
        """Those the actor may see; none for administrators and the public."""
        reason = REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()
