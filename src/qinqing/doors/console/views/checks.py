"""制度执行检查: which steps of the Plan the record shows were not taken, by clause and by organ, with what shows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.events import EVENTS, SUBJECTS
from qinqing.doors.console.evidence import shortfall
from qinqing.doors.console.forms.checks import CheckFilters
from qinqing.doors.console.forms.statistics import Period, Span
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.lights import due_day
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.rows import Row as AppealRow
from qinqing.doors.console.rows import appeal_rows
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.bulletins import queries
from qinqing.procedure.bulletins.rules import FEWEST, Rate
from qinqing.procedure.bulletins.rules.checking import CHECKS, HABITS, LATE
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.services.journal.queries import Entry

# Where a record that is of no single appeal is read.
PAGES = {
    "reception": "console:day",
    "minutes": "console:minutes",
    "bulletin": "console:bulletin",
    "round": "console:inspection",
}


class Row(NamedTuple):
    """One step of the Plan, or one organ: how often it was due, how often not taken, and where that leads."""

    name: str
    clause: str
    rate: Rate
    url: str

    @property
    def share(self) -> str:
        """The part in percent; of a few it says nothing."""
        return f"{self.rate.percent:g}%" if self.rate.whole >= FEWEST else "—"


class Cell(NamedTuple):
    """How often a department did it, of how many, and whether that is much."""

    part: int
    whole: int
    share: str
    much: bool
    url: str


class Department(NamedTuple):
    """One department and its habits, in their order."""

    name: str
    cells: list[Cell]


class Found(NamedTuple):
    """One step that was not taken: whose, of what, when it was due and done, and the entry that shows it."""

    title: str
    number: str
    url: str
    organ: str
    due: str
    done_at: datetime | None
    entry: Entry | None
    what: str
    edition: int | None


def checks(request: Request) -> HttpResponse:
    """Both tables of a period: by clause, and by organ."""
    admit(request, "console:checks")
    form = CheckFilters(request.GET, today=day_of(request.at))
    span = form.span()
    lines = queries.checked(request.actor, span.window(request.at), organ=form.organ())
    context = {
        "form": form,
        "span": span,
        "clauses": _by_check(lines, form.query(span)),
        "organs": _by_organ(lines, form),
        "total": Rate(sum(line.broken for line in lines), sum(line.whole for line in lines)),
        "meanings": [(check.clause, check.label, check.meaning) for check in CHECKS.values() if check.meaning != LATE],
        "late": LATE,
        "before": form.query(span.before),
        "after": form.query(span.after) if span.until <= day_of(request.at) else "",
        "tabs": _tabs(form, span),
        "checked_at": queries.checked_at(),
        "ledger": ledger_link(request, "checks", form.query(span)),
    }
    return render(request, "console/checks/checks.html", context)


def habits(request: Request) -> HttpResponse:
    """办理习惯: which departments return much, answer on the last day, extend often."""
    admit(request, "console:checks")
    form = Period(request.GET, today=day_of(request.at))
    span = form.span()
    context = {
        "form": form,
        "span": span,
        "habits": HABITS.values(),
        "rows": _habitual(queries.habits(request.actor, span.window(request.at)), form.query(span)),
        "few": FEWEST,
        "before": form.query(span.before),
        "after": form.query(span.after) if span.until <= day_of(request.at) else "",
        "tabs": _tabs(form, span, habits=True),
    }
    return render(request, "console/checks/habits.html", context)


def broken(request: Request, check: str) -> HttpResponse:
    """What was not taken of one step, latest first, as far as the reader may open it."""
    admit(request, "console:checks")
    if check not in CHECKS and check not in HABITS:
        raise NotFound("check")
    form = CheckFilters(request.GET, today=day_of(request.at))
    span, organ, told = form.span(), form.organ(), CHECKS.get(check) or HABITS[check]
    page = queries.broken(
        request.actor, check, span.window(request.at), organ=organ, after=request.GET.get("after", "")
    )
    names = register.organ_names()
    context = {
        "check": told,
        "habit": check in HABITS,
        "span": span,
        "organ": names.get(organ or 0, ""),
        "count": page.count,
        "shortfall": shortfall(page.count, open_to_reader=page.open, shown=_listed(page), unit="次"),
        "rows": _found(page.rows, request.actor, at=request.at),
        "absent": [(one, names.get(one.organ or 0, "")) for one in page.absent],
        "page": {"older": form.query(span, after=page.next) if page.next else ""},
        "crumbs": [_back(form, span, check), Link(told.label)],
    }
    return render(request, "console/checks/broken.html", context)


def _listed(page: queries.BrokenPage) -> int:
    """How many of them this page tells of: the rows, and what was due and is not there at all."""
    return len(page.rows) + sum(one.missing for one in page.absent)


def _tabs(form: Period, span: Span, *, habits: bool = False) -> list[Link]:
    """Both pages, for the same period."""
    pages = (("没有按制度做的", "console:checks", not habits), ("办理习惯", "console:checks_habits", habits))
    return [Link(label, f"{reverse(name)}?{form.query(span)}", active=here) for label, name, here in pages]


def _back(form: Period, span: Span, check: str) -> Link:
    label, name = ("办理习惯", "console:checks_habits") if check in HABITS else ("执行检查", "console:checks")
    return Link(label, f"{reverse(name)}?{form.query(span)}")


def _habitual(lines: Iterable[queries.CheckLine], query: str) -> list[Department]:
    """Whoever has most that is much comes first."""
    names, rates = register.organ_names(), defaultdict[int, dict[str, Rate]](dict)
    for line in lines:
        rates[line.organ or 0][line.check] = Rate(line.broken, line.whole)
    rows = [
        Department(names.get(organ, ""), _cells(told, f"{query}&organ_id={organ}")) for organ, told in rates.items()
    ]
    return sorted(
        rows, key=lambda row: (-sum(cell.much for cell in row.cells), -sum(cell.part for cell in row.cells), row.name)
    )


def _cells(told: Mapping[str, Rate], query: str) -> list[Cell]:
    found = []
    for key, habit in HABITS.items():
        rate = told.get(key, Rate(0, 0))
        url = f"{reverse('console:checks_broken', args=[key])}?{query}"
        share = f"{rate.percent:g}%" if rate.whole >= FEWEST else ""
        found.append(Cell(rate.part, rate.whole, share, habit.is_much(rate), url))
    return found


def _by_check(lines: Iterable[queries.CheckLine], query: str) -> list[Row]:
    """In the Plan's order, whatever was due at all."""
    sums = _summed((line.check, line) for line in lines)
    return [
        Row(check.label, check.clause, sums[key], f"{reverse('console:checks_broken', args=[key])}?{query}")
        for key, check in CHECKS.items()
        if key in sums
    ]


def _by_organ(lines: Iterable[queries.CheckLine], form: CheckFilters) -> list[Row]:
    """Who has most of it first; each leads to the same page of that organ."""
    names, here = register.organ_names(), reverse("console:checks")
    rows = [
        Row(
            names.get(organ or 0, "企业"),
            "",
            rate,
            f"{here}?{form.query(form.span(), organ_id=organ)}" if organ and not form.organ() else "",
        )
        for organ, rate in _summed((line.organ, line) for line in lines).items()
    ]
    return sorted(rows, key=lambda row: (-row.rate.part, -row.rate.whole, row.name))


def _summed(pairs: Iterable[tuple[Any, queries.CheckLine]]) -> dict[Any, Rate]:
    sums: dict[Any, Rate] = defaultdict(lambda: Rate(0, 0))
    for key, line in pairs:
        sums[key] = Rate(sums[key].part + line.broken, sums[key].whole + line.whole)
    return sums


def _found(rows: Iterable[queries.Broken], actor: Actor, *, at: datetime) -> list[Found]:
    told = list(rows)
    shown = {row["code"]: row for row in appeal_rows((one.appeal for one in told if one.appeal), actor, at=at)}
    return [_shown(one, shown[one.appeal.code] if one.appeal else None, at) for one in told]


def _shown(one: queries.Broken, row: AppealRow | None, at: datetime) -> Found:
    step, entry, (kind, _, code) = one.step, one.entry, one.step.checked.subject.partition("/")
    return Found(
        title=row["title"] if row else SUBJECTS[kind],
        number=row["number"] if row else "",
        url=row["url"] if row else _page(kind, code),
        organ=register.organ_names().get(step.organ or 0, ""),
        due=due_day(step.due_at, at),
        done_at=step.done_at,
        entry=entry,
        what=EVENTS.get(entry.event, entry.event) if entry else "",
        edition=plan.edition(step.edition).number if step.edition else None,
    )


def _page(kind: str, code: str) -> str:
    return reverse(PAGES[kind], args=[code]) if kind in PAGES else ""
