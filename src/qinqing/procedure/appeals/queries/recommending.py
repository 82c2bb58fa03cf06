"""推荐: whom to transfer an appeal to, how to sort it, and what became of similar ones. It only ever advises."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import SEARCH_KIND
from qinqing.procedure.appeals.queries.lists import SHOWN, organs_concerned
from qinqing.procedure.appeals.rules.kinds import Category, Result, Urgency
from qinqing.procedure.appeals.rules.recommending import weighing
from qinqing.procedure.appeals.rules.recommending.duties import Duties, Known, Worded
from qinqing.procedure.appeals.rules.recommending.measuring import FEWEST_MEASURED, Tried, fold_of, folds
from qinqing.procedure.appeals.rules.recommending.subjects import categories, urgencies
from qinqing.procedure.appeals.rules.recommending.weighing import Earlier, Suggested
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import OrganKind
from qinqing.services.journal import queries as journal
from qinqing.services.search import queries as search

ONE_OF_MANY = frozenset({OrganKind.TOWN, OrganKind.PARK, OrganKind.BANK})
LOOKED_AT, SHOWN_ALIKE = 30, 5
# Closed so, an appeal was nobody's to solve: it teaches nothing of whom to transfer to.
ADVICE_SUBJECT, MEASURED = "advice/departments", "appeals.advice.measured"
UNTAUGHT = frozenset({Result.REFUSED, Result.MERGED, Result.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Alike:
    """A similar earlier appeal, how alike it is (0 to 1), and what became of it."""

    appeal: Appeal
    likeness: float
    lead: str
    became: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What may be recommended of one text, each part with its reasons."""

    departments: Sequence[Suggested]
    assisting: Sequence[Suggested]
    category: Category
    category_why: Sequence[str]
    urgency: Urgency
    urgency_why: Sequence[str]
    similar: Sequence[Alike]


def advise(actor: Actor, text: str, *, township: int | None = None, without: Collection[int] = frozenset()) -> Advice:
    """Departments, category, urgency and similar appeals for a text, from the catalogue of duties and earlier appeals.

    ``township`` is the organ where the enterprise is; ``without`` are appeals to leave out: the one the text is of.
    Earlier appeals are those the actor may see. Six queries at most.
    """
    duties, bound = _known()
    found = _earlier(actor, text, without)
    taught = _taught(found)
    home = {township} if township else frozenset()
    advised = weighing.departments(duties.fits(text), taught, bound=bound, home=home)
    category, category_why = weighing.category(categories().fits(text), taught)
    urgency, urgency_why = weighing.urgency(urgencies().fits(text))
    return Advice(
        advised, weighing.assisting(advised), Category(category), category_why, Urgency(urgency), urgency_why,
        _shown(found[:SHOWN_ALIKE]),
    )  # fmt: skip


def try_advice(sample: int) -> Iterator[Tried]:
    """What would have been advised of the newest transferred appeals, had those of the same part never been transferred.

    The rows are read at once: SQLite lets nobody write while a statement is being read.
    """
    newest = _transferred().order_by("-pk").only("title", "text", "enterprise_id", "lead_id", "category")
    rows = list(newest[:sample])
    parts = folds(_transferred().values_list("pk", "title"))
    for row in rows:
        yield _tried(row, parts.get(fold_of(row.title), frozenset()) | {row.pk})


def enough_to_measure() -> bool:
    """Whether so many appeals were transferred that measuring the advice on them says anything."""
    return _transferred()[:FEWEST_MEASURED].count() == FEWEST_MEASURED


def _transferred() -> models.QuerySet[Appeal]:
    return Appeal.objects.filter(lead__isnull=False).exclude(result__in=UNTAUGHT)


def _tried(row: Appeal, unknown: Collection[int]) -> Tried:
    text = f"{row.title}\n{row.text}"
    township = register.townships([row.enterprise_id]).get(row.enterprise_id)
    duties, bound = _known()
    by_duties = weighing.departments(duties.fits(text), (), bound=bound, home={township} if township else ())
    advice = advise(MACHINE, text, township=township, without=unknown)
    return Tried(
        lead=_heir(row.lead_id or 0),
        category=row.category,
        by_duties=tuple(one.organ for one in by_duties),
        advised=tuple(one.organ for one in advice.departments),
        advised_category=advice.category,
    )


def measured_advice() -> dict[str, Any]:
    """The figures of the last measuring with its moment ``at``; empty when there was none."""
    last = journal.last(ADVICE_SUBJECT)
    return {**last.facts, "at": last.at} if last else {}


_made: list[tuple[object, Duties[int], frozenset[int]]] = []


def _known() -> tuple[Duties[int], frozenset[int]]:
    """The vocabulary of the register's state: made once in a process."""
    table = register.table()
    if not _made or _made[0][0] is not table:
        charges = register.charges(table)
        duties = Duties(
            Known(one.organ.id, [Worded(duty.name, duty.words, duty.related) for duty in one.duties], one.names)
            for one in charges
        )
        _made[:] = [(table, duties, frozenset(one.organ.id for one in charges if one.organ.kind in ONE_OF_MANY))]
    return _made[0][1], _made[0][2]


def _earlier(actor: Actor, text: str, without: Collection[int]) -> list[tuple[Appeal, float]]:
    alike = dict(search.alike(SEARCH_KIND, text, limit=LOOKED_AT, without=without))
    visible = Appeal.objects.visible_to(actor).filter(pk__in=alike)
    rows = sorted(visible.only(*SHOWN), key=lambda row: (-alike[row.pk], -row.pk))
    return [(row, alike[row.pk]) for row in rows if alike[row.pk] >= weighing.ALIKE][:LOOKED_AT]


def _taught(found: Sequence[tuple[Appeal, float]]) -> list[Earlier]:
    """Those that were transferred, each with the organs that do that work today."""
    led = [(row, likeness) for row, likeness in found if row.lead_id and row.result not in UNTAUGHT]
    concerned = organs_concerned([row for row, _ in led])
    return [
        Earlier(row.number, likeness, _heir(row.lead_id), [_heir(one) for one in concerned[row.pk][1:]], row.category)
        for row, likeness in led
        if row.lead_id
    ]


def _heir(organ: int) -> int:
    """The organ itself, or whoever took over from it."""
    seen = {organ}
    while (heir := register.organ(organ).successor) and heir not in seen:
        organ = heir
        seen.add(organ)
    return organ


def _shown(found: Sequence[tuple[Appeal, float]]) -> list[Alike]:
    names = register.organ_names()
    return [
        Alike(row, round(likeness, 3), names.get(row.lead_id or 0, ""), row.get_result_display() or row.standing.label)
        for row, likeness in found
    ]
