"""统计: every measure by any cut for a month, a quarter or a year, with the counts behind it and the appeals. 四(六)."""

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
from qinqing.procedure.bulletins.rules import MEANINGS, MEASURES, Counts, Cut, Rate, Row
from qinqing.procedure.register import queries as register

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
# 回访差: the department's own calls, less the bureau's sample.
BETWEEN = (("called_satisfied", "called"), ("checked_satisfied", "checked"))
LABELS = {**FIGURES, **OF_RATES}


class Figure(NamedTuple):
    """A count that leads to its appeals, and what it was in the period before and a year ago; ``over`` marks what is overdue."""

    count: int
    url: str
    over: bool
    before: int
    year_ago: int

    @property
    def moved(self) -> bool:
        """Whether there is anything to compare: nought with nought says nothing."""
        return any((self.count, self.before, self.year_ago))


class Share(NamedTuple):
    """A rate, where its part and its whole lead (nowhere if that is two counts), and by how many points it rose since."""

    rate: Rate
    url: str
    whole_url: str
    before: float | None
    year_ago: float | None


class Gap(NamedTuple):
    """回访差 in points, and the two rates it lies between."""

    points: float | None
    rates: tuple[Share, Share]


class Line(NamedTuple):
    """One row of the table; ``fate`` is what became of an organ that is no more."""

    name: str
    fate: str
    figures: list[Figure]
    shares: list[Share]
    gap: Gap


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
        "rows": [_line(row, form.query(span, key=row.key), _fate(form.asked_cut(), row.key)) for row in rows],
        "total": _line(_total(rows), form.query(span)) if len(rows) > 1 else None,
        "figures": list(FIGURES.values()),
        "measures": MEASURES.values(),
        "meanings": [(LABELS[name], meaning) for name, meaning in MEANINGS.items()],
        "compared": compared,
        "since_before": compared and any(not row.before.empty for row in rows),
        "since_year_ago": compared and any(not row.year_ago.empty for row in rows),
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


def _fate(cut: Cut, key: str) -> str:
    """What an organ did stays its own; the table says that nobody answers there any more, and who took over."""
    organ = register.organ(int(key)) if cut in (Cut.DEPARTMENT, Cut.TOWNSHIP) and key.isdigit() and int(key) else None
    if organ is None or organ.active:
        return ""
    heir = register.successor(organ.id)
    return f"已撤并，由{register.organ_names()[heir]}承接" if heir else "已撤并"


def _line(row: Row, query: str, fate: str = "") -> Line:
    figures = [
        Figure(
            getattr(row.now, name),
            _address(name, query),
            name == "overdue" and row.now.overdue > 0,
            getattr(row.before, name),
            getattr(row.year_ago, name),
        )
        for name in FIGURES
    ]
    own, sample = (_share(row, part, (whole,), query) for part, whole in BETWEEN)
    shares = [_share(row, measure.part, measure.whole, query) for measure in MEASURES.values()]
    return Line(row.name, fate, figures, shares, Gap(row.now.gap, (own, sample)))


def _share(row: Row, part: str, whole: tuple[str, ...], query: str) -> Share:
    now, before, year_ago = (
        Rate(getattr(counts, part), sum(getattr(counts, name) for name in whole))
        for counts in (row.now, row.before, row.year_ago)
    )
    whole_url = _address(whole[0], query) if len(whole) == 1 else ""
    return Share(now, _address(part, query), whole_url, now.since(before), now.since(year_ago))


def _address(figure: str, query: str) -> str:
    return f"{_path(figure)}?{query}"


@cache
def _path(figure: str) -> str:
    return reverse("console:statistics_behind", args=[figure])


def _name_of(request: Request, form: Any, span: Span) -> str:
    """The name of the line that was pressed; one that has nothing any more has none."""
    rows = queries.measured(request.actor, form.asked_cut(), [span.window(request.at)])
    return next((row.name for row in rows if row.key == request.GET["key"]), "")
