"""What if the Plan's numbers were others: limits that ended, counted again; queues for a hearing, lived again. Pure.

Both start from what was. Nobody is taken to work otherwise because a limit is another: a recount tells how many limits
would have been missed at the pace there was, not what people would have done.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from statistics import fmean, quantiles
from types import MappingProxyType

from qinqing.kernel.workdays import WorkCalendar
from qinqing.procedure.appeals.rules.spending import Ended, Spent

YEAR = 250  # working days, about
SEEDS = range(1, 101)


@dataclass(frozen=True, slots=True)
class Again:
    """One setting: how many limits ended, how many of them late, and how many would have been late."""

    ended: int = 0
    late: int = 0
    would: int = 0

    def __add__(self, other: "Again") -> "Again":
        return Again(self.ended + other.ended, self.late + other.late, self.would + other.would)


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits for one host: appeals that came up on each working day there was, those that wait already, the days
    of hearing a year, and how many appeals each hears."""

    came: tuple[int, ...]
    waiting: int
    days: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Lived:
    """One year of a queue: working days that the heard had waited on average, its longest, and what is left of it."""

    waited: float
    longest: int
    left: int


@dataclass(frozen=True, slots=True)
class Spread:
    """What most years come to: the middle one, and the tenth and the ninetieth of a hundred."""

    middle: float
    low: float
    high: float


def counted(ended: Iterable[Ended]) -> dict[str, Again]:
    """By setting, the limits that ended as they were recorded, under the edition each appeal had."""
    found: dict[str, Again] = {}
    for one in ended:
        late = one.late * one.times
        found[one.setting] = found.get(one.setting, Again()) + Again(one.times, late, late)
    return found


def counted_again(spent: Iterable[Spent], changed: Mapping[str, int], calendar: WorkCalendar) -> dict[str, Again]:
    """By changed setting, the limits that ended as they were, and as they would have ended under the ``changed`` numbers."""
    found: dict[str, Again] = {}
    for one in spent:
        would = one.needed(calendar) > changed[one.setting]
        again = Again(one.times, one.late * one.times, would * one.times)
        found[one.setting] = found.get(one.setting, Again()) + again
    return found


def live(queue: Queue, seed: int) -> Lived:
    """A year of working days: each brings what some day of the record brought, hearings come at even distances, who
    came first is heard first. The same seed brings the same year."""
    came = Random(seed).choices(queue.came, k=YEAR)
    hearings = {(number + 1) * YEAR // queue.days - 1 for number in range(queue.days)}
    line, waited, longest = deque([0] * queue.waiting), [], queue.waiting
    for today, count in enumerate(came):
        if count:
            line.extend([today] * count)
            longest = max(longest, len(line))
        if today in hearings:
            waited += [today - line.popleft() for _ in range(min(queue.capacity, len(line)))]
    return Lived(fmean(waited) if waited else 0.0, longest, len(line))


@lru_cache(maxsize=256)
def years(queue: Queue) -> Mapping[str, Spread]:
    """``waited``, ``longest`` and ``left`` over a hundred years, each from a seed of its own; lived once for each queue."""
    lived = [live(queue, seed) for seed in SEEDS]
    figures = {name: _spread([getattr(one, name) for one in lived]) for name in ("waited", "longest", "left")}
    return MappingProxyType(figures)


def _spread(values: Sequence[float]) -> Spread:
    tenths = quantiles(values, n=10, method="inclusive")
    return Spread(tenths[4], tenths[0], tenths[8])
