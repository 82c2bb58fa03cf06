"""领导一屏: for the mayor and the deputies on a phone: the next day, what is red, what was decided, what to read, this month."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.statistics import Span
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.rows import appeal_rows, item_rows
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.bulletins.rules import FEWEST, MEASURES, Counts, Cut, Rate
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.states import State as DayState
from qinqing.procedure.supervision import queries as supervision

SHOWN, DECEMBER = 2, 12
RATES = ("closed_in_time", "solved", "satisfied")


def leader(request: Request) -> HttpResponse:
    """Everything a leader asks on the way to somewhere, each line leading on."""
    admit(request, "console:leader")
    actor, at = request.actor, request.at
    red = appeals.page(actor, appeals.Wanted(light="red", order="due", size=SHOWN), at=at)
    items = decisions.page(actor, decisions.Wanted(standing="open", order="due", size=SHOWN), at=at)
    context = {
        "day": _next_day(request),
        "red": appeal_rows(red.rows, actor, at=at),
        "more_red": bool(red.next),
        "items": item_rows(items.rows, actor, at=at),
        "more_items": bool(items.next),
        "to_read": _to_read(request),
        "month": _month(request),
    }
    return render(request, "console/leader.html", context)


def _next_day(request: Request) -> receptions.ReceptionDay | None:
    """The next planned day that this leader hosts; without one, the next that the leader sees."""
    today = day_of(request.at)
    near = receptions.days(request.actor, today.year)
    if today.month == DECEMBER:
        near = [*near, *receptions.days(request.actor, today.year + 1)]
    planned = [day for day in near if day.standing is DayState.PLANNED and day.date >= today]
    own = [day for day in planned if day.host_post_id == request.actor.post]
    return next(iter(own or planned), None)


def _to_read(request: Request) -> list[Link]:
    """Reports on items, inspection reports and bulletins that wait for this leader."""
    reports = [
        Link(f"{row.report.item.number} 办理情况报告", reverse("console:item", args=[row.report.item.code]))
        for row in decisions.circulations_for(request.actor)
    ]
    rounds = [
        Link(f"{one.when.label}督查报告", reverse("console:inspection", args=[one.code]))
        for one in supervision.reports_to_read(request.actor)
    ]
    months = [
        Link(one.title, reverse("console:bulletin", args=[one.month]))
        for one in bulletins.bulletins_todo(request.actor)
    ]
    return [*reports, *rounds, *months]


def _said(rate: Rate) -> str:
    """With its counts; of few appeals the counts alone."""
    return f"{rate.part}/{rate.whole}" if 0 < rate.whole < FEWEST else str(rate)


def _month(request: Request) -> dict[str, Any]:
    """This month so far, over what the leader may see: counts, and rates with their counts."""
    span = Span("month", day_of(request.at).replace(day=1))
    rows = bulletins.measured(request.actor, Cut.DEPARTMENT, [span.window(request.at)])
    total = sum((row.now for row in rows), Counts())
    return {
        "label": span.label,
        "received": total.received,
        "closed": total.closed,
        "open": total.open,
        "overdue": total.overdue,
        "rates": [(MEASURES[key].label, _said(total.rate(MEASURES[key]))) for key in RATES],
    }
