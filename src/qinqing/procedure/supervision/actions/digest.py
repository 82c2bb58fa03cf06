"""每日汇总: once a working day each desk is told what is overdue, due today, and new."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db import transaction

from qinqing.kernel.actors import STAFF, Role
from qinqing.kernel.phrases import SHANGHAI, day_zh, local
from qinqing.kernel.workdays import AFTERNOON, MORNING, WorkCalendar, day_of, end_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.actions import Telling
from qinqing.services.notifications.rules import Kind, Recipient, desk, post

TITLE = "今日汇总：超期 {overdue} 件、今天到期 {today} 件、新到 {fresh} 件"


def tell_the_day(*, at: datetime) -> int:
    """The digests of a working day, from half past eight on; told before, none. Returns how many desks were told."""
    days, today = calendar.current(), day_of(at)
    key = f"digest/{today.isoformat()}"
    awake = days.is_working(today) and MORNING[0] <= local(at).time() < AFTERNOON[1]
    if not awake or messages.was_told(key):
        return 0
    since = datetime.combine(_working_day_before(days, today), time(0), SHANGHAI)
    tellings = [*_desks(key, at, since), *_leaders(key, at)]
    with transaction.atomic():
        notifications.tell_many(tellings)
    return len(tellings)


def _working_day_before(days: WorkCalendar, today: date) -> date:
    day = date.fromordinal(today.toordinal() - 1)
    while not days.is_working(day):
        day = date.fromordinal(day.toordinal() - 1)
    return day


def _desks(key: str, at: datetime, since: datetime) -> Iterator[Telling]:
    for load in calendar.loads(at=at, today=end_of(day_of(at)), since=since):
        role = Role(str(load["holder_role"]))
        if role in STAFF and (load["overdue"] or load["today"] or load["fresh"]):
            organ = load["holder_organ"]
            text = f"{day_zh(at)}，在计时的时限共 {load['under_way']} 件。请先办超期的。"
            title = TITLE.format(**load)
            yield _telling(key, desk(role, int(str(organ)) if organ else None), title, text, at)


def _leaders(key: str, at: datetime) -> Iterator[Telling]:
    """The deputy mayors by their portfolios, the mayor for all: what is under way, and what of it is overdue."""
    pressing = appeals.load_by_section(at)
    for deputy in register.posts(Role.DEPUTY):
        yield from _leader(key, post(deputy.id), "分管行业", [pressing.get(one, (0, 0)) for one in deputy.sections], at)
    yield from _leader(key, desk(Role.MAYOR), "全县", list(pressing.values()), at)


def _leader(key: str, to: Recipient, scope: str, counts: list[tuple[int, int]], at: datetime) -> Iterator[Telling]:
    running, overdue = (sum(count[place] for count in counts) for place in (0, 1))
    if running:
        title = f"今日汇总：{scope}在办诉求 {running} 件，超期 {overdue} 件"
        yield _telling(key, to, title, "超期的排在诉求列表最前面。", at)


def _telling(key: str, to: Recipient, title: str, text: str, at: datetime) -> Telling:
    return Telling(key, (to,), Kind.DIGEST, title, at, text=text, line="digest", link="desk")
