"""到会 by year: each department's count, and the days behind it. 五(二)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.navigation import admit
from qinqing.doors.console.years import asked_year
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.receptions import queries
from qinqing.procedure.register import queries as register

COLUMNS = {
    "called": "通知到会",
    "leader": "主要负责人",
    "substitute": "委托他人",
    "absent": "未到会",
    "missing": "没有登记",
    "late": "迟到",
}


def attendance(request: Request) -> HttpResponse:
    """The year's table of the days that the actor sees."""
    admit(request, "console:days")
    year = asked_year(request)
    context = {
        "year": year,
        "columns": COLUMNS.values(),
        "rows": [_row(one, year) for one in queries.attending_years(request.actor, year)],
        "page": {"newer": f"year={year + 1}", "older": f"year={year - 1}"},
        "crumbs": [_days(), Link("到会统计")],
    }
    return render(request, "console/days/attending.html", context)


def attended(request: Request, code: str) -> HttpResponse:
    """The days behind one department's figure."""
    admit(request, "console:days")
    year, meant = asked_year(request), request.GET.get("meant", "called")
    organ = register.organ_by_code(code)
    if organ is None or meant not in COLUMNS:
        raise NotFound(code)
    found = queries.attended(request.actor, year, organ=organ.id, meant=meant)
    if not found:
        raise NotFound(code)
    context = {
        "organ": organ,
        "label": COLUMNS[meant],
        "year": year,
        "rows": found,
        "crumbs": [_days(), Link("到会统计", f"{reverse('console:attendance')}?year={year}"), Link(organ.name)],
    }
    return render(request, "console/days/attended.html", context)


def _days() -> Link:
    return Link("接待日", reverse("console:days"))


def _row(one: queries.OrganYear, year: int) -> dict[str, Any]:
    url = reverse("console:attended", args=[one.code])
    called, leader = one.counts["called"], one.counts["leader"]
    return {
        "name": one.name,
        "figures": [
            {"label": label, "count": one.counts[name], "url": f"{url}?year={year}&meant={name}"}
            for name, label in COLUMNS.items()
        ],
        "percent": 100 * leader / called if called else None,
    }
