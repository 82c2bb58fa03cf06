"""Lets many told appeals walk side by side, so that numbers, days and the record come in the order of time."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.journeys import steps_of
from qinqing.doors.operations.county.story import Appeal
from qinqing.doors.operations.county.walking import STEPS, Walk, lodge
from qinqing.kernel.phrases import SHANGHAI, local
from qinqing.services.calendar import queries as calendar

OPENING, CLOSING = time(8, 40), time(17, 20)


def live(cast: Cast, stories: Iterable[Appeal], *, now: datetime) -> dict[str, str]:
    """Walks every story from its lodging, ``age`` days ago, to its state; returns the public codes by key.

    Each takes its steps at even distances of working time, the last one before ``now``.
    """
    codes: dict[str, str] = {}
    queue = [
        (moment, position, index, name, walk)
        for position, told in enumerate(stories)
        for walk in (Walk(cast, told, codes),)
        for index, (moment, name) in enumerate(_timetable(told, now))
    ]
    heapq.heapify(queue)
    while queue:
        moment, _, _, name, walk = heapq.heappop(queue)
        lodge(walk, moment) if name == "lodge" else STEPS[name](walk, moment)
    return codes


def _timetable(told: Appeal, now: datetime) -> Iterator[tuple[datetime, str]]:
    names = ("lodge", *steps_of(told))
    days = _working_moments(now - timedelta(days=told.age), now, len(names) + 1, seed=len(told.text))
    yield from zip(days, names, strict=False)


def _working_moments(start: datetime, end: datetime, count: int, *, seed: int) -> list[datetime]:
    """``count`` moments in order between two days, all within working hours of working days."""
    length = (end - start) / count
    moments: list[datetime] = []
    for index in range(count):
        moment = _into_working_hours(start + length * index, minutes=(seed * 7 + index * 13) % 60)
        if moments and moment <= moments[-1]:
            moment = moments[-1] + timedelta(minutes=5)
        moments.append(min(moment, end - timedelta(minutes=count - index)))
    return moments


def _into_working_hours(at: datetime, *, minutes: int) -> datetime:
    """The moment itself if people are at work, otherwise the next opening."""
    here, days = local(at), calendar.current()
    day = here.date()
    if here.time() > CLOSING:
        day += timedelta(days=1)
    working = day if days.is_working(day) else days.add(day, 1)
    if working != here.date() or here.time() < OPENING:
        here = datetime.combine(working, OPENING, SHANGHAI)
    return here + timedelta(minutes=minutes)
