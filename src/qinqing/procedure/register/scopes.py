"""Which enterprises an actor may see: one line per reason. Lists, counts and single reads all go through here."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import Actor, Role

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


def _in_the_place(actor: Actor) -> Q:
    """What is in this township or park; no enterprise is in any other organ."""
    return Q(township_id=actor.organ)


REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.OFFICER: _in_the_place,
    Role.HEAD: _in_the_place,
    Role.DEPUTY: lambda actor: Q(section__in=actor.sections),
    Role.ENTERPRISE: lambda actor: Q(pk__in=actor.enterprises),
}


class EnterpriseQuerySet(QuerySet):
    """Enterprises, scoped."""

    def visible_to(self, actor: Actor) -> "EnterpriseQuerySet":
        """Those the actor may see; none for the city centre, administrators and the public."""
        reason = REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()
