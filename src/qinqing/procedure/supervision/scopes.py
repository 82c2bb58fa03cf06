"""Which corrections, urging notices, rounds and findings an actor may see: one line per reason."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.states import NUMBERED, FindingState

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


def _own_and_left(actor: Actor) -> list[int | None]:
    """The actor's organ, and those that were abolished and whose matters it answers for."""
    gone = [organ.id for organ in register.organs(active=False)]
    return [actor.organ, *(organ for organ in gone if register.successor(organ) == actor.organ)]


def _owed(actor: Actor) -> Q:
    return Q(organ_id__in=_own_and_left(actor))


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


def _inspected(actor: Actor) -> Q:
    """Its own, and what abolished departments left to it; nothing before somebody has looked."""
    return Q(organ_id__in=_own_and_left(actor)) & ~Q(state=FindingState.PENDING)


FINDING_REASONS: dict[Role, Reason] = {
    Role.INSPECTOR: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(appeal__section__in=actor.sections),
    Role.INTAKE: _inspected,
    Role.BUREAU_HEAD: _inspected,
    Role.OFFICER: _inspected,
    Role.HEAD: _inspected,
}
# They read the report, which speaks of the whole county.
READ_REPORTS = frozenset({Role.INSPECTOR, Role.OFFICE, Role.MAYOR, Role.DEPUTY, Role.MACHINE})


class FindingQuerySet(QuerySet[Any, Any]):
    """Findings, scoped."""

    def visible_to(self, actor: Actor) -> "FindingQuerySet":
        """Those the actor may see; none for anybody else."""
        reason = FINDING_REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()


READ_SAMPLES = frozenset(
    {Role.INTAKE, Role.BUREAU_HEAD, Role.OFFICE, Role.DEPUTY, Role.MAYOR, Role.INSPECTOR, Role.MACHINE}
)


class SampleQuerySet(QuerySet[Any, Any]):
    """Samples, scoped. Departments read none: a few answers would tell whose they are."""

    def visible_to(self, actor: Actor) -> "SampleQuerySet":
        """All of them for whoever reads the county's figures; none for anybody else."""
        return self.all() if actor.role in READ_SAMPLES else self.none()


class RoundQuerySet(QuerySet[Any, Any]):
    """Rounds of inspection, scoped."""

    def visible_to(self, actor: Actor) -> "RoundQuerySet":
        """All of them for whoever reads the report; for others those in which something of theirs was found."""
        from qinqing.procedure.supervision.models import Finding  # noqa: PLC0415  (the model names this scope)

        if actor.role in READ_REPORTS:
            return self.all()
        return self.filter(Exists(Finding.objects.visible_to(actor).filter(round=OuterRef("pk"))))
