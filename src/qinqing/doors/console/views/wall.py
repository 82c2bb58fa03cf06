"""大屏: for the wall of an office, read from afar: this month, lights by department, next days, decided items.

It names departments and leaders and nobody else: no enterprise, no appeal, no wording of an item. The browser is asked by a
header to come again, so that it needs no script; ``?still`` asks for a page that stays.
"""

from collections import Counter
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.forms.statistics import Span
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.bulletins.rules import MEASURES, Counts, Cut
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.decisions.states import State
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar

REFRESH = 60  # seconds
SHOWN, DAYS = 12, 3
COLOURS = ("red", "yellow", "green")
RATES = ("closed_in_time", "solved", "satisfied")
GONE = frozenset({State.CANCELLED, State.TAKEN_BACK})
TALLEST = 100  # of the drawing's own units


class Load(NamedTuple):
    """One department's running limits by their lights, and where each colour's bar begins and how long it is."""

    name: str
    red: int
    yellow: int
    green: int
    bars: tuple[tuple[str, float, float], ...] = ()


class Bar(NamedTuple):
    """One month of the drawing: its counts, and how tall its two bars are."""

    label: str
    received: int
    closed: int
    tall_received: float
    tall_closed: float


def wall(request: Request) -> HttpResponse:
    """Everything on one screen of 1920 by 1080; anew every minute."""
    admit(request, "console:wall")
    loads = _loads(request)
    context = {
        "still": "still" in request.GET,
        "refresh": REFRESH,
        "month": _month(request),
        "loads": _drawn(loads[:SHOWN]),
        "others": len(loads) - SHOWN,
        "lights": [sum(getattr(load, colour) for load in loads) for colour in COLOURS],
        "days": receptions.public_schedule(day_of(request.at), limit=DAYS),
        "items": _items(request.actor, request),
        "bars": _bars(request),
    }
    response = render(request, "console/wall.html", context)
    if not context["still"]:
        response.headers["Refresh"] = str(REFRESH)
    return response


def _month(request: Request) -> dict[str, Any]:
    """This month so far, over the whole county."""
    span = Span("month", day_of(request.at).replace(day=1))
    rows = bulletins.measured(request.actor, Cut.DEPARTMENT, [span.window(request.at)])
    total = sum((row.now for row in rows), Counts())
    counts = [("收到", total.received, ""), ("办结", total.closed, ""), ("在办", total.open, ""),
              ("办理超期", total.overdue, "red" if total.overdue else "")]  # fmt: skip
    return {
        "label": span.label,
        "counts": counts,
        "rates": [(MEASURES[key].label, bulletins.shown(total.rate(MEASURES[key]))) for key in RATES],
    }


def _loads(request: Request) -> list[Load]:
    """Every department with a limit that runs: overdue, due today, and in time; the reddest first."""
    names, sums = register.organ_names(), Counter[tuple[int, str]]()
    told = calendar.loads(at=request.at, today=end_of(day_of(request.at)), since=request.at)
    for load in told:
        if load["holder_role"] in DEPARTMENT and load["holder_organ"]:
            organ, red, yellow = (int(str(load[name])) for name in ("holder_organ", "overdue", "today"))
            sums[organ, "red"] += red
            sums[organ, "yellow"] += yellow
            sums[organ, "green"] += int(str(load["under_way"])) - red - yellow
    organs = {organ for organ, _ in sums}
    found = [Load(names.get(organ, ""), *(sums[organ, colour] for colour in COLOURS)) for organ in organs]
    return sorted(found, key=lambda load: (-load.red, -load.yellow, -load.green, load.name))


def _drawn(loads: list[Load]) -> list[Load]:
    most = max((load.red + load.yellow + load.green for load in loads), default=0) or 1
    drawn = []
    for load in loads:
        bars, begins = [], 0.0
        for colour in COLOURS:
            length = round(100 * getattr(load, colour) / most, 2)
            bars.append((colour, begins, length))
            begins = round(begins + length, 2)
        drawn.append(load._replace(bars=tuple(bars)))
    return drawn


def _items(actor: Actor, request: Request) -> dict[str, Any]:
    told = decisions.standings(actor, at=request.at)
    kept = [(state.label, count) for state, (count, _) in told.items() if state not in GONE]
    return {"states": kept, "overdue": sum(late for _, late in told.values()), "all": sum(count for _, count in kept)}


def _bars(request: Request) -> list[Bar]:
    months = bulletins.trend(request.actor, day_of(request.at).replace(day=1))
    most = max((max(one.received, one.closed) for one in months), default=0) or 1
    return [
        Bar(
            f"{one.month.month}月",
            one.received,
            one.closed,
            round(TALLEST * one.received / most, 1),
            round(TALLEST * one.closed / most, 1),
        )
        for one in months
    ]
