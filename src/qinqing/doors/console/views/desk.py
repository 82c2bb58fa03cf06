"""待办: what is mine to do, reddest first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.finding_rows import finding_rows
from qinqing.doors.console.heaps import filled
from qinqing.doors.console.rows import appeal_rows, item_rows, minutes_rows
from qinqing.doors.console.setup import waiting
from qinqing.doors.console.views.dossiers import part_rows as dossier_rows
from qinqing.doors.console.views.samples import call_rows
from qinqing.doors.console.views.urgings import urging_rows
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import ADMINISTRATORS
from qinqing.kernel.phrases import local
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.kinds import PartKind
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.bulletins.states import PUBLIC
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.outreach import queries as outreach
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.supervision import queries as supervision
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.permits import may_propose_notice

LISTED = 50


def _administrator(request: Request) -> dict[str, Any]:
    """What the role keeps; whoever enters holiday notices is told which one is awaited."""
    awaited = calendar.awaited(day_of(request.at)) if may_propose_notice(request.actor) else []
    return {"role": request.actor.role, "awaited": awaited, "lacking": waiting(request.actor, day_of(request.at))}


def desk(request: Request) -> HttpResponse:
    """The page staff land on."""
    if request.actor.role in ADMINISTRATORS:
        return render(request, "console/administrator.html", _administrator(request))
    todo = appeals.todo(request.actor, at=request.at, size=LISTED)
    found = _heaps(request)
    context = {
        "rows": appeal_rows(todo.appeals, request.actor, at=request.at),
        "parts": part_rows(request, found["parts"]),
        "items": item_rows(found["items"], request.actor, at=request.at),
        "minutes": minutes_rows(found["minutes"], at=request.at) if found["minutes"] else [],
        "dossiers": found["dossiers"],
        "urgings": urging_rows(found["urgings"], request),
        "findings": finding_rows(found["findings"], at=request.at),
        "reports": found["reports"],
        "bulletins": [
            {"one": one, "light": lights.of_row(one.opened_at, due_of(one), "bulletin", at=request.at)}
            for one in found["bulletins"]
        ],
        "calls": call_rows(found["calls"], at=request.at),
        "heard": found["heard"],
        "more": LISTED if todo.figures["all"] > LISTED else 0,
        "counts": _counts(request, todo.figures, _dues(found)),
        "lacking": waiting(request.actor, day_of(request.at)),
        "today": local(request.at).date(),
        "working": calendar.current().is_working(day_of(request.at)),
    }
    return render(request, "console/desk.html", context)


def _heaps(request: Request) -> dict[str, Sequence[Any]]:
    """What waits for this post beside appeals: one query tells which heaps have anything in them, and those are read."""
    actor, at = request.actor, request.at
    parts = appeals.parts_owed(actor)
    heaps: dict[str, tuple[QuerySet[Any], Callable[[], Sequence[Any]]]] = {
        "parts": (parts, lambda: list(parts[:LISTED])),
        "items": (decisions.todo_rows(actor, at=at), lambda: decisions.todo(actor, at=at)),
        "minutes": (receptions.minutes_waiting_rows(actor), lambda: receptions.minutes_waiting(actor)),
        "dossiers": (receptions.dossier_waiting_rows(actor), lambda: dossier_rows(request)),
        "urgings": (supervision.urgings_todo_rows(actor), lambda: supervision.urgings_todo(actor)),
        "findings": (supervision.findings_todo_rows(actor), lambda: supervision.findings_todo(actor)),
        "reports": (supervision.reports_to_read_rows(actor), lambda: supervision.reports_to_read(actor)),
        "bulletins": (bulletins.bulletins_todo_rows(actor), lambda: bulletins.bulletins_todo(actor)),
        "calls": (supervision.calls_todo_rows(actor), lambda: supervision.calls_todo(actor, limit=LISTED)),
        "heard": (outreach.findings_todo_rows(actor), lambda: outreach.findings_todo(actor, limit=LISTED)),
    }
    some = filled({name: rows for name, (rows, _) in heaps.items()})
    return {name: read() if name in some else () for name, (_, read) in heaps.items()}


def _dues(found: Mapping[str, Sequence[Any]]) -> list[datetime | None]:
    """When each of what waits beside appeals is due; ``None`` for what has no limit of its own here."""
    dated = [row.due_at for name in ("parts", "items", "urgings", "findings", "calls") for row in found[name]]
    dated += [due_of(one) for one in found["bulletins"]]
    undated = [None for name in ("minutes", "reports", "heard") for _ in found[name]]
    return [*dated, *(row["due_at"] for row in found["dossiers"]), *undated]


def due_of(one: bulletins.Bulletin) -> datetime | None:
    """When a bulletin is to be out; what is out already and only put right has no day."""
    return None if one.standing in PUBLIC else end_of(one.due_on)


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
