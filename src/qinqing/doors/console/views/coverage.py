"""覆盖面: the map by township, industry and size, and the enterprises behind each figure. 五(五)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.coverage import LACKING, CoveredFilters, MapFilters
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.visit_rows import enterprise_contacts
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import DEPARTMENT
from qinqing.procedure.outreach import queries
from qinqing.procedure.outreach.rules.coverage import MEANINGS, NONE, Across, Grid, Mark, lay_out, totals
from qinqing.procedure.outreach.states import VISITORS
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS, Size

UNKNOWN = "未填"
NAMES: dict[Across, dict[str, str]] = {Across.SECTION: SECTIONS, Across.SIZE: {one.value: one.label for one in Size}}


def coverage(request: Request) -> HttpResponse:
    """The map: shades and figures, each leading to its enterprises; the same as a table for whoever cannot see it."""
    admit(request, "console:coverage")
    form = MapFilters(request.GET)
    mark, across = form.asked_mark(), form.asked_across()
    groups = queries.groups(request.actor, form.wanted())
    base = {name: form.data.get(name, "") for name in ("township", "section", "size")}
    context = {
        "form": form,
        "mark": mark,
        "across": across,
        "counts": [
            {"value": f"{cell.marked} / {cell.all}", "label": f"{one.label}的企业", "url": _list(base, one.value)}
            for one, cell in totals(groups).items()
        ],
        "lacking": LACKING[mark],
        "table": _table(lay_out(groups, mark, across, list(NAMES[across])), across, mark, base),
        "meanings": [(one.label, meaning) for one, meaning in MEANINGS.items()],
        "partial": request.actor.role in DEPARTMENT,
    }
    return render(request, "console/coverage/map.html", context)


def covered(request: Request) -> HttpResponse:
    """Enterprises with their marks and last contacts: who was never visited, who does not know; keyset paged."""
    admit(request, "console:coverage")
    form = CoveredFilters(request.GET)
    wanted = form.wanted()
    rows, following = queries.covered(request.actor, wanted)
    context = {
        "form": form,
        "marks": [mark.label for mark in Mark],
        "rows": [
            row | {"marks": [mark.label for mark in Mark if getattr(row["enterprise"], f"is_{mark}")]}
            for row in enterprise_contacts(rows, request)
        ],
        "goes": request.actor.role in VISITORS,
        "page": {
            "older": form.query(after=following) if following else "",
            "newer": (form.query() or "all=1") if wanted.after else "",
        },
        "ledger": ledger_link(request, "coverage", form.query()),
        "crumbs": [Link("覆盖面", reverse("console:coverage")), Link("企业")],
    }
    return render(request, "console/coverage/list.html", context)


def _table(grid: Grid, across: Across, mark: Mark, base: dict[str, str]) -> dict[str, Any]:
    """The grid in words and addresses, the total last."""
    towns, words = register.organ_names(), NAMES[across]

    def cells(row: int | None) -> list[dict[str, Any]]:
        narrowed = base | {"township": str(row) if row else NONE}
        found = [
            {"cell": grid.cells[row, key], "url": _list(narrowed | {across.value: key or NONE}, f"no-{mark}")}
            for key in grid.columns
        ]
        return [*found, {"cell": grid.by_row[row], "url": _list(narrowed, f"no-{mark}")}]

    last = [
        {"cell": grid.by_column[key], "url": _list(base | {across.value: key or NONE}, f"no-{mark}")}
        for key in grid.columns
    ]
    return {
        "columns": [*(words.get(key, UNKNOWN) for key in grid.columns), "合计"],
        "rows": [(towns.get(row or 0, UNKNOWN), cells(row)) for row in grid.rows],
        "total": [*last, {"cell": grid.total, "url": _list(base, f"no-{mark}")}],
    }


def _list(base: dict[str, str], standing: str) -> str:
    """The address of a list, written without the list's form: the map has one for each of its cells."""
    told = {name: value for name, value in base.items() if value} | {"standing": standing}
    return f"{reverse('console:covered')}?{urlencode(told)}"
