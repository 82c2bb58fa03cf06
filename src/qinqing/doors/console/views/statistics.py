"""统计: every measure by any cut for a month, a quarter or a year, with the counts behind it and the appeals. 四(六)."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.evidence import shortfall
from qinqing.doors.console.forms.statistics import Asked, Span
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.rows import appeal_rows
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.rules import MEANINGS, MEASURES, Counts, Rate, Row

FIGURES = {
    "received": "收到", "returned": "退回", "extended": "延期", "open": "在办", "overdue": "超期", "closed": "办结",
    "shelved": "挂账", "rated": "评价",
}  # fmt: skip
OF_RATES = {
    "transferred": "转办", "transferred_in_time": "及时转办", "contacted_in_time": "按时联系企业",
    "overdue_at_first": "超过原时限", "closed_in_time": "按时办结", "closed_in_first_time": "按原时限办结",
    "solved": "企业说已解决", "satisfied": "满意", "called": "部门回访问到满意度的",
    "called_satisfied": "部门回访满意", "checked": "抽样回访问到满意度的", "checked_satisfied": "抽样回访满意",
}  # fmt: skip
LABELS = {**FIGURES, **OF_RATES}


class Figure(NamedTuple):
    """A count that leads to its appeals; ``over`` marks what is overdue."""

    count: int
    url: str
    over: bool


class Share(NamedTuple):
    """A rate, where its part leads, and by how many points it rose since the period before and a year ago."""

    rate: Rate
    url: str
    before: float | None
    year_ago: float | None


class Line(NamedTuple):
    """One row of the table."""

    name: str
    figures: list[Figure]
    shares: list[Share]
    gap: float | None


def statistics(request: Request) -> HttpResponse:
    """The table of what the actor may see, the total last."""
    admit(request, "console:statistics")
    form = Asked(request.GET, today=day_of(request.at))
    span = form.span()
    compared = form.cleaned_data.get("compared")
    spans = (span, span.before, span.year_ago) if compared else (span,)
    rows = queries.measured(request.actor, form.asked_cut(), [one.window(request.at) for one in spans])
    context = {
        "form": form,
        "cut": form.asked_cut(),
        "span": span,
        "rows": [_line(row, form.query(span, key=row.key)) for row in rows],
        "total": _line(_total(rows), form.query(span)) if len(rows) > 1 else None,
        "figures": list(FIGURES.values()),
        "measures": MEASURES.values(),
        "meanings": [(LABELS[name], meaning) for name, meaning in MEANINGS.items()],
        "compared": compared,
        "before": form.query(span.before),
        "after": form.query(span.after) if span.until <= day_of(request.at) else "",
        "followed_at": queries.followed_at(),
    }
    return render(request, "console/statistics/measures.html", context)


def behind(request: Request, figure: str) -> HttpResponse:
    """The appeals behind one figure."""
    admit(request, "console:statistics")
    form = Asked(request.GET, today=day_of(request.at))
    span, after = form.span(), request.GET.get("after", "")
    page = queries.behind(
        request.actor,
        figure,
        span.window(request.at),
        cut=form.asked_cut(),
        key=request.GET.get("key"),
        after=after if after.isascii() and after.isdigit() and len(after) < 18 else "",
    )
    named = {"key": request.GET["key"]} if "key" in request.GET else {}
    context = {
        "label": LABELS[figure],
        "name": _name_of(request, form, span) if named else "合计",
        "span": span,
        "count": page.count,
        "shortfall": shortfall(page.count, open_to_reader=page.open, shown=len(page.rows), unit="件"),
        "rows": appeal_rows(page.rows, request.actor, at=request.at),
        "page": {"older": form.query(span, **named, after=page.next) if page.next else ""},
        "crumbs": [Link("统计", f"{reverse('console:statistics')}?{form.query(span)}"), Link(LABELS[figure])],
    }
    return render(request, "console/statistics/behind.html", context)


def _total(rows: list[Row]) -> Row:
    sums = [sum((getattr(row, name) for row in rows), Counts()) for name in ("now", "before", "year_ago")]
    return Row("", "合计", *sums)


def _line(row: Row, query: str) -> Line:
    figures = [
        Figure(getattr(row.now, name), _address(name, query), name == "overdue" and row.now.overdue > 0)
        for name in FIGURES
    ]
    gap = row.now.gap
    return Line(row.name, figures, list(_shares(row, query)), gap)


def _shares(row: Row, query: str) -> Iterator[Share]:
    for measure in MEASURES.values():
        now, before, year_ago = (counts.rate(measure) for counts in (row.now, row.before, row.year_ago))
        yield Share(now, _address(measure.part, query), now.since(before), now.since(year_ago))


def _address(figure: str, query: str) -> str:
    return f"{_path(figure)}?{query}"


@cache
def _path(figure: str) -> str:
    return reverse("console:statistics_behind", args=[figure])


def _name_of(request: Request, form: Any, span: Span) -> str:
    """The name of the line that was pressed; one that has nothing any more has none."""
    rows = queries.measured(request.actor, form.asked_cut(), [span.window(request.at)])
    return next((row.name for row in rows if row.key == request.GET["key"]), "")
