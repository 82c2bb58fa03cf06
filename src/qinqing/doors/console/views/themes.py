"""相似诉求: open appeals that are alike, as a theme for a reception day or a standing measure, and what to do with it."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.navigation import admit
from qinqing.doors.console.rows import Row, appeal_rows
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Role
from qinqing.kernel.phrases import local
from qinqing.kernel.workdays import day_of
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.clusters import LASTING, LASTING_ENTERPRISES, MOST
from qinqing.procedure.receptions.rules.guards import MAYOR_RUNG
from qinqing.procedure.receptions.states import PLANNERS
from qinqing.procedure.register import queries as register

# Whoever reads a part of the county's appeals is told which part has no two alike.
SEEN = {
    Role.OFFICE: "已经报到县政府办的在办诉求",
    Role.INSPECTOR: "已有决定事项的在办诉求",
    Role.DEPUTY: "您分管行业企业的在办诉求",
}


class Theme(NamedTuple):
    """One group: what it is of, its appeals, whom it concerns, for how long, and where to go with it."""

    label: str
    rows: list[Row]
    enterprises: int
    leads: str
    since: date
    until: date
    lasting: bool
    links: list[Link]


def themes(request: Request) -> HttpResponse:
    """The groups, the largest first."""
    admit(request, "console:themes")
    found = queries.alike(request.actor)
    planner = request.actor.role in PLANNERS
    days = queries.next_days(day_of(request.at)) if planner and found.clusters else {}
    context = {
        "themes": [_theme(cluster, request, days if planner else None) for cluster in found.clusters],
        "looked_at": found.looked_at,
        "seen": f"{SEEN.get(request.actor.role, '在办诉求')}里，没有内容相近的两件。",
        "most": MOST,
        "lasting_enterprises": LASTING_ENTERPRISES,
        "lasting_days": LASTING.days,
    }
    return render(request, "console/themes.html", context)


def _theme(cluster: queries.Cluster, request: Request, days: dict[int, str] | None) -> Theme:
    names = register.organ_names()
    return Theme(
        "、".join(cluster.categories) or "相似诉求",
        appeal_rows(cluster.rows, request.actor, at=request.at),
        cluster.enterprises,
        "、".join(names.get(lead, "") for lead in sorted(cluster.leads)),
        local(cluster.since).date(),
        local(cluster.until).date(),
        cluster.lasting,
        [] if days is None else [*_to_days(cluster, days), *_to_meeting(cluster)],
    )


def _to_days(cluster: queries.Cluster, days: dict[int, str]) -> list[Link]:
    """For what is ripe: the next day of each host who would hear it, where it can be put on the agenda together."""
    links = []
    for host, title in sorted(_hosts(cluster).items()):
        planned = reverse("console:day", args=[days[host]]) if host in days else ""
        new = f"{reverse('console:day_new')}?{urlencode({'host': host})}"
        links.append(Link(f"列入{title}的接待日" if planned else f"为{title}安排接待日", planned or new))
    return links


def _hosts(cluster: queries.Cluster) -> dict[int, str]:
    mayors = register.posts(Role.MAYOR)[:1]
    found = {}
    for one in cluster.ripe:
        deputy = register.deputy_for(one.section)
        hosts = mayors if one.rung == MAYOR_RUNG else [deputy] if deputy else []
        found.update({post.id: post.title for post in hosts})
    return found


def _to_meeting(cluster: queries.Cluster) -> list[Link]:
    """For what has come to the office: a meeting over all of it; over what lasts, to study a standing measure."""
    codes = [("appeal", one.code) for one in cluster.meetable]
    label = f"召集联席会议{'研究长效措施' if cluster.lasting else ''}"
    return [Link(label, f"{reverse('console:meeting_new')}?{urlencode(codes)}")] if len(codes) > 1 else []
