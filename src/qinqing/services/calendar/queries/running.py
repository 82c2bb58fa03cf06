"""Limits that run, across subjects: for whoever watches over them all."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q

from qinqing.services.calendar.models import Clock
from qinqing.services.calendar.states import Outcome


def running_until(due: datetime) -> Sequence[Clock]:
    """The clocks that run, do not rest, and are due before a moment; most pressing first, one query."""
    rows = Clock.objects.filter(verdict=Outcome.RUNNING, paused_at__isnull=True, due_at__lt=due)
    return list(rows.order_by("due_at", "pk"))


def running_of(kind: str) -> Sequence[Clock]:
    """The clocks of a kind that have not stopped, oldest first; one query."""
    return list(Clock.objects.filter(kind=kind, stopped_at__isnull=True).order_by("pk"))


def still_runs(clock_id: int, due: datetime) -> bool:
    """Whether a clock runs on, unpaused, with the same due moment."""
    rows = Clock.objects.filter(pk=clock_id, verdict=Outcome.RUNNING, paused_at__isnull=True, due_at=due)
    return rows.exists()


def loads(*, at: datetime, today: datetime, since: datetime) -> Sequence[dict[str, object]]:
    """By holder (role and organ): ``under_way``, ``overdue`` at a moment, due until ``today`` ends, ``fresh`` since.

    One query over the clocks that have not stopped and do not rest.
    """
    rows = Clock.objects.filter(verdict=Outcome.RUNNING, paused_at__isnull=True).order_by()
    counted = rows.values("holder_role", "holder_organ").annotate(
        under_way=Count("pk"),
        overdue=Count("pk", filter=Q(due_at__lte=at)),
        today=Count("pk", filter=Q(due_at__gt=at, due_at__lte=today)),
        fresh=Count("pk", filter=Q(started_at__gte=since)),
    )
    return [dict(row) for row in counted]
