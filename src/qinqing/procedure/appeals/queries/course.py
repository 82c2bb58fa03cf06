"""The way of appeals so far, rung by rung: what was done and when, for whoever hears them next. 四(一)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import hides_identity, mask_identity
from qinqing.procedure.appeals.queries.history import COURSE, told
from qinqing.procedure.appeals.queries.reading import RUNGS
from qinqing.services.journal import queries as record
from qinqing.services.journal.queries import Entry


@dataclass(frozen=True, slots=True)
class RungCourse:
    """One rung, and a sentence for each thing done on it, oldest first."""

    name: str
    steps: tuple[str, ...]


def courses(found: Sequence[Appeal], actor: Actor) -> dict[int, tuple[RungCourse, ...]]:
    """By appeal its rungs so far, as this actor may read them; one query. The caller has scoped the appeals."""
    records = dict(record.records([appeal.subject for appeal in found])) if found else {}
    return {appeal.pk: tuple(_rungs(appeal, actor, records.get(appeal.subject, ()))) for appeal in found}


def _rungs(appeal: Appeal, actor: Actor, entries: Iterable[Entry]) -> Iterable[RungCourse]:
    """An entry belongs to the rung on which it was made; the one that raises the appeal still to the rung it leaves."""
    rung, by_rung, hidden = 1, dict[int, list[str]](), hides_identity(appeal, actor)
    for entry, said in told(entries, COURSE):
        if said:
            by_rung.setdefault(rung, []).append(mask_identity(appeal, said) if hidden else said)
        rung = int(entry.sets.get("rung", rung))
    return [RungCourse(RUNGS[number - 1], tuple(steps)) for number, steps in sorted(by_rung.items())]
