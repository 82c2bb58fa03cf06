"""What each figure counts, as conditions on tracks: one line each, for the sums and for the appeals behind them."""

from typing import Any

from django.db.models import Q, QuerySet

from qinqing.kernel.actors import BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.appeals.rules.kinds import Result
from qinqing.procedure.bulletins.models import Track
from qinqing.procedure.bulletins.rules import Window

ALL = BUREAU | {Role.OFFICE, Role.MAYOR, Role.INSPECTOR, Role.MACHINE}
ANSWERED = Q(result__in=(Result.RESOLVED, Result.PARTLY, Result.EXPLAINED))

# Figures of what happened in a period, by the moment that puts it there.
HAPPENED: dict[str, dict[str, Q]] = {
    "received_at": {"received": Q(), "returned": Q(returned=True), "extended": Q(extended=True)},
    "transferred_at": {
        "transferred": Q(),
        "transferred_in_time": Q(transferred_in_time=True),
        "contacted_in_time": Q(contacted_in_time=True),
    },
    "closed_at": {
        "closed": ANSWERED,
        "closed_in_time": ANSWERED & Q(late=False),
        "closed_in_first_time": ANSWERED & Q(late_at_first=False),
        "shelved": Q(result=Result.SHELVED),
    },
    "rated_at": {"rated": Q(), "solved": Q(solved=True), "satisfied": Q(satisfied=True)},
    "called_at": {"called": Q(), "called_satisfied": Q(called_satisfied=True)},
    "checked_at": {"checked": Q(), "checked_satisfied": Q(checked_satisfied=True)},
}
# Figures of what stood at the end of a period, by the two moments between which it stands.
STOOD = {
    "open": ("received_at", "closed_at"),
    "overdue": ("handle_due_at", "handle_until"),
    "overdue_at_first": ("handle_first_due_at", "handle_until"),
}
# What enterprises told the bureau alone: among so few answers a department would know whose they are.
SAMPLED = frozenset(HAPPENED["checked_at"])


def kept_from(actor: Actor) -> frozenset[str]:
    """The figures that this reader does not get."""
    return SAMPLED if actor.role in DEPARTMENT else frozenset()


def stood(name: str, window: Window) -> Q:
    """What one of the ``STOOD`` counts at the end of a period: begun by then, and not over or over only afterwards."""
    begun, over = STOOD[name]
    return Q(**{f"{begun}__lte": window.at}) & (Q(**{f"{over}__isnull": True}) | Q(**{f"{over}__gt": window.at}))


def within(moment: str, window: Window) -> Q:
    """The period, as a condition on one moment of a track."""
    return Q(**{f"{moment}__gte": window.since, f"{moment}__lt": window.until})


def condition(name: str, window: Window) -> Q:
    """What one figure counts. Raises KeyError for a figure that is none."""
    for moment, counts in HAPPENED.items():
        if name in counts:
            return within(moment, window) & counts[name]
    return stood(name, window)


def readable(actor: Actor) -> QuerySet[Track] | None:
    """The tracks whose figures the actor may read; None for those who read none.

    Departments read their own, a deputy mayor the industries of the portfolio, the bureau, the office, the mayor and
    the inspectorate all.
    """
    rows: QuerySet[Track] = Track.objects.order_by()
    if actor.role in ALL:
        return rows
    narrowed: dict[str, Any] = {}
    if actor.role in DEPARTMENT:
        narrowed = {"lead": actor.organ}
    elif actor.role is Role.DEPUTY:
        narrowed = {"section__in": actor.sections}
    return rows.filter(**narrowed) if narrowed else None
