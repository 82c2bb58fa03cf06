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
    "part_late": "材料迟交",
    "part_missed": "材料未交",
}


def attendance(request: Request) -> HttpResponse:
    """The year's table of the days that the actor sees."""
    admit(request, "console:days")
    year, joint = asked_year(request), _joint(request)
    of = "&of=meetings" if joint else ""
    context = {
        "year": year,
        "joint": joint,
        "tabs": [
            Link("接待日", f"?year={year}", active=not joint),
            Link("联席会议", f"?year={year}&of=meetings", active=joint),
        ],
        "columns": COLUMNS.values(),
        "rows": [_row(one, year, of) for one in queries.attending_years(request.actor, year, joint=joint)],
        "page": {"newer": f"year={year + 1}{of}", "older": f"year={year - 1}{of}"},
        "crumbs": [_days(), Link("到会统计")],
    }
    return render(request, "console/days/attending.html", context)


def attended(request: Request, code: str) -> HttpResponse:
    """The days behind one department's figure."""
    admit(request, "console:days")
    year, meant = asked_year(request), request.GET.get("meant", "called")
    organ = register.organ_by_code(code)
    if meant not in COLUMNS:
        raise NotFound(code)
    found = queries.attended(request.actor, year, organ=organ.id, meant=meant, joint=_joint(request))
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


def _joint(request: Request) -> bool:
    """Whether the joint meetings are asked for, and not the reception days."""
    return request.GET.get("of") == "meetings"


def _row(one: queries.OrganYear, year: int, of: str) -> dict[str, Any]:
    url = reverse("console:attended", args=[one.code])
    called, leader = one.counts["called"], one.counts["leader"]
    return {
        "name": one.name,
        "figures": [
            {"label": label, "count": one.counts[name], "url": f"{url}?year={year}&meant={name}{of}"}
            for name, label in COLUMNS.items()
        ],
        "percent": 100 * leader / called if called else None,
    }
