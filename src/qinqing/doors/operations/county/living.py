"""Lets many told appeals walk side by side, so that numbers, days and the record come in the order of time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from operator import itemgetter
from typing import Any

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county import hearings  # noqa: F401  (its steps register themselves)
from qinqing.doors.operations.county.journeys import steps_of
from qinqing.doors.operations.county.story import Appeal
from qinqing.doors.operations.county.walking import STEPS, Walk, lodge
from qinqing.kernel.phrases import SHANGHAI, local
from qinqing.services.calendar import queries as calendar

A_WHILE = timedelta(minutes=4)
NO_TIME = timedelta()
PROMPT = {
    name: timedelta(hours=hours)
    for name, hours in {
        "register": 2, "sort": 0.2, "transfer": 2, "return": 3, "settle_return": 3, "sign_for": 4, "contact": 3,
        "refuse": 20, "sign_answer": 6, "sign_unresolved": 6, "send_back": 4, "close": 8, "accept_fast_lane": 7,
    }.items()
}  # fmt: skip
SLOW = {"draft_answer": 4, "draft_unresolved": 4, "schedule": 2, "conclude": 5, "decide": 3, "leave_unresolved": 3}
OPENING, CLOSING = time(8, 40), time(17, 20)


def live(
    cast: Cast, stories: Iterable[Appeal], *, now: datetime, show: Callable[..., Iterable[Any]] = lambda steps, total: steps
) -> dict[str, str]:
    """Walks every story from its lodging, ``age`` days ago, to its state; returns the public codes by key.

    Each takes its steps at even distances of working time, the last one before ``now``.
    """
    codes: dict[str, str] = {}
    queue = []
    for position, told in enumerate(stories):
        walk, timetable = Walk(cast, told, codes), list(_timetable(told, now))
        following = [moment for moment, _ in timetable[1:]] + [None]
        for index, ((moment, name), ahead) in enumerate(zip(timetable, following, strict=True)):
            queue.append((moment, position, index, name, walk, ahead))
    for moment, _, _, name, walk, ahead in show(sorted(queue, key=itemgetter(0, 1, 2)), len(queue)):
        walk.ahead = ahead
        lodge(walk, moment) if name == "lodge" else STEPS[name](walk, moment)
    return codes


def _timetable(told: Appeal, now: datetime) -> Iterator[tuple[datetime, str]]:
    """Prompt steps come within hours; the others share what time is left, the slow ones more of it."""
    names = steps_of(told)
    start = now - timedelta(days=told.age)
    spare = max(now - start - sum((PROMPT.get(name, NO_TIME) for name in names), NO_TIME), timedelta(hours=1))
    shares = sum(SLOW.get(name, 1) for name in names if name not in PROMPT) + 1
    moment = _into_working_hours(start, minutes=len(told.text) % 50)
    yield moment, "lodge"
    for index, name in enumerate(names, 1):
        delay = PROMPT.get(name) or spare * SLOW.get(name, 1) / shares
        later = _into_working_hours(moment + delay, minutes=(len(told.text) * index) % 20)
        moment = max(moment + A_WHILE, min(later, now - A_WHILE * (len(names) - index + 1)))
        yield moment, name


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
