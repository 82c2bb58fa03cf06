"""制度: the edition in force, each clause beside its numbers; former editions; a new one."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.console.forms.plan import NewEdition
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.plan import chapters
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan import actions, queries
from qinqing.procedure.plan.permits import may_adopt
from qinqing.procedure.plan.rules import changed

KEPT = "edition_to_adopt"


def plan(request: Request) -> HttpResponse:
    """The edition in force."""
    admit(request, "console:plan")
    return _page(request, queries.in_force(day_of(request.at)))


def edition(request: Request, number: int) -> HttpResponse:
    """Any edition: one that was in force, or one that will be."""
    admit(request, "console:plan")
    row = next((row for row in queries.editions() if row.number == number), None)
    if row is None:
        raise NotFound("edition")
    return _page(request, queries.edition(row.pk))


def edition_new(request: Request) -> HttpResponseBase:
    """起草新版本: all numbers, starting from the newest edition's."""
    _keepers_only(request)
    newest = queries.editions()[0]
    return submit(
        request,
        NewEdition,
        template="console/plan/new.html",
        context={"newest": newest, "crumbs": _crumbs("起草新版本")},
        do=partial(_draft, request),
        done=lambda result: reverse("console:edition_confirm"),
        initial=_start(request, newest),
    )


def edition_confirm(request: Request) -> HttpResponseBase:
    """发布新版本: what it changes, then yes or no."""
    _keepers_only(request)
    kept = request.session.get(KEPT)
    if kept is None:
        return redirect("console:edition_new")
    draft = {**kept["draft"], "in_force_from": date.fromisoformat(kept["draft"]["in_force_from"])}
    return submit(
        request,
        Press,
        template="console/plan/confirm.html",
        context={"said": draft, "changes": kept["changes"], "crumbs": _crumbs("起草新版本", "核对")},
        do=partial(_adopt, request, draft),
        done=lambda made: reverse("console:edition", args=[made.number]),
        message=lambda made: f"已发布第 {made.number} 版",
    )


def _keepers_only(request: Request) -> None:
    if not may_adopt(request.actor):
        raise NotFound("edition")


def _start(request: Request, newest: Any) -> dict[str, Any]:
    """The newest edition's numbers, or what was drafted before and looked at."""
    draft = request.session.get(KEPT, {}).get("draft", {})
    return {"title": newest.title, **newest.settings, **draft, **draft.get("settings", {})}


def _draft(request: Request, **draft: Any) -> list[str]:
    """Keeps what is to be adopted, with what it changes, for the page that asks for the word."""
    changes = actions.preview(**draft, by=request.actor, at=request.at)
    request.session[KEPT] = {
        "draft": {**draft, "in_force_from": draft["in_force_from"].isoformat()},
        "changes": changes,
    }
    return changes


def _adopt(request: Request, draft: dict[str, Any]) -> Any:
    made = actions.adopt(**draft, by=request.actor, at=request.at)
    del request.session[KEPT]
    return made


def _page(request: Request, shown: queries.EditionView) -> HttpResponse:
    rows = queries.editions()
    today = day_of(request.at)
    context = {
        "edition": shown,
        "row": next(row for row in rows if row.pk == shown.id),
        "in_force": queries.in_force(today).id,
        "today": today,
        "chapters": chapters(shown),
        "history": [
            (row, changed(former.settings, row.settings) if former else [])
            for row, former in zip(rows, [*rows[1:], None], strict=True)
        ],
        "keeper": may_adopt(request.actor),
    }
    return render(request, "console/plan/plan.html", context)


def _crumbs(*steps: str) -> list[Link]:
    return [Link("制度", reverse("console:plan")), *(Link(step) for step in steps)]
