"""待办: what is mine to do, reddest first."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.finding_rows import finding_rows
from qinqing.doors.console.rows import appeal_rows, item_rows, minutes_rows
from qinqing.doors.console.views.dossiers import part_rows as dossier_rows
from qinqing.doors.console.views.urgings import urging_rows
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import ADMINISTRATORS
from qinqing.kernel.phrases import local
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.kinds import PartKind
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.supervision import queries as supervision
from qinqing.services.calendar import queries as calendar

LISTED = 50


def desk(request: Request) -> HttpResponse:
    """The page staff land on."""
    if request.actor.role in ADMINISTRATORS:
        return render(request, "console/administrator.html", {"role": request.actor.role})
    todo = appeals.todo(request.actor, at=request.at, size=LISTED)
    items = decisions.todo(request.actor, at=request.at)
    minutes = receptions.minutes_waiting(request.actor)
    urgings = supervision.urgings_todo(request.actor)
    findings = supervision.findings_todo(request.actor)
    reports = supervision.reports_to_read(request.actor)
    waiting = bulletins.bulletins_todo(request.actor)
    dossiers = dossier_rows(request)
    dues = [row.due_at for row in (*todo.parts, *items, *urgings, *findings)] + [row["due_at"] for row in dossiers]
    others = [*dues, *(None for _ in (*minutes, *reports, *waiting))]
    context = {
        "rows": appeal_rows(todo.appeals, request.actor, at=request.at),
        "parts": part_rows(request, todo.parts),
        "items": item_rows(items, request.actor, at=request.at),
        "minutes": minutes_rows(minutes, at=request.at) if minutes else [],
        "dossiers": dossiers,
        "urgings": urging_rows(urgings, request),
        "findings": finding_rows(findings, at=request.at),
        "reports": reports,
        "bulletins": waiting,
        "more": LISTED if todo.figures["all"] > LISTED else 0,
        "counts": _counts(request, todo.figures, others),
        "today": local(request.at).date(),
        "working": calendar.current().is_working(day_of(request.at)),
    }
    return render(request, "console/desk.html", context)


def part_rows(request: Request, parts: object) -> list[dict[str, object]]:
    """Assistance and opinions owed, each with its light and the page on which to give it."""
    move = {PartKind.ASSISTING: "assist", PartKind.OPINION: "give_opinion"}
    return [
        {
            "appeal": appeals.shown(part.appeal, request.actor),
            "kind": part.get_kind_display(),
            "light": lights.of_row(part.asked_at, part.due_at, part.kind, at=request.at),
            "url": reverse("console:move", args=[part.appeal.code, move[part.kind]]),
        }
        for part in parts
    ]


def _counts(request: Request, figures: dict[str, int], others: list[datetime | None]) -> list[dict[str, object]]:
    """The four figures on top: overdue, due today, due within three working days, all."""
    spans, dues = appeals.pressing(request.at), [due for due in others if due]
    counted = {
        name: figures[name] + sum(after < due <= until for due in dues) for name, (after, until) in spans.items()
    }
    return [
        {"value": counted["overdue"], "label": "已超期", "tone": "red"},
        {"value": counted["today"], "label": "今天到期", "tone": "yellow"},
        {"value": counted["soon"], "label": "三个工作日内到期"},
        {"value": figures["all"] + len(others), "label": "等我办理"},
    ]
