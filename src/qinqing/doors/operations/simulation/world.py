"""What the simulated people share: the cast, one source of chance, and a clock that only they move."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.story import Appeal as Told
from qinqing.doors.operations.county.story import Enterprise
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar

Thing = TypeVar("Thing")
OPENING = time(8, 40)
BETWEEN_ACTS = timedelta(seconds=20)


@dataclass
class World:
    """The county on one simulated day. Every act takes its moment from ``tick``, so the record is in order."""

    cast: Cast
    chance: Random
    today: date
    tempers: dict[str, float] = field(default_factory=dict)
    _at: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.wake(self.today)

    def wake(self, day: date) -> None:
        """A new day begins at its opening."""
        self.today, self._at = day, datetime.combine(day, OPENING, SHANGHAI)

    @property
    def now(self) -> datetime:
        return self._at

    def tick(self) -> datetime:
        """The moment of the next act."""
        self._at += BETWEEN_ACTS
        return self._at

    def happens(self, probability: float) -> bool:
        """One throw of the dice."""
        return self.chance.random() < probability

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of several, each as likely."""
        return self.chance.choice(things)

    def stories(self) -> Sequence[Told]:
        """Told appeals whose words the simulated enterprises borrow: those a department can handle."""
        return [told for told in self.cast.county.appeals if told.lead and not told.refusal and not told.merged_into]

    def enterprise(self) -> Enterprise:
        """An enterprise the Plan receives."""
        return self.one_of(
            [one for one in self.cast.county.enterprises if one.county_registered and one.status in _RECEIVED]
        )

    def departments(self, among: Container[int]) -> Sequence[str]:
        """The codes of the departments among these organs, in the register's order."""
        return [organ.code for organ in register.assignable() if organ.id in among]

    def leaders(self) -> Sequence[Actor]:
        """The mayor and the deputies."""
        posts = [post.code for post in self.cast.county.posts if post.role in (Role.MAYOR, Role.DEPUTY)]
        return [self.cast.post(code) for code in posts]

    def diligence(self, organ: str) -> float:
        """How likely this department does today what waits for it: most are prompt, a few are always late."""
        if organ not in self.tempers:
            self.tempers[organ] = self.one_of((0.9, 0.8, 0.7, 0.6, 0.45, 0.2))
        return self.tempers[organ]


_RECEIVED = frozenset({"registered", "renewed", "under_construction"})


def working_days(start: date, months: int) -> Iterator[date]:
    """The working days of so many months from ``start`` on."""
    days = calendar.current()
    month = start.month - 1 + months
    end = start.replace(year=start.year + month // 12, month=month % 12 + 1, day=min(start.day, 28))
    day = start
    while day < end:
        if days.is_working(day):
            yield day
        day += timedelta(days=1)
