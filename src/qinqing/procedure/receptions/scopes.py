"""Which reception days an actor may see: one line per reason. Lists, counts and single reads all go through here."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.receptions.rules.kinds import Kind
from qinqing.procedure.receptions.states import PUBLISHED

Reason = Callable[[Actor], Q]


def _all(actor: Actor) -> Q:
    return Q()


def _hosted(actor: Actor) -> Q:
    """Days of one's own, and joint meetings over appeals of one's industries: 谁分管，谁负责, 五(三)."""
    from qinqing.procedure.receptions.models import AgendaItem  # noqa: PLC0415  (the model names this scope)

    theirs = AgendaItem.objects.filter(day=OuterRef("pk"), appeal__section__in=actor.sections)
    return Q(host_post_id=actor.post) | Q(kind=Kind.JOINT) & Q(Exists(theirs))


def _called(actor: Actor) -> Q:
    return Q(calls__organ_id=actor.organ)


def _heard(actor: Actor) -> Q:
    theirs = Q(agenda__appeal__enterprise_id__in=actor.enterprises) | Q(agenda__appeal_id__in=actor.appeals)
    if actor.person:
        lodged = Q(agenda__appeal__lodged_by_id=actor.person)
        theirs |= lodged & ~Q(agenda__appeal__enterprise_id__in=actor.left) if actor.left else lodged
    return theirs & ~Q(kind=Kind.JOINT)  # departments meet among themselves


REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: _hosted,
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


DOSSIER_REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: (
        Q(day__host_post_id=actor.post) | Q(day__kind=Kind.JOINT, appeal__section__in=actor.sections)
    ),
    Role.OFFICER: lambda actor: Q(organ_id=actor.organ),
    Role.HEAD: lambda actor: Q(organ_id=actor.organ),
}


class DossierQuerySet(QuerySet[Any, Any]):
    """Departments' parts of dossiers, scoped."""

    def visible_to(self, actor: Actor) -> "DossierQuerySet":
        """Those the actor may see: a department its own, everybody else those of the days they see."""
        reason = DOSSIER_REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()


def _issued() -> Q:
    return Q(state__in=sorted(PUBLISHED))


def _hosted_or_issued(actor: Actor) -> Q:
    return Q(day__host_post_id=actor.post) | _issued()


def _excerpted(actor: Actor) -> Q:
    # One row per department and minutes, so the join never doubles.
    return _issued() & Q(excerpts__organ_id=actor.organ)


MINUTES_REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.MACHINE: _all,
    Role.INSPECTOR: lambda actor: _issued(),
    Role.DEPUTY: _hosted_or_issued,
    Role.OFFICER: _excerpted,
    Role.HEAD: _excerpted,
}


class MinutesQuerySet(QuerySet[Any, Any]):
    """Minutes, scoped."""

    def visible_to(self, actor: Actor) -> "MinutesQuerySet":
        """Those the actor may see: drafts for who writes and confirms, issued ones for whom they concern."""
        reason = MINUTES_REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()


def _of_theirs(actor: Actor) -> Q:
    theirs = Q(appeal__enterprise_id__in=actor.enterprises) | Q(appeal_id__in=actor.appeals)
    lodged = Q(appeal__lodged_by_id=actor.person) & ~Q(appeal__enterprise_id__in=actor.left)
    return theirs | lodged if actor.person else theirs


SLOT_REASONS: dict[Role, Reason] = {
    Role.INTAKE: _all,
    Role.BUREAU_HEAD: _all,
    Role.OFFICE: _all,
    Role.MAYOR: _all,
    Role.INSPECTOR: _all,
    Role.MACHINE: _all,
    Role.DEPUTY: lambda actor: Q(day__host_post_id=actor.post),
    Role.ENTERPRISE: _of_theirs,
}


class SlotQuerySet(QuerySet[Any, Any]):
    """Slots, scoped."""

    def visible_to(self, actor: Actor) -> "SlotQuerySet":
        """Those the actor may see: none for departments, who learn of the agenda and not of telephone numbers."""
        reason = SLOT_REASONS.get(actor.role)
        return self.filter(reason(actor)) if reason else self.none()
