"""推演: the county's own last year under other numbers of the Plan. 二(一), 四(一)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.queries.counting import ALL
from qinqing.procedure.bulletins.rules.foresight import Again, Queue, Spread, counted, counted_again, years
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar

PERIOD = timedelta(days=365)
DEPUTY_RUNG, MAYOR_RUNG = 2, 3
MONTHS, QUARTERS = 12, 4
HEARS = 5  # appeals a day, where no day was held yet


Numbers = tuple[Mapping[str, int], int]


class Host(NamedTuple):
    """Whom appeals wait for: how many came up on which day, how many wait, and the setting of days ``a_year`` times."""

    title: str
    came: Counter[date]
    waiting: int
    setting: str
    a_year: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One host's queue: as things are, and under the other numbers."""

    host: str
    came: int
    now: Mapping[str, Spread]
    then: Mapping[str, Spread]

    @property
    def spreads(self) -> list[Spread]:
        """As the page shows them: for each figure as things are, then under the other numbers."""
        return [side[name] for name in self.now for side in (self.now, self.then)]


@dataclass(frozen=True, slots=True)
class Foresight:
    """What came of it, and on what it rests: the record from ``since`` on, and ``hears`` appeals a day."""

    since: date
    hears: int
    limits: Mapping[str, Again]
    queues: Sequence[Waiting]


def foresee(actor: Actor, changed: Mapping[str, int], *, hears: int | None = None, at: datetime) -> Foresight:
    """Limits that ended in the last year, counted again with ``changed`` settings; queues lived with and without them.

    ``hears`` is how many appeals a day hears under the changed numbers; none given, as many as days heard. Raises
    NotFound for who does not read the whole county's figures.
    """
    if actor.role not in ALL:
        raise NotFound("foresight")
    working, ended = calendar.current(), appeals.ended(at - PERIOD, at)
    since = max(min((one.since for one in ended), default=day_of(at)), day_of(at - PERIOD))
    days = [day.date for day in working.walk(since - timedelta(days=1), day_of(at)) if day.working]
    usual = receptions.usual_agenda(at - PERIOD, at) or HEARS
    numbers = plan.in_force(day_of(at)).limits.values
    now, then = (numbers, usual), ({**numbers, **changed}, hears or usual)
    queues = [_waiting(host, days, now, then) for host in _hosts(at)]
    again = counted_again(appeals.spent(at - PERIOD, at, changed), changed, working)
    return Foresight(since, usual, counted(ended) | again, queues)


def _hosts(at: datetime) -> Iterator[Host]:
    """The deputy mayors, each with the industries of the portfolio, and the mayor, whom deputies send appeals to."""
    ripe, up = appeals.ripe_now(), appeals.brought_up(at - PERIOD, at)
    for post in register.posts(Role.DEPUTY):
        came: Counter[date] = Counter()
        for one in up:
            came[one.on] += one.appeals * (one.section in post.sections)
        waiting = sum(ripe.get((DEPUTY_RUNG, section), 0) for section in post.sections)
        yield Host(post.title, came, waiting, "deputy_days_month", MONTHS)
    waiting = sum(count for (rung, _), count in ripe.items() if rung == MAYOR_RUNG)
    sent = Counter(receptions.sent_further(DEPUTY_RUNG, at - PERIOD, at))
    for post in register.posts(Role.MAYOR):
        yield Host(post.title, sent, waiting, "mayor_days_quarter", QUARTERS)


def _waiting(host: Host, days: Sequence[date], now: Numbers, then: Numbers) -> Waiting:
    came = tuple(host.came[day] for day in days) or (0,)
    lived = [
        years(Queue(came, host.waiting, limits[host.setting] * host.a_year, hears)) for limits, hears in (now, then)
    ]
    return Waiting(host.title, sum(came), *lived)
