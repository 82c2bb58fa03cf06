"""Which enterprises an actor may see: one line per reason. Lists, counts and single reads all go through here."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import Actor, Role

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(section__in=actor.sections),
    Role.ENTERPRISE: lambda actor: Q(pk__in=actor.enterprises),
}


class EnterpriseQuerySet(QuerySet):
    """Enterprises, scoped."""

    def visible_to(self, actor: Actor) -> "EnterpriseQuerySet":
        """Those the actor may see; none for departments, the city centre, administrators and the public."""
        reason = REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()
