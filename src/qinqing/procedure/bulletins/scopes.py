"""Which bulletins an actor may see: drafts only those who write and approve them, published ones everybody."""

from typing import Any

from django.db.models import QuerySet

from qinqing.kernel.actors import BUREAU, LEADERS, Actor, Role
from qinqing.procedure.bulletins.states import PUBLIC, State

DRAFTERS = BUREAU | {Role.MACHINE}
APPROVERS = LEADERS | {Role.OFFICE}


class BulletinQuerySet(QuerySet[Any, Any]):
    """Bulletins, scoped."""

    def visible_to(self, actor: Actor) -> "BulletinQuerySet":
        """Those the actor may see."""
        if actor.role in DRAFTERS:
            return self
        seen = PUBLIC | {State.WITH_LEADER} if actor.role in APPROVERS else PUBLIC
        return self.filter(state__in=sorted(seen))
