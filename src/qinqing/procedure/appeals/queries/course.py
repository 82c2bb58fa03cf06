"""The way of appeals so far, rung by rung: what was done and when, for whoever hears them next. 四(一)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.reading import RUNGS, Line, line
from qinqing.services.journal import queries as record
from qinqing.services.journal.queries import Entry

# What a leader needs not read: drafts, corrections of the entry, and what the system keeps for itself.
LEFT_OUT = frozenset(
    {
        "sorted", "amended", "outcome_drafted", "draft_sent_back", "query_code_renewed", "ledger_followed",
        "followed_up", "evaluated", "reminded", "moved",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RungCourse:
    """One rung, and what was done on it, oldest first."""

    name: str
    lines: tuple[Line, ...]


def courses(found: Sequence[Appeal], actor: Actor) -> dict[int, tuple[RungCourse, ...]]:
    """By appeal its rungs so far, as this actor may read them; one query. The caller has scoped the appeals."""
    told = dict(record.records([appeal.subject for appeal in found])) if found else {}
    return {appeal.pk: tuple(_rungs(appeal, actor, told.get(appeal.subject, ()))) for appeal in found}


def _rungs(appeal: Appeal, actor: Actor, entries: Iterable[Entry]) -> Iterable[RungCourse]:
    """An entry belongs to the rung on which it was made; the one that raises the appeal still to the rung it leaves."""
    rung, by_rung = 1, dict[int, list[Line]]()
    for entry in entries:
        if entry.event.rpartition(".")[2] not in LEFT_OUT:
            by_rung.setdefault(rung, []).append(line(appeal, actor, entry))
        rung = int(entry.sets.get("rung", rung))
    return [RungCourse(RUNGS[number - 1], tuple(lines)) for number, lines in sorted(by_rung.items())]
