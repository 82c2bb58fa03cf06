"""覆盖面: for every enterprise the Plan receives, whether it was informed, has taken part, was helped. 五(五).

The list asks visits, campaigns, appeals and accounts as they are. The map would ask them a hundred thousand times: it
reads what the worker has counted (``Counted``), and asks anew only for the enterprises of which something changed since.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach.models import Participant, Recount, Visit
from qinqing.procedure.outreach.rules.coverage import NONE, Group, Mark, marks_of
from qinqing.procedure.outreach.states import VisitState
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import queries as supervision

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise
    from qinqing.procedure.register.scopes import EnterpriseQuerySet

PAGE = 50
COLUMNS = ("township", "section", "size")
MOST = 500  # enterprises to be counted again that are worth telling apart from the others
Key = tuple[int | None, str, str]


@dataclass(frozen=True, slots=True)
class CoverageWanted:
    """Which enterprises: text, township (organ id), section, size (each ``none`` where the register does not know it);
    those with a mark, or (``lacking``) without it; ``after`` is the id of the last row seen."""

    text: str = ""
    township: str = ""
    section: str = ""
    size: str = ""
    mark: Mark | None = None
    lacking: bool = False
    after: int | None = None


def groups(actor: Actor, wanted: CoverageWanted) -> list[Group]:
    """How many of the visible enterprises in each township, industry and size bear each mark; three queries at most."""
    rows, stale = _narrowed(actor, wanted), _to_recount()
    found: dict[Key, Counter[Mark | None]] = defaultdict(Counter)
    if stale is None:
        parts = _asked(actor, rows)
    elif stale:
        parts = chain(_counted(actor, rows.exclude(pk__in=stale)), _asked(actor, rows.filter(pk__in=stale)))
    else:
        parts = _counted(actor, rows)
    for key, counts in parts:
        found[key].update(counts)
    return [
        Group(*key, counts[None], {mark: counts[mark] for mark in Mark})
        for key, counts in found.items()
        if counts[None]
    ]


def _to_recount() -> set[int] | None:
    """The enterprises of which something changed since they were counted; None where they are too many to tell apart."""
    asked = set(Recount.objects.values_list("enterprise_id", flat=True).distinct()[: MOST + 1])
    return None if None in asked or len(asked) > MOST else {pk for pk in asked if pk is not None}


def _counted(actor: Actor, rows: "EnterpriseQuerySet") -> Iterator[tuple[Key, dict[Mark | None, int]]]:
    """By group and by what is said of its enterprises, how many there are: all (None), and with each mark."""
    field = "counted__openly" if actor.role in DEPARTMENT else "counted__marks"
    for *key, bits, count in rows.order_by().values_list(*COLUMNS, field).annotate(count=Count("pk")):
        yield tuple(key), {None: count, **dict.fromkeys(marks_of(bits or 0), count)}


def _asked(actor: Actor, rows: "EnterpriseQuerySet") -> Iterator[tuple[Key, dict[Mark | None, int]]]:
    """The same, asked of visits, campaigns, appeals and accounts."""
    marks = conditions(openly=actor.role in DEPARTMENT)
    counted = {mark.value: Count("pk", filter=asked) for mark, asked in marks.items()}
    told = rows.order_by().values_list(*COLUMNS).annotate(all=Count("pk"), **counted)
    for township, section, size, count, *each in told:
        yield (township, section, size), {None: count, **dict(zip(marks, each, strict=True))}


def covered(actor: Actor, wanted: CoverageWanted) -> tuple[Sequence["Enterprise"], int | None]:
    """A page of enterprises, newest entry first, each with ``marks``, and the cursor of the next; one query."""
    rows = covered_rows(actor, wanted)
    if wanted.after is not None:
        rows = rows.filter(pk__lt=wanted.after)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def covered_rows(actor: Actor, wanted: CoverageWanted) -> "EnterpriseQuerySet":
    """The enterprises asked for, each with a boolean for each mark, in no order."""
    rows, marks = _narrowed(actor, wanted), conditions(openly=actor.role in DEPARTMENT)
    if wanted.mark:
        rows = rows.filter(~marks[wanted.mark]) if wanted.lacking else rows.filter(marks[wanted.mark])
    return rows.annotate(
        **{f"is_{mark.value}": ExpressionWrapper(asked, BooleanField()) for mark, asked in marks.items()}
    )


def conditions(*, openly: bool) -> dict[Mark, Q]:
    """What each mark asks of an enterprise. For a township (``openly``), appeals that ask to stay unnamed do not count: a
    small figure would tell whose they are."""
    own = OuterRef("pk")
    visited = Q(Exists(Visit.objects.filter(enterprise=own, state=VisitState.MADE)))
    told = Participant.objects.filter(enterprise=own)
    brought = appeals.Appeal.objects.filter(enterprise=own)
    if openly:
        brought = brought.filter(confidential=False)
    came = Q(Exists(told.filter(attended_at__isnull=False))) | Q(Exists(brought))
    solved = brought.filter(supervision.said_solved())
    return {
        Mark.VISITED: visited,
        Mark.INFORMED: visited | Q(Exists(told)) | Q(Exists(brought)) | Q(register.has_account()),
        Mark.TAKEN_PART: came,
        Mark.HELPED: Q(Exists(solved)),
    }


def _narrowed(actor: Actor, wanted: CoverageWanted) -> "EnterpriseQuerySet":
    rows = register.received(actor, text=wanted.text)
    for name in COLUMNS:
        value = getattr(wanted, name)
        if value:
            unknown = None if name == "township" else ""
            rows = rows.filter(**{name: unknown if value == NONE else value})
    return rows
