"""到会 by year: how often a department was called, who came, late or not, whether it had written, and the days. 五(二)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.procedure.receptions.models import Attendance, Call, DossierPart, ReceptionDay
from qinqing.procedure.receptions.queries.dossiers import limits_of
from qinqing.procedure.receptions.rules.dossiers import DossierState
from qinqing.procedure.receptions.rules.kinds import HOSTED, Kind, Presence
from qinqing.procedure.receptions.states import State
from qinqing.procedure.register import queries as register


@dataclass(frozen=True, slots=True)
class Attended:
    """One department called to one day that was held; without ``row`` nobody wrote down who came.

    ``owing`` says what became of its parts of the dossier where one came late or never did.
    """

    organ: int
    day: ReceptionDay
    row: Attendance | None = None
    owing: frozenset[str] = frozenset()


MEANT: dict[str, Callable[[Attended], bool]] = {
    "called": lambda one: True,
    "leader": lambda one: one.row is not None and one.row.presence == Presence.LEADER,
    "substitute": lambda one: one.row is not None and one.row.presence == Presence.SUBSTITUTE,
    "absent": lambda one: one.row is not None and one.row.presence == Presence.ABSENT,
    "missing": lambda one: one.row is None,
    "late": lambda one: one.row is not None and one.row.arrived_at is not None,
    "part_late": lambda one: "late" in one.owing,
    "part_missed": lambda one: "missed" in one.owing,
}


@dataclass(frozen=True, slots=True)
class OrganYear:
    """One department's year: its counts by the names in ``MEANT``."""

    organ: int
    code: str
    name: str
    counts: Mapping[str, int]


def attending_years(actor: Actor, year: int, *, joint: bool = False) -> Sequence[OrganYear]:
    """Every department called to the days that the actor sees, most often called first; a department reads its own.

    ``joint`` counts the joint meetings (五(三)) instead of the reception days: the bulletin counts these alone.
    """
    by_organ: dict[int, list[Attended]] = {}
    for one in attended(actor, year, joint=joint):
        by_organ.setdefault(one.organ, []).append(one)
    organs = {organ.id: organ for organ in register.organs(active=None)}
    found = [
        OrganYear(
            organ,
            organs[organ].code,
            organs[organ].name,
            {name: sum(map(meant, rows)) for name, meant in MEANT.items()},
        )
        for organ, rows in by_organ.items()
    ]
    return sorted(found, key=lambda one: (-one.counts["called"], one.organ))


def attended(
    actor: Actor, year: int, *, organ: int | None = None, meant: str = "called", joint: bool = False
) -> Sequence[Attended]:
    """The days behind a count, in order; the same five queries however many there are."""
    return [one for one in _attended(actor, year, organ, joint=joint) if MEANT[meant](one)]


def _attended(actor: Actor, year: int, organ: int | None, *, joint: bool) -> Iterator[Attended]:
    kinds = [Kind.JOINT] if joint else HOSTED
    seen = ReceptionDay.objects.visible_to(actor).filter(date__year=year, state=State.HELD, kind__in=kinds)
    days = {day.pk: day for day in seen.order_by("date", "starts_at", "id")}
    only = {"organ": organ} if organ else {}
    if actor.role in DEPARTMENT:
        only = {"organ": actor.organ or 0} if organ in (None, actor.organ) else {"organ": 0}
    came = {(row.day_id, row.organ_id): row for row in Attendance.objects.filter(day__in=days, **only)}
    owing = _owing(days, only)
    for day, called in sorted(
        Call.objects.filter(day__in=days, **only).values_list("day", "organ"),
        key=lambda pair: (days[pair[0]].date, pair),
    ):
        yield Attended(called, days[day], came.get((day, called)), owing.get((day, called), frozenset()))


def _owing(days: Collection[int], only: Mapping[str, int]) -> dict[tuple[int, int], frozenset[str]]:
    """By day and department what it owed its dossier: a part after its limit (late), or none before the hearing."""
    asked = DossierPart.objects.filter(day__in=days, state__in=(DossierState.SUBMITTED, DossierState.MISSED), **only)
    parts = list(asked.only("code", "day", "organ", "state"))
    limits, found = limits_of(parts), dict[tuple[int, int], frozenset[str]]()
    for part in parts:
        limit, key = limits[part.subject], (part.day_id, part.organ_id)
        late = limit is not None and limit.stopped_at is not None and limit.stopped_at >= limit.due_at
        told = "missed" if part.state == DossierState.MISSED else "late" if late else ""
        found[key] = found.get(key, frozenset()) | {told} - {""}
    return found
