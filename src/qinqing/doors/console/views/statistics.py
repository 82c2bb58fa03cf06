"""部门统计: each department's figures for a month, a quarter or a year, with the counts behind every rate. 四(六)."""

from datetime import date, datetime, time

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.forms.statistics import Periods
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.requests import Request
from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.rules import total


def statistics(request: Request) -> HttpResponse:
    """The table of the departments the actor may see, the total last."""
    admit(request, "console:statistics")
    form = Periods(request.GET, today=day_of(request.at))
    span = form.span()
    rows = queries.departments(request.actor, _opening(span.since), _opening(span.until), at=request.at)
    context = {
        "form": form,
        "span": span,
        "rows": rows,
        "total": total(rows) if len(rows) > 1 else None,
        "before": form.query(span.before),
        "after": form.query(span.after) if span.until <= day_of(request.at) else "",
    }
    return render(request, "console/statistics/departments.html", context)


def _opening(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)
