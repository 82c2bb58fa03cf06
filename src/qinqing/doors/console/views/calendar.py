"""工作日历: the year, and why a limit ends when it does."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console import days, lights
from qinqing.doors.console.clocks import LABELS, subject_of
from qinqing.doors.console.forms.calendar import Trial
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import WorkCalendar, day_of
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.rules.clocks import Clock as DayClock
from qinqing.services.calendar import queries
from qinqing.services.calendar.permits import may_propose_notice, may_rule_on_notice
from qinqing.services.calendar.rules import light


def calendar(request: Request) -> HttpResponse:
    """The year by months, the notice it stands on, and a limit to try."""
    admit(request, "console:calendar")
    known = queries.current()
    year = _year(request, known)
    trial = Trial(request.GET if "start" in request.GET else None, first=known.first, initial={"length": 10})
    alone = queries.alone(year)
    context = {
        "year": year,
        "tabs": _years(known, year),
        "months": days.year_of(known, year),
        "provisional": known.provisional(date(year, 12, 31)),
        "notices": _told_with(alone, year),
        "waiting": queries.proposals_waiting(request.actor),
        "alone": alone,
        "ruling": may_rule_on_notice(request.actor),
        "trial": trial,
        "told": _tried(known, trial),
        "keeper": (keeper := may_propose_notice(request.actor)),
        "awaited": queries.awaited(day_of(request.at)) if keeper else [],
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


def _year(request: Request, known: WorkCalendar) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else day_of(request.at).year
    return min(max(year, known.first.year + 1), known.last.year)


def _years(known: WorkCalendar, shown: int) -> list[Link]:
    years = range(known.first.year + 1, known.last.year + 1)
    return [Link(f"{year}年", f"?year={year}", active=year == shown) for year in years]


def _told_with(alone: list[queries.Proposal], year: int) -> list[dict[str, Any]]:
    """The year's notices, newest first; the newest of its region bears the mark of what nobody has seconded."""
    found = [notice for notice in queries.notices() if notice.year == year]
    marked = {one.region: next(notice for notice in found if notice.region == one.region) for one in alone}
    return [_told(notice, alone=marked.get(notice.region) == notice) for notice in found]


def _told(notice: Any, *, alone: bool) -> dict[str, Any]:
    named = list(notice.days.all())
    return {
        "notice": notice,
        "alone": alone,
        "off": days.spans(day.date for day in named if day.off),
        "worked": days.spans(day.date for day in named if not day.off),
    }


def _tried(known: WorkCalendar, trial: Trial) -> dict[str, Any] | None:
    if not trial.is_bound or not trial.is_valid():
        return None
    told = known.explain(trial.cleaned_data["start"], trial.cleaned_data["length"])
    return {"explanation": told, "lines": days.lines(told)}
