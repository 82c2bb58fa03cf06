"""Which appeals an actor may see: one line per reason. Every list, count, search and single read goes through here."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet

from qinqing.kernel.actors import Actor, Role

Reason = Callable[[Actor], Q]


def _concerned(actor: Actor) -> Q:
    from qinqing.procedure.appeals.models import Concern  # noqa: PLC0415  (the model names this scope)

    return Q(Exists(Concern.objects.filter(appeal=OuterRef("pk"), organ=actor.organ)))


def _own(actor: Actor) -> Q:
    own = Q(enterprise_id__in=actor.enterprises) | Q(pk__in=actor.appeals)
    if actor.person:
        own |= Q(lodged_by_id=actor.person) & ~Q(enterprise_id__in=actor.left)
    return own


REASONS: dict[Role, Reason] = {
    Role.INTAKE: lambda actor: Q(),
    Role.BUREAU_HEAD: lambda actor: Q(),
    Role.MAYOR: lambda actor: Q(),
    Role.MACHINE: lambda actor: Q(),
    Role.OFFICER: _concerned,
    Role.HEAD: _concerned,
    Role.OFFICE: lambda actor: Q(reached_office=True),
    Role.DEPUTY: lambda actor: Q(section__in=actor.sections),
    Role.INSPECTOR: lambda actor: Q(decided=True),
    Role.CITY: lambda actor: Q(exchanged=True),
    Role.ENTERPRISE: _own,
}


class AppealQuerySet(QuerySet):
    """Appeals, scoped."""

    def visible_to(self, actor: Actor) -> "AppealQuerySet":
        """Those the actor may see (procedure, section 1, last column); none for administrators and strangers."""
        reason = REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()
