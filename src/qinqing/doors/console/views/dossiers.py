"""接待材料: every sheet of a day one after the other, a department's part, and what the office settles. 五(二), 四(一)2."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.dossiers import Part, WriteSheet
from qinqing.doors.console.offers import Offer, named_links
from qinqing.doors.console.opened import noted
from qinqing.doors.console.views.days import crumbs, move_label
from qinqing.doors.web.downloads import paper_links
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import DEPARTMENT
from qinqing.kernel.errors import NotFound
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.dossiers import SHEET
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.states import DOSSIERS, MOVES
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.rules.lights import light


class Page(NamedTuple):
    """The page of one move of a part: its form and the action."""

    form: type[forms.Form]
    act: Callable[..., Any]


PAGES: dict[str, Page] = {
    "submit_part": Page(Part, actions.submit_part),
    "resubmit_part": Page(Part, actions.resubmit_part),
    "return_part": Page(Reason, actions.return_part),
}
# The notice asks, the agenda and the day release and postpone, the outcome closes; who takes over from a department writes.
ELSEWHERE = frozenset({"ask_part", "postpone_part", "miss_part", "release_part", "hand_part_on"})


def day_dossier(request: Request, code: str) -> HttpResponse:
    """The whole dossier of a day, as far as the reader may know its appeals."""
    day = queries.dossier_day(request.actor, code)
    found = queries.sheets(day, request.actor, at=request.at)
    context = {
        "day": day,
        "title": queries.title(day),
        "host": queries.host_title(day),
        "sheets": [_sheet(request, day, one) for one in found],
        "counts": _counts(queries.dossier_counts(found)),
        "papers": paper_links(_issued(day, request), "console:day_paper", code),
        "issue": _issuing(day, request),
        "issue_label": move_label(day, "issue_dossier"),
        "crumbs": _crumbs(request, day, worded("接待材料", joint=day.joint)),
    }
    return render(request, "console/days/dossier.html", context)


def dossier(request: Request, code: str) -> HttpResponseBase:
    """From a department's part to its sheet."""
    part = queries.fetch_dossier_part(request.actor, code)
    return redirect(f"{reverse('console:day_dossier', args=[part.day.code])}#a-{part.appeal.code}")


def dossier_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of a department's part, beside the sheet it belongs to."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    part = queries.fetch_dossier_part(request.actor, code)
    return submit(
        request,
        page.form,
        template="console/days/dossier_part.html",
        context=partial(_part_context, request, code, name),
        do=partial(page.act, part, by=request.actor, at=request.at),
        done=lambda result: f"{reverse('console:day_dossier', args=[part.day.code])}#a-{part.appeal.code}",
        message=f"已办：{DOSSIERS[name].label}",
        initial={field: getattr(part, field) for field in ("opinion", "proposal", "questions")},
    )


def sheet(request: Request, code: str, appeal: str) -> HttpResponseBase:
    """修改接待材料: proposal and open questions; two who write see each other's words."""
    entry = queries.entry(request.actor, code, appeal)
    if request.actor.role not in MOVES["write_sheet"].by:
        raise NotFound("sheet")
    stored = {name: getattr(entry, name) for name in SHEET}
    return submit(
        request,
        WriteSheet,
        template="console/days/sheet.html",
        context=partial(_sheet_context, request, code, appeal),
        do=partial(actions.write_sheet, entry, by=request.actor, at=request.at),
        done=lambda result: f"{reverse('console:day_dossier', args=[code])}#a-{appeal}",
        message="已保存",
        initial=stored,
        stored=stored,
    )


def part_rows(request: Request) -> list[dict[str, Any]]:
    """待办: the parts that the reader's department owes, most pressing first."""
    days = calendar.current()
    return [
        {
            "part": part,
            "title": queries.title(part.day),
            "due_at": limit.due_at if limit else None,
            "light": light(limit, request.at, days) if limit else None,
            "shown": queries.shown_of(part, request.actor),
            "url": reverse("console:dossier_move", args=[part.code, _writing(part)]),
        }
        for part, limit in queries.dossier_waiting(request.actor)
    ]


def _issued(day: queries.ReceptionDay, request: Request) -> list[Any]:
    """The dossiers issued so far, newest first."""
    return [paper for paper in reversed(queries.day_papers(day, request.actor)) if paper.kind == "dossier"]


def _issuing(day: queries.ReceptionDay, request: Request) -> Any:
    """The move, for the office, while it may be made."""
    move = MOVES["issue_dossier"]
    may = request.actor.role in move.by and queries.may(move.name, day, request.actor, at=request.at)
    return move if may else None


def _writing(part: queries.DossierPart) -> str:
    return "submit_part" if part.state == "asked" else "resubmit_part"


def _sheet(request: Request, day: queries.ReceptionDay, one: queries.Sheet) -> dict[str, Any]:
    """One sheet as the page lays it out."""
    may_write = request.actor.role in MOVES["write_sheet"].by
    return {
        "sheet": one,
        "lead": register.organ_names().get(one.entry.appeal.lead_id or 0, ""),
        "enterprise": queries.profile(one),
        "parts": [_part(request, part, one.entry.outcome) for part in one.parts],
        "write": reverse("console:sheet", args=[day.code, one.entry.appeal.code])
        if may_write and day.state == "planned" and not one.entry.outcome
        else "",
    }


def _part(request: Request, one: queries.PartOf, outcome: str) -> dict[str, Any]:
    """One department's part, its light while it is owed, and what this reader may do with it."""
    running = one.limit if one.limit and one.limit.running else None
    return {
        "part": one.part,
        "late": one.late,
        "light": light(running, request.at, calendar.current()) if running else None,
        "moves": _moves(queries.dossier_offers(one.part, request.actor, outcome), one.part),
    }


def _moves(offers: Iterable[Any], part: queries.DossierPart) -> list[Offer]:
    urls = {name: reverse("console:dossier_move", args=[part.code, name]) for name in PAGES}
    return named_links([(move, verdict) for move, verdict in offers if verdict], urls)


def _counts(counted: Mapping[str, int]) -> list[dict[str, object]]:
    return [
        {"value": counted["asked"], "label": "请部门提交"},
        {"value": counted["on_time"], "label": "按时提交"},
        {"value": counted["late"], "label": "迟交", "tone": "yellow" if counted["late"] else ""},
        {"value": counted["missing"], "label": "未提交", "tone": "red" if counted["missing"] else ""},
    ]


def _part_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    part = queries.fetch_dossier_part(request.actor, code)
    noted(request, part.appeal)
    return {
        "part": part,
        "day": part.day,
        "title": queries.title(part.day),
        "shown": queries.shown_of(part, request.actor),
        "move": DOSSIERS[name],
        "verdict": queries.may_dossier(name, part, request.actor),
        "back": f"{reverse('console:day_dossier', args=[part.day.code])}#a-{part.appeal.code}",
        "crumbs": _crumbs(request, part.day, DOSSIERS[name].label),
    }


def _sheet_context(request: Request, code: str, appeal: str) -> Mapping[str, Any]:
    entry = queries.entry(request.actor, code, appeal)
    found = queries.sheets(entry.day, request.actor, at=request.at)
    return {
        "day": entry.day,
        "one": next(_sheet(request, entry.day, one) for one in found if one.entry.pk == entry.pk),
        "verdict": queries.may("write_sheet", entry.day, request.actor, at=request.at),
        "outcome": entry.get_outcome_display(),
        "crumbs": _crumbs(request, entry.day, MOVES["write_sheet"].label),
    }


def _crumbs(request: Request, day: queries.ReceptionDay, step: str) -> list[Link]:
    """A department that writes for a day it is not called to does not see that day's own page."""
    if request.actor.role in DEPARTMENT and request.actor.organ not in queries.departments(day):
        return [Link("接待日", reverse("console:days")), Link(step)]
    return crumbs(day, step)
