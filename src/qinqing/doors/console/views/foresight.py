"""推演: what other numbers of the Plan would have made of the last year. 二(一), 四(一)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.forms.foresight import DAYS, HEARS, LIMITS, OtherNumbers
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.rules.foresight import SEEDS, YEAR, Again
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.rules import SETTINGS


class Line(NamedTuple):
    """One limit: its clause, what is in force, the field to change it, and what came of it."""

    clause: str
    in_force: str
    unit: str
    field: Any
    again: Again
    changed: bool


def foresight(request: Request) -> HttpResponse:
    """Limits counted again and queues lived again; the address holds the numbers, so that it can be passed on."""
    admit(request, "console:foresight")
    form = OtherNumbers(request.GET, limits=plan.in_force(day_of(request.at)).limits)
    seen = queries.foresee(request.actor, form.changed(), hears=form.hears(), at=request.at)
    lines = list(_lines(form, seen))
    total = sum((line.again for line in lines), Again())
    context = {
        "form": form,
        "lines": lines,
        "total": total,
        "days": [(SETTINGS[key], form.limits.say(key), form[key]) for key in DAYS],
        "hears": form[HEARS],
        "seen": seen,
        "tried": bool(form.changed()) or form.hears() is not None,
        "seeds": len(SEEDS),
        "year": YEAR,
    }
    return render(request, "console/statistics/foresight.html", context)


def _lines(form: OtherNumbers, seen: queries.Foresight) -> Iterator[Line]:
    for key in LIMITS:
        setting = SETTINGS[key]
        yield Line(
            setting.clause, form.limits.say(key), setting.unit.label, form[key], seen.limits.get(key, Again()),
            key in form.changed(),
        )  # fmt: skip
