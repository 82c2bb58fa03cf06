"""What could stand on a day's agenda: ripe appeals of the host's portfolio, a proposal that fits, and themes. 四(一)2."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from qinqing.kernel.actors import Actor
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions.models import AgendaItem, ReceptionDay
from qinqing.procedure.receptions.queries.days import departments, ripe_for
from qinqing.procedure.receptions.queries.slots import asked_for
from qinqing.procedure.receptions.rules.kinds import Kind
from qinqing.procedure.receptions.rules.planning import USUAL_CAPACITY
from qinqing.procedure.receptions.rules.proposal import Candidate, Pick, propose
from qinqing.procedure.receptions.rules.themes import Told, themes
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.search.rules import tokens

RECENT = 2  # earlier hearings shown beside an appeal


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier hearing of the same enterprise: when, and what it came to."""

    date: date
    outcome: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ripe appeal beside what the office weighs it by; ``waited`` is in working days since it came in."""

    appeal: appeals.Appeal
    waited: int
    organs: tuple[int, ...]
    before: tuple[Before, ...]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything that could be put on, longest waiting first; what is proposed; what belongs together."""

    waiting: tuple[Waiting, ...]
    picks: tuple[Pick, ...]
    themes: tuple[tuple[str, ...], ...]
    room: int


def choice(day: ReceptionDay, actor: Actor, *, at: datetime) -> Choice:
    """What the office may put on this day's agenda; the same number of queries however many there are."""
    asked = asked_for(day)
    waiting = [replace(one, asked=one.appeal.pk in asked) for one in _waiting(ripe_for(day, actor), actor, at)]
    heard = AgendaItem.objects.filter(day=day).count()
    room = max(0, (day.capacity or USUAL_CAPACITY) - heard)
    candidates = [
        Candidate(one.appeal.code, one.waited, one.appeal.late, one.appeal.urgency, frozenset(one.organs), one.asked)
        for one in waiting
    ]
    names = register.organ_names()
    picks = () if day.joint else propose(candidates, room=room, called=departments(day), names=names)
    told = [_told(one.appeal) for one in waiting]
    return Choice(tuple(waiting), picks, tuple(map(tuple, themes(told))), room)


def to_call(day: ReceptionDay, entries: Sequence[AgendaItem]) -> list[int]:
    """The departments that what is on the agenda concerns and that are not called yet, leads first; two queries."""
    found = appeals.organs_concerned([entry.appeal for entry in entries])
    called = set(departments(day))
    wanted = [organs[0] for organs in found.values() if organs] + [
        organ for organs in found.values() for organ in organs
    ]
    return [organ for organ in dict.fromkeys(wanted) if organ not in called]


def _waiting(found: Sequence[appeals.Appeal], actor: Actor, at: datetime) -> list[Waiting]:
    known, today = calendar.current(), day_of(at)
    organs, before = appeals.organs_concerned(found), _before(found, actor)
    rows = [
        Waiting(
            appeal,
            max(0, known.between(day_of(appeal.received_at), today)),
            organs[appeal.pk],
            tuple(before.get((appeal.enterprise_id, appeal.enterprise_name), ())[:RECENT]),
        )
        for appeal in found
    ]
    return sorted(rows, key=lambda row: (not row.appeal.late, -row.waited, row.appeal.pk))


def _before(found: Sequence[appeals.Appeal], actor: Actor) -> dict[tuple[int, str], list[Before]]:
    """Earlier hearings by enterprise, latest first, as far as the reader sees those appeals; no joint meeting heard it.

    Those who gave no code share one row of the register, so the name counts too.
    """
    visible = appeals.Appeal.objects.visible_to(actor).values("pk")
    rows = AgendaItem.objects.filter(appeal__enterprise__in={one.enterprise_id for one in found}, appeal__in=visible)
    heard: dict[tuple[int, str], list[Before]] = {}
    for row in (
        rows.exclude(outcome="")
        .exclude(day__kind=Kind.JOINT)
        .select_related("appeal", "day")
        .order_by("-day__date", "-id")
    ):
        key = (row.appeal.enterprise_id, row.appeal.enterprise_name)
        heard.setdefault(key, []).append(Before(row.day.date, row.get_outcome_display()))
    return heard


def _told(appeal: appeals.Appeal) -> Told:
    return Told(appeal.code, appeal.category, frozenset(tokens(f"{appeal.title} {appeal.text}").split()))
