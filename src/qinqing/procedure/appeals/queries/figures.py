"""How many, by lead department: for figures alone, from covering indexes, three queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import Result

HANDLING = (Clock.SIGN, Clock.CONTACT, Clock.HANDLE)
COUNTED = "counted_"  # a count must not be named like a column
ANSWERED = (Result.RESOLVED, Result.PARTLY, Result.EXPLAINED)


@dataclass(frozen=True, slots=True)
class Figures:
    """One lead department: open and overdue now; of those received in a period, returned and extended; of those
    closed in it, closed with an answer, on time (the handling limit in force was kept), and shelved."""

    open: int = 0
    overdue: int = 0
    received: int = 0
    returned: int = 0
    extended: int = 0
    closed: int = 0
    on_time: int = 0
    shelved: int = 0


def figures(
    since: datetime, until: datetime, *, at: datetime, sections: Iterable[str] | None = None, lead: int | None = None
) -> dict[int, Figures]:
    """The figures by lead department (organ id) for [since, until), open ones as of ``at``; three queries.

    ``sections`` keeps to these industries, ``lead`` to one department. An appeal is overdue by its most pressing
    limit. The caller decides whose figures to show.
    """
    rows = Appeal.objects.filter(lead__isnull=False)
    if sections is not None:
        rows = rows.filter(section__in=list(sections))
    if lead is not None:
        rows = rows.filter(lead=lead)
    found: dict[int, dict[str, int]] = {}
    for counted in (_open(rows, at), _received(rows, since, until), _closed(rows, since, until)):
        for row in counted:
            counts = {name.removeprefix(COUNTED): count for name, count in row.items() if name != "lead"}
            found.setdefault(row["lead"], {}).update(counts)
    return {organ: Figures(**counts) for organ, counts in found.items()}


def _open(rows: QuerySet[Any, Any], at: datetime) -> QuerySet[Any, Any]:
    overdue = Q(due_at__lte=at, due_kind__in=HANDLING)
    return _counted(rows.filter(closed_at__isnull=True), open=Q(), overdue=overdue)


def _received(rows: QuerySet[Any, Any], since: datetime, until: datetime) -> QuerySet[Any, Any]:
    within = rows.filter(received_at__gte=since, received_at__lt=until)
    return _counted(within, received=Q(), returned=Q(returned=True), extended=Q(extended=True))


def _closed(rows: QuerySet[Any, Any], since: datetime, until: datetime) -> QuerySet[Any, Any]:
    answered = Q(result__in=ANSWERED)
    within = rows.filter(closed_at__gte=since, closed_at__lt=until)
    return _counted(within, closed=answered, on_time=answered & Q(late=False), shelved=Q(result=Result.SHELVED))


def _counted(rows: QuerySet[Any, Any], **conditions: Q) -> QuerySet[Any, Any]:
    """By lead, how many meet each condition. The lead is what is counted: it is in every index, and never null."""
    counts = {f"{COUNTED}{name}": Count("lead", filter=condition or None) for name, condition in conditions.items()}
    counted: QuerySet[Any, Any] = rows.order_by().values("lead").annotate(**counts)
    return counted
