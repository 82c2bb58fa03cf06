"""覆盖面: for every enterprise the Plan receives, whether it was informed, has taken part, was helped. 五(五).

Everything is counted from visits, campaigns, appeals and accounts as they are; nothing is kept beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach.models import Participant, Visit
from qinqing.procedure.outreach.rules.coverage import NONE, Group, Mark
from qinqing.procedure.outreach.states import VisitState
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import queries as supervision

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise
    from qinqing.procedure.register.scopes import EnterpriseQuerySet

PAGE = 50
COLUMNS = ("township", "section", "size")


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
    """How many of the visible enterprises in each township, industry and size bear each mark; one query."""
    marks = conditions(actor)
    counted = {mark.value: Count("pk", filter=asked) for mark, asked in marks.items()}
    rows = _narrowed(actor, wanted).order_by().values(*COLUMNS).annotate(all=Count("pk"), **counted)
    return [
        Group(row["township"], row["section"], row["size"], row["all"], {mark: row[mark.value] for mark in marks})
        for row in rows
    ]


def covered(actor: Actor, wanted: CoverageWanted) -> tuple[Sequence["Enterprise"], int | None]:
    """A page of enterprises, newest entry first, each with ``marks``, and the cursor of the next; one query."""
    rows = covered_rows(actor, wanted)
    if wanted.after is not None:
        rows = rows.filter(pk__lt=wanted.after)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def covered_rows(actor: Actor, wanted: CoverageWanted) -> "EnterpriseQuerySet":
    """The enterprises asked for, each with a boolean for each mark, in no order."""
    rows, marks = _narrowed(actor, wanted), conditions(actor)
    if wanted.mark:
        rows = rows.filter(~marks[wanted.mark]) if wanted.lacking else rows.filter(marks[wanted.mark])
    return rows.annotate(
        **{f"is_{mark.value}": ExpressionWrapper(asked, BooleanField()) for mark, asked in marks.items()}
    )


def conditions(actor: Actor) -> dict[Mark, Q]:
    """What each mark asks of an enterprise. For a township, appeals that ask to stay unnamed do not count: a small
    figure would tell whose they are."""
    own = OuterRef("pk")
    visited = Q(Exists(Visit.objects.filter(enterprise=own, state=VisitState.MADE)))
    told = Participant.objects.filter(enterprise=own)
    brought = appeals.Appeal.objects.filter(enterprise=own)
    if actor.role in DEPARTMENT:
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
