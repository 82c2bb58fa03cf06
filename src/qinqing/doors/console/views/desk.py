"""待办: what is mine to do, reddest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.finding_rows import finding_rows
from qinqing.doors.console.heaps import Heaps, filled
from qinqing.doors.console.proposals import PROPOSED, proposals, to_confirm
from qinqing.doors.console.rows import appeal_rows, item_rows, minutes_rows
from qinqing.doors.console.setup import waiting
from qinqing.doors.console.views.dossiers import part_rows as dossier_rows
from qinqing.doors.console.views.samples import call_rows
from qinqing.doors.console.views.urgings import urging_rows
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import ADMINISTRATORS, LEADERS
from qinqing.kernel.phrases import local
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.kinds import PartKind
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.bulletins.states import PUBLIC
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.outreach import queries as outreach
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.supervision import queries as supervision
from qinqing.services.accounts import queries as accounts
from qinqing.services.calendar import queries as calendar
from qinqing.services.calendar.permits import may_propose_notice
from qinqing.services.letters import queries as letters

LISTED = 50
NEVER = datetime.max.replace(tzinfo=UTC)
TITLES = {  # the heading, the few words that lead to it, and what shows the rows
    "appeals": ("等本岗办理的诉求", "诉求", "console/desk/_appeals.html"),
    "urgings": ("等本岗办理的督办单", "督办单", "console/urgings/_rows.html"),
    "findings": ("等本岗办理的督查整改", "督查整改", "console/inspections/_rows.html"),
    "parts": ("等本单位提交的意见", "意见", "console/consultations/_parts.html"),
    "dossiers": ("等本单位提交的接待材料", "接待材料", "console/days/_dossier_rows.html"),
    "items": ("等本岗办理的决定事项", "决定事项", "console/decisions/_rows.html"),
    "minutes": ("等本岗办理的会议纪要", "会议纪要", "console/minutes/_rows.html"),
    "bulletins": ("等本岗办理的月度通报", "月度通报", "console/desk/_bulletins.html"),
    "calls": ("等本岗打的抽样回访", "抽样回访", "console/samples/_calls.html"),
    "reports": ("等您圈阅的督查报告", "督查报告", "console/desk/_reports.html"),
    "letters": ("等登记的来信", "来信", "console/letters/_rows.html"),
    "heard": ("走访听到、等登记的困难", "走访听到的困难", "console/desk/_heard.html"),
    "proposals": ("等您确认的改动", "待确认的改动", "console/desk/_proposals.html"),
}
WAITING: Heaps = {
    "parts": lambda actor, at: appeals.parts_owed(actor),
    "items": lambda actor, at: decisions.todo_rows(actor, at=at),
    "minutes": lambda actor, at: receptions.minutes_waiting_rows(actor),
    "dossiers": lambda actor, at: receptions.dossier_waiting_rows(actor),
    "urgings": lambda actor, at: supervision.urgings_todo_rows(actor),
    "findings": lambda actor, at: supervision.findings_todo_rows(actor),
    "reports": lambda actor, at: supervision.reports_to_read_rows(actor),
    "bulletins": lambda actor, at: bulletins.bulletins_todo_rows(actor),
    "calls": lambda actor, at: supervision.calls_todo_rows(actor),
    "heard": lambda actor, at: outreach.findings_todo_rows(actor),
    "letters": lambda actor, at: letters.letters_waiting(actor),
    **PROPOSED,
}
TO_LEADERS = {"items": ("等您圈阅报告或批准改期的决定事项", "决定事项", "console/decisions/_rows.html")}


@dataclass(frozen=True)
class Heap:
    """One kind of work that waits: how the page shows it, and when each is due that has a limit."""

    name: str
    title: str
    label: str
    template: str
    rows: Sequence[Any]
    dues: Sequence[datetime | None]
    whole: int = 0

    @property
    def count(self) -> int:
        """How many wait, also where not all are listed."""
        return self.whole or len(self.rows)


def _administrator(request: Request) -> dict[str, Any]:
    """What the role keeps; whoever enters holiday notices is told which one is awaited."""
    awaited = calendar.awaited(day_of(request.at)) if may_propose_notice(request.actor) else []
    asked = [
        one for one in accounts.resets(limit=LISTED) if not one.settled_at and one.asked_by != request.actor.person
    ]
    return {
        "role": request.actor.role, "awaited": awaited, "lacking": waiting(request.actor, day_of(request.at)),
        "resets": len(asked), "proposals": to_confirm(request.actor, at=request.at),
    }  # fmt: skip


def desk(request: Request) -> HttpResponse:
    """The page staff land on."""
    if request.actor.role in ADMINISTRATORS:
        return render(request, "console/administrator.html", _administrator(request))
    todo = appeals.todo(request.actor, at=request.at, size=LISTED)
    found = _found(request)
    titles = TITLES | TO_LEADERS if request.actor.role in LEADERS else TITLES
    heaps = [Heap(name, *titles[name], rows, dues) for name, rows, dues in _heaps(request, found) if rows]
    rows = appeal_rows(todo.appeals, request.actor, at=request.at)
    rows.sort(key=lambda row: not row["due"] and not row["mine"])  # what only waits comes after what can be done
    context = {
        "heaps": by_urgency([_of_appeals(todo, rows), *heaps] if rows else heaps),
        "more": LISTED if todo.figures["all"] > LISTED else 0,
        "counts": _counts(request, todo.figures, [due for heap in heaps for due in heap.dues]),
        "lacking": waiting(request.actor, day_of(request.at)),
        "today": local(request.at).date(),
        "working": calendar.current().is_working(day_of(request.at)),
    }
    return render(request, "console/desk.html", context)


def by_urgency(heaps: Sequence[Heap]) -> list[Heap]:
    """The heap with the earliest limit first; those without one last, as they stand in ``TITLES``."""
    return sorted(heaps, key=lambda heap: min((due for due in heap.dues if due), default=NEVER))


def _of_appeals(todo: appeals.Todo, rows: Sequence[Any]) -> Heap:
    """The appeals, with the limits that are the office's: what the enterprise has time for presses nobody here."""
    dues = [appeal.due_at for appeal in todo.appeals if appeal.due_kind != Clock.ANSWER]
    return Heap("appeals", *TITLES["appeals"], rows, dues, todo.figures["all"])


def _found(request: Request) -> dict[str, Sequence[Any]]:
    """What waits for this post beside appeals: one query tells which heaps have anything in them, and those are read."""
    actor, at = request.actor, request.at
    some = filled(WAITING, actor, at=at)
    reads: dict[str, Callable[[], Sequence[Any]]] = {
        "parts": lambda: list(appeals.parts_owed(actor)[:LISTED]),
        "items": lambda: decisions.todo(actor, at=at),
        "minutes": lambda: receptions.minutes_waiting(actor),
        "dossiers": lambda: dossier_rows(request),
        "urgings": lambda: supervision.urgings_todo(actor),
        "findings": lambda: supervision.findings_todo(actor),
        "reports": lambda: supervision.reports_to_read(actor),
        "bulletins": lambda: bulletins.bulletins_todo(actor),
        "calls": lambda: supervision.calls_todo(actor, limit=LISTED),
        "heard": lambda: outreach.findings_todo(actor, limit=LISTED),
        "letters": lambda: list(letters.letters_waiting(actor)[:LISTED]),
    }
    found = {name: read() if name in some else () for name, read in reads.items()}
    return found | {"proposals": proposals(actor, some, at=at)}


def _heaps(
    request: Request, found: Mapping[str, Sequence[Any]]
) -> list[tuple[str, Sequence[Any], list[datetime | None]]]:
    """What waits beside appeals: by name, the rows as the page shows them, and when each is due."""
    at = request.at
    minutes = minutes_rows(found["minutes"], at=at) if found["minutes"] else []
    light_of = [lights.of_row(one.opened_at, due_of(one), "bulletin", at=at) for one in found["bulletins"]]
    return [
        ("urgings", urging_rows(found["urgings"], request), _due(found["urgings"])),
        ("findings", finding_rows(found["findings"], at=at), _due(found["findings"])),
        ("parts", part_rows(request, found["parts"]), _due(found["parts"])),
        ("dossiers", found["dossiers"], [row["due_at"] for row in found["dossiers"]]),
        ("items", item_rows(found["items"], request.actor, at=at), _due(found["items"])),
        ("minutes", minutes, _due(minutes)),
        (
            "bulletins",
            [{"one": one, "light": light} for one, light in zip(found["bulletins"], light_of, strict=True)],
            [due_of(one) for one in found["bulletins"]],
        ),
        ("calls", call_rows(found["calls"], at=at), _due(found["calls"])),
        ("reports", found["reports"], [None for _ in found["reports"]]),
        ("letters", found["letters"], [None for _ in found["letters"]]),
        ("heard", found["heard"], [None for _ in found["heard"]]),
        ("proposals", found["proposals"], [None for _ in found["proposals"]]),
    ]


def _due(rows: Sequence[Any]) -> list[datetime | None]:
    return [row.due_at for row in rows]


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
        {"value": counted["overdue"], "label": "已超期", "tone": "red" if counted["overdue"] else ""},
        {"value": counted["today"], "label": "今天到期", "tone": "yellow" if counted["today"] else ""},
        {"value": counted["soon"], "label": "三个工作日内到期"},
        {"value": figures["all"] + len(others), "label": "等我办理"},
    ]
