"""季度督查: the rounds, one round with its findings, and the report before the leaders. 四(五)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.finding_rows import finding_rows
from qinqing.doors.console.forms.inspections import CloseRound, FindingFilters, OpenRound
from qinqing.doors.console.forms.item_moves import Remark
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import named_links
from qinqing.doors.console.versions import as_read
from qinqing.doors.web.downloads import paper_links, send_paper
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions, queries
from qinqing.procedure.supervision.rules.inspection import Result, quarter_of, share
from qinqing.procedure.supervision.states import ROUNDS, FindingState, RoundState


class Page(NamedTuple):
    """The page of one move of a round."""

    form: type[forms.Form]
    act: Any


PAGES = {
    "close": Page(CloseRound, actions.close_round),
    "draw_more": Page(Press, actions.draw_more),
    "mark_read": Page(Remark, actions.mark_round_read),
}


def inspections(request: Request) -> HttpResponse:
    """The rounds: what is due, what is under way, what was reported."""
    admit(request, "console:inspections")
    opens = request.actor.role is Role.INSPECTOR
    context = {
        "rows": [_round_row(line) for line in queries.rounds(request.actor)],
        "due": queries.due_round(day_of(request.at)) if opens else None,
        "late": day_of(request.at),
        "opens": opens,
    }
    return render(request, "console/inspections/list.html", context)


def inspection_new(request: Request) -> HttpResponseBase:
    """开展季度督查."""
    admit(request, "console:inspections")
    if request.actor.role is not Role.INSPECTOR:
        raise NotFound("inspection_new")
    now = quarter_of(day_of(request.at))
    return submit(
        request,
        OpenRound,
        template="console/inspections/new.html",
        context={"crumbs": [Link("季度督查", reverse("console:inspections")), Link("开展督查")]},
        do=partial(actions.open_round, by=request.actor, at=request.at),
        done=lambda result: reverse("console:inspection", args=[result.code]),
        message=lambda result: f"已开展{result.when.label}督查",
        quarters=[now.before, now],
    )


def inspection(request: Request, code: str) -> HttpResponse:
    """One round: how far it is, what is left, the findings by filter, the report and who has read it."""
    one = queries.fetch_round(request.actor, code)
    names = register.organ_names()
    organs = [(organ, names.get(organ, "")) for organ in queries.organs_of(one, request.actor)]
    form = FindingFilters(request.GET, organs=organs)
    page = queries.findings(one, request.actor, form.wanted())
    context = {
        **_about(request, one),
        "form": form,
        "filtered": form.is_narrowed,
        "rows": finding_rows(page.rows, at=request.at),
        "page": {
            "older": form.query(after=page.next) if page.next else "",
            "newer": (form.query() or "all=1") if form.wanted().after else "",
        },
        "papers": paper_links(queries.report_papers(one, request.actor), "console:inspection_paper", code),
        "readings": queries.readings(one) if one.standing is RoundState.CLOSED else [],
        "moves": named_links(queries.round_offers(one, request.actor), _urls(code)),
        "crumbs": [Link("季度督查", reverse("console:inspections")), Link(one.when.label)],
    }
    return render(request, "console/inspections/round.html", context)


def inspection_print(request: Request, code: str) -> HttpResponse:
    """A round as one sheet for print, within what the reader sees."""
    one = queries.fetch_round(request.actor, code)
    rows = finding_rows(queries.all_findings(one, request.actor), at=request.at)
    crumbs = [
        Link("季度督查", reverse("console:inspections")),
        Link(one.when.label, reverse("console:inspection", args=[code])),
        Link("打印"),
    ]
    return render(request, "console/inspections/print.html", {**_about(request, one), "rows": rows, "crumbs": crumbs})


def inspection_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, for whoever may make it."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    one = as_read(request, queries.fetch_round(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/inspections/move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, one, by=request.actor, at=request.at),
        done=lambda result: reverse("console:inspection", args=[code]),
        message=f"已办：{ROUNDS[name].label}",
    )


def inspection_paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """The report as docx or pdf, for whoever it is written for."""
    one = queries.fetch_round(request.actor, code)
    return send_paper(queries.report_papers(one, request.actor), paper, form)


def _urls(code: str) -> dict[str, str]:
    return {name: reverse("console:inspection_move", args=[code, name]) for name in PAGES}


def _round_row(line: queries.RoundLine) -> dict[str, Any]:
    return {
        "round": line.round,
        "all": line.all,
        "found": line.found,
        "left": line.all - line.found,
        "share": share(line.found, line.all),
        "url": reverse("console:inspection", args=[line.round.code]),
    }


def _about(request: Request, one: queries.Round) -> dict[str, Any]:
    """The round and its figures, within what the reader sees."""
    figures = queries.figures_of(one, request.actor)
    whole = int(str(figures["all"]))
    counts = [(result, int(str(figures[result.value]))) for result in Result]
    found = sum(count for _, count in counts)
    base = reverse("console:inspection", args=[one.code])
    pending = f"{base}?left={FindingState.PENDING}"
    return {
        "round": one,
        "whole": whole,
        "found": found,
        "left": whole - found,
        "share": share(found, whole),
        "left_url": pending,
        "organs": figures["organs"],
        "progress": [
            {**row, "former": Result(row["former"]).label} for row in _rows(figures["progress"]) if row["all"]
        ],
        "counts": [
            {"value": whole - found, "label": "还没有结论", "url": pending},
            *(
                {"value": count, "label": result.label, "url": f"{base}?result={result.value}", "tone": TONES[result]}
                for result, count in counts
            ),
            {"value": figures["carried"], "label": "上轮结转", "url": f"{base}?carried=on"},
        ],
    }


TONES = {Result.IMPLEMENTED: "", Result.IN_PROGRESS: "yellow", Result.NOT_IMPLEMENTED: "red"}


def _rows(told: object) -> list[dict[str, Any]]:
    return told if isinstance(told, list) else []


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    one = queries.fetch_round(request.actor, code)
    missing = queries.findings(one, request.actor, queries.FindingsWanted(state=FindingState.PENDING))
    return {
        **_about(request, one),
        "move": ROUNDS[name],
        "verdict": queries.may_with_round(name, one, request.actor),
        "version": one.version,
        "missing": finding_rows(missing.rows, at=request.at) if name == "close" else [],
        "crumbs": [
            Link("季度督查", reverse("console:inspections")),
            Link(one.when.label, reverse("console:inspection", args=[code])),
            Link(ROUNDS[name].label),
        ],
    }
