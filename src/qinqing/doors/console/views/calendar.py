"""工作日历: the year, why a limit ends when it does, and the notice that moves it."""

import json
from collections import Counter
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.console import days, lights
from qinqing.doors.console.clocks import LABELS, subject_of
from qinqing.doors.console.forms.calendar import Notice, Trial
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import WorkCalendar, day_of
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.rules.clocks import Clock as DayClock
from qinqing.services.calendar import actions, queries
from qinqing.services.calendar.permits import may_enter_notice
from qinqing.services.calendar.rules import Draft, light, parse_notice

KEPT = "notice_to_enter"


def calendar(request: Request) -> HttpResponse:
    """The year by months, the notice it stands on, and a limit to try."""
    admit(request, "console:calendar")
    known = queries.current()
    year = _year(request, known)
    trial = Trial(request.GET if "start" in request.GET else None, first=known.first, initial={"length": 10})
    context = {
        "year": year,
        "tabs": _years(known, year),
        "months": days.year_of(known, year),
        "provisional": known.provisional(date(year, 12, 31)),
        "notices": [_told(notice) for notice in queries.notices() if notice.year == year],
        "trial": trial,
        "told": _tried(known, trial),
        "keeper": may_enter_notice(request.actor),
    }
    return render(request, "console/calendar/calendar.html", context)


def why(request: Request, pk: int) -> HttpResponse:
    """为什么是这天: one clock counted day by day, for those who may see what it runs for."""
    clock = queries.clock(pk)
    subject = subject_of(request.actor, clock.subject)
    told = queries.explain_clock(clock)
    edition = plan.edition(clock.edition) if clock.edition else None
    context = {
        "clock": clock,
        "label": LABELS.get(clock.kind, clock.kind),
        "subject": subject,
        "light": light(clock, request.at, queries.current()),
        "lines": _lines(request, clock, told),
        "told": told,
        "rests": days.rests(told),
        "edition": edition,
        "said": edition.clause(clock.clause) if edition else "",
        "due": lights.due_day(clock.due_at, request.at),
        "original": lights.due_day(clock.original_due_at, request.at),
        "crumbs": [subject, Link("为什么是这天")],
    }
    return render(request, "console/calendar/why.html", context)


def _lines(request: Request, clock: Any, told: queries.ClockExplanation) -> list[days.Line]:
    """A limit counted on from its start; a reception day's notice counted back from its day."""
    if clock.kind != DayClock.NOTICE:
        return days.lines(told)
    day = receptions.fetch(request.actor, clock.subject.partition("/")[2])
    return days.before(queries.current().account(clock.due_on, day.date))


def notice(request: Request) -> HttpResponseBase:
    """录入放假通知, first half: read it and see what it would move."""
    _keepers_only(request)
    return submit(
        request,
        Notice,
        template="console/calendar/notice.html",
        context={"crumbs": [Link("工作日历", reverse("console:calendar")), Link("录入放假通知")]},
        do=partial(_preview, request),
        done=lambda result: reverse("console:notice_confirm"),
        initial=request.session.get(KEPT, {}).get("typed"),
    )


def notice_confirm(request: Request) -> HttpResponseBase:
    """录入放假通知, second half: what it would move, then yes or no."""
    _keepers_only(request)
    kept = request.session.get(KEPT)
    if kept is None:
        return redirect("console:notice")
    draft = parse_notice(kept["notice"].encode(), "notice.json")
    return submit(
        request,
        Press,
        template="console/calendar/confirm.html",
        context=partial(_preview_context, draft, kept["moves"]),
        do=partial(_enter, request, draft),
        done=lambda moved: f"{reverse('console:calendar')}?year={moved.year}",
        message=lambda moved: f"已录入{moved.year}年放假通知，调整时限 {len(moved.moved)} 个",
    )


def _keepers_only(request: Request) -> None:
    if not may_enter_notice(request.actor):
        raise NotFound("notice")


def _preview(request: Request, *, notice: Draft, region: str, text: str, **_: Any) -> actions.Moved:
    """Keeps the notice and what it would do for the page that asks for the word."""
    draft = notice.in_region(region)
    moved = actions.enter_draft(draft, by=request.actor, at=request.at, preview=True)
    request.session[KEPT] = {
        "notice": json.dumps(draft.as_data(), ensure_ascii=False),
        "moves": _moves(moved),
        "typed": {"text": text, "region": region},
    }
    return moved


def _enter(request: Request, draft: Draft) -> actions.Moved:
    moved = actions.enter_draft(draft, by=request.actor, at=request.at)
    del request.session[KEPT]
    return moved


def _moves(moved: actions.Moved) -> dict[str, Any]:
    """What a preview tells, in primitives: limits alike are counted together, the most frequent first."""
    alike = Counter((clock.kind, clock.old_on.isoformat(), clock.new_on.isoformat()) for clock in moved.moved)
    return {
        "version": moved.version,
        "moved": len(moved.moved),
        "confirmed": moved.confirmed,
        "overdue": [moved.overdue_before, moved.overdue_after],
        "groups": [[LABELS.get(kind, kind), old, new, count] for (kind, old, new), count in alike.most_common(100)],
    }


def _preview_context(draft: Draft, moves: dict[str, Any]) -> dict[str, Any]:
    groups = [
        (kind, date.fromisoformat(old), date.fromisoformat(new), count) for kind, old, new, count in moves["groups"]
    ]
    return {
        **moves,
        "said": draft,
        "off": days.spans(draft.off),
        "worked": days.spans(draft.worked),
        "groups": groups,
        "crumbs": [
            Link("工作日历", reverse("console:calendar")),
            Link("录入放假通知", reverse("console:notice")),
            Link("核对"),
        ],
    }


def _year(request: Request, known: WorkCalendar) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else day_of(request.at).year
    return min(max(year, known.first.year + 1), known.last.year)


def _years(known: WorkCalendar, shown: int) -> list[Link]:
    years = range(known.first.year + 1, known.last.year + 1)
    return [Link(f"{year}年", f"?year={year}", active=year == shown) for year in years]


def _told(notice: Any) -> dict[str, Any]:
    named = list(notice.days.all())
    return {
        "notice": notice,
        "off": days.spans(day.date for day in named if day.off),
        "worked": days.spans(day.date for day in named if not day.off),
    }


def _tried(known: WorkCalendar, trial: Trial) -> dict[str, Any] | None:
    if not trial.is_bound or not trial.is_valid():
        return None
    told = known.explain(trial.cleaned_data["start"], trial.cleaned_data["length"])
    return {"explanation": told, "lines": days.lines(told)}
