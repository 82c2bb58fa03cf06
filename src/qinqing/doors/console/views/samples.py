"""抽样回访: a month's draw, the calls the bureau makes itself, and how far its answers lie from the others. 五(四)."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.clocks import LABELS
from qinqing.doors.console.forms.samples import Draw, InVain, Reached
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import named_links
from qinqing.doors.console.versions import as_read
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import BUREAU, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.rules.clocks import Clock as SampleClock
from qinqing.procedure.supervision.rules.inspection import quarter_of
from qinqing.procedure.supervision.rules.sampling import SCRIPT
from qinqing.procedure.supervision.states import SAMPLE_CALLS, SAMPLES

SEED_BYTES = 16
MONTHS_BACK = 12


class Page(NamedTuple):
    """The page of one move of a call."""

    form: type[forms.Form]
    act: Any


PAGES = {
    "reach": Page(Reached, actions.reach),
    "call_in_vain": Page(InVain, actions.call_in_vain),
    "give_up": Page(InVain, actions.give_up),
}


def samples(request: Request) -> HttpResponse:
    """The months that were drawn, how far their calls are, and the gap over a quarter."""
    admit(request, "console:samples")
    lines = queries.samples(request.actor)
    quarters = queries.quarters(lines)
    named = {f"{one.year}-{one.number}": one for one in quarters}
    chosen = named.get(request.GET.get("quarter", ""), quarters[0] if quarters else None)
    drawn = [line.sample for line in lines if quarter_of(line.sample.begins) == chosen]
    draws = request.actor.role is Role.INTAKE
    context = {
        "rows": lines,
        "quarters": [Link(one.label, f"?quarter={key}", active=one == chosen) for key, one in named.items()],
        "quarter": chosen,
        "gaps": queries.gaps_of(request.actor, *drawn),
        "draws": draws,
        "due": queries.undrawn(day_of(request.at)) if draws else None,
    }
    return render(request, "console/samples/list.html", context)


def sample_new(request: Request) -> HttpResponseBase:
    """抽取样本: the seed is made here, in the moment of the draw."""
    if request.actor.role is not Role.INTAKE:
        raise NotFound("sample_new")
    return submit(
        request,
        Draw,
        template="console/samples/new.html",
        context={
            "share": plan.in_force(day_of(request.at)).limit("sample_share"),
            "move": SAMPLES["draw"],
            "crumbs": [Link("抽样回访", reverse("console:samples")), Link("抽取样本")],
        },
        do=partial(actions.draw_sample, seed=secrets.token_hex(SEED_BYTES), by=request.actor, at=request.at),
        done=lambda result: reverse("console:sample", args=[result.code]),
        message=lambda result: f"已从{result.label}办结的诉求里抽取",
        months=_months(day_of(request.at)),
    )


def sample(request: Request, code: str) -> HttpResponse:
    """One month: how it was drawn, the gap by department, and for the bureau whom to call."""
    one = queries.fetch_sample(request.actor, code)
    after = request.GET.get("after", "")
    rows, following = queries.calls_of(
        one, request.actor, after=int(after) if after.isdigit() and len(after) < 18 else 0
    )
    context = {
        "sample": one,
        "frame": len(one.frame),
        "again": queries.drawn_again(one),
        "gaps": queries.gaps_of(request.actor, one),
        "calls": call_rows(rows, at=request.at),
        "reads_calls": request.actor.role in BUREAU,
        "page": {"older": f"after={following}" if following else "", "newer": "after=0" if after else ""},
        "crumbs": [Link("抽样回访", reverse("console:samples")), Link(one.label)],
    }
    return render(request, "console/samples/sample.html", context)


def call(request: Request, code: str) -> HttpResponse:
    """One call: whom, about what, what to say; nothing of what the department heard, so that nobody asks for it."""
    found = queries.fetch_call(request.actor, code)
    urls = {name: reverse("console:sample_call_move", args=[code, name]) for name in PAGES}
    context = {
        "call": found,
        "appeal": found.appeal,
        "script": SCRIPT,
        "clocks": lights.of_subject(found.subject, LABELS, at=request.at),
        "moves": named_links(queries.call_offers(found, request.actor), urls),
        "crumbs": _crumbs(found),
    }
    return render(request, "console/samples/call.html", context)


def call_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """记录抽样回访, 未接通, or after several times 不再拨打."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, queries.fetch_call(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/samples/move.html",
        context=partial(_about, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:sample", args=[result.sample.code]),
        message=f"已办：{SAMPLE_CALLS[name].label}（{found.appeal.number}）",
    )


def call_rows(calls: Sequence[queries.SampleCall], *, at: datetime) -> list[dict[str, Any]]:
    """Calls with the light of their limit and the day it ends with, while they wait."""
    return [
        {
            "call": one,
            "light": lights.of_row(one.sample.drawn_at, one.due_at, SampleClock.SAMPLE_CALL, at=at),
            "due": lights.due_day(one.due_at, at),
        }
        for one in calls
    ]


def _about(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_call(request.actor, code)
    return {
        "call": found,
        "appeal": found.appeal,
        "script": SCRIPT,
        "move": SAMPLE_CALLS[name],
        "verdict": queries.may_with_call(name, found, request.actor),
        "version": found.version,
        "crumbs": _crumbs(found, SAMPLE_CALLS[name].label),
    }


def _crumbs(found: queries.SampleCall, step: str = "") -> list[Link]:
    home = reverse("console:sample", args=[found.sample.code])
    here = reverse("console:sample_call", args=[found.code]) if step else ""
    crumbs = [
        Link("抽样回访", reverse("console:samples")), Link(found.sample.label, home), Link(found.appeal.number, here)
    ]  # fmt: skip
    return [*crumbs, Link(step)] if step else crumbs


def _months(today: date) -> list[tuple[str, str]]:
    """The months that are over, the latest first."""
    last = today.year * 12 + today.month - 2
    months = [divmod(last - back, 12) for back in range(MONTHS_BACK)]
    return [(f"{year}-{month + 1:02d}", f"{year}年{month + 1}月") for year, month in months]
