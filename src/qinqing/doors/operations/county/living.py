"""Lets many told appeals walk side by side, so that numbers, days and the record come in the order of time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from operator import itemgetter
from typing import Any

from qinqing.doors.operations.county import hearings  # noqa: F401  (its steps register themselves)
from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.inspecting import inspect
from qinqing.doors.operations.county.journeys import steps_of
from qinqing.doors.operations.county.meeting import meet
from qinqing.doors.operations.county.minuting import minute
from qinqing.doors.operations.county.publishing import publish
from qinqing.doors.operations.county.sampling import sample
from qinqing.doors.operations.county.story import Appeal
from qinqing.doors.operations.county.visiting import call_on, speak
from qinqing.doors.operations.county.walking import STEPS, Walk, lodge
from qinqing.kernel.phrases import SHANGHAI, local
from qinqing.services.calendar import queries as calendar

A_WHILE = timedelta(minutes=4)
# How many days such a step takes after the one before; one day where nothing is said.
DAYS = {
    "register": 0.1, "sort": 0.01, "transfer": 0.06, "return": 0.2, "settle_return": 0.2, "sign_for": 0.3,
    "contact": 0.2, "refuse": 0.8, "sign_answer": 0.3, "sign_unresolved": 0.3, "close": 0.5, "accept_fast_lane": 0.4,
    "assist": 2, "settle_material": 2, "draft_answer": 4, "draft_unresolved": 4, "confirm": 2, "doubt": 2,
    "give_opinions": 2, "prepare": 1.5, "decide": 4.5, "conclude": 4.5, "leave_unresolved": 4.5, "take_up": 1.2, "follow_up": 1, "evaluate": 1,
}  # fmt: skip
# What has been done of it since it came to its state.
SINCE: dict[str, tuple[str, ...]] = {"implementing": ("take_up",)}
DRAFTS = frozenset({"draft_answer", "draft_unresolved"})
# Steps that take their time only where the story tells of them.
ONLY_IF = {"settle_return": "returned", "settle_extension": "extension", "settle_material": "material"}
AT_ONCE = 0.01
OPENING, CLOSING = time(8, 40), time(17, 20)


def live(
    cast: Cast,
    stories: Iterable[Appeal],
    *,
    now: datetime,
    show: Callable[..., Iterable[Any]] = lambda steps, total: steps,
) -> dict[str, str]:
    """Walks every story from its lodging, ``age`` days ago, to its state; returns the public codes by key.

    All of it happens before ``now``, in the order of time.
    """
    codes: dict[str, str] = {}
    queue = []
    for position, told in enumerate(stories):
        walk, timetable = Walk(cast, told, codes), list(_timetable(told, now))
        for index, (moment, name) in enumerate(timetable):
            queue.append((moment, position, index, name, walk, _ahead(timetable[index + 1 :])))
    for moment, _, _, name, walk, ahead in show(sorted(queue, key=itemgetter(0, 1, 2)), len(queue)):
        walk.ahead = ahead
        lodge(walk, moment) if name == "lodge" else STEPS[name](walk, moment)
    minute(cast, now=now)
    meet(cast, now=now)
    publish(cast, now=now)
    inspect(cast, now=now)
    sample(cast, now=now)
    speak(cast, now=now)
    call_on(cast, now=now)
    return codes


def _ahead(timetable: Sequence[tuple[datetime, str]]) -> datetime | None:
    """The moment of the next step; a day is planned for its hearing, not for what is written before it."""
    return next((moment for moment, name in timetable if name != "prepare"), None)


def last_working_moment(at: datetime) -> datetime:
    """``at`` itself while people are at work, else the last closing before it: the story ends in office hours."""
    here, days = local(at), calendar.current()
    day = here.date()
    if days.is_working(day) and OPENING <= here.time() <= CLOSING:
        return at
    if here.time() < OPENING:
        day -= timedelta(days=1)
    while not days.is_working(day):
        day -= timedelta(days=1)
    return datetime.combine(day, CLOSING, SHANGHAI)


def _timetable(told: Appeal, now: datetime) -> Iterator[tuple[datetime, str]]:
    """Each step as long after the one before as such steps take, a department's answer on the day the story tells.

    A story that would not fit between its lodging and now is told faster.
    """
    names = ("lodge", *steps_of(told), *SINCE.get(told.state, ()))
    start = now - timedelta(days=told.age)
    planned = _planned(told, names)
    pace = min(1.0, told.age / planned[-1]) if planned[-1] else 1.0
    moment = start - A_WHILE
    for index, (name, day) in enumerate(zip(names, planned, strict=True)):
        wanted = _into_working_hours(start + timedelta(days=day * pace), minutes=(len(told.text) * (index + 1)) % 20)
        moment = max(moment + A_WHILE, min(wanted, now - A_WHILE * (len(names) - index)))
        yield moment, name


def _planned(told: Appeal, names: Sequence[str]) -> list[float]:
    """The day of each step, counted from lodging."""
    answers = iter(told.answers)
    days, day = [], 0.0
    for name in names:
        told_day = getattr(next(answers, None), "day", 0) if name in DRAFTS else 0
        if told_day:
            day = max(day + AT_ONCE, float(told_day))
        else:
            day += DAYS.get(name, 1.0) if getattr(told, ONLY_IF.get(name, ""), True) else AT_ONCE
        days.append(day if name != "lodge" else 0.0)
        day = days[-1]
    return days


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
