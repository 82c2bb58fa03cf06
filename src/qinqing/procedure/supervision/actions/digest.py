"""每日汇总: once a working day each desk is told what is overdue, due today, and new; those above it, how it all stands."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction

from qinqing.kernel.actors import DEPARTMENT, STAFF, Role
from qinqing.kernel.phrases import SHANGHAI, day_zh, local
from qinqing.kernel.workdays import AFTERNOON, MORNING, WorkCalendar, day_of, end_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.models import Urging
from qinqing.procedure.supervision.states import UrgingState
from qinqing.services.calendar import queries as calendar
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.actions import Telling
from qinqing.services.notifications.rules import Kind, Recipient, desk, post

Load = Mapping[str, object]
# Those who are told how all of it stands, whatever they hold themselves.
OVERSEERS = frozenset({Role.DEPUTY, Role.MAYOR, Role.BUREAU_HEAD, Role.INSPECTOR})
TITLE = "今日汇总：超期 {overdue} 件、今天到期 {today} 件、新到 {fresh} 件"


def tell_the_day(*, at: datetime) -> int:
    """The digests of a working day, from half past eight on; told before, none. Returns how many desks were told."""
    days, today = calendar.current(), day_of(at)
    key = f"digest/{today.isoformat()}"
    awake = days.is_working(today) and MORNING[0] <= local(at).time() < AFTERNOON[1]
    if not awake or messages.was_told(key):
        return 0
    since = datetime.combine(_working_day_before(days, today), time(0), SHANGHAI)
    tellings = [*_desks(key, at, since), *_overseers(key, at)]
    with transaction.atomic():
        notifications.tell_many(tellings)
    return len(tellings)


def _working_day_before(days: WorkCalendar, today: date) -> date:
    day = date.fromordinal(today.toordinal() - 1)
    while not days.is_working(day):
        day = date.fromordinal(day.toordinal() - 1)
    return day


def _desks(key: str, at: datetime, since: datetime) -> Iterator[Telling]:
    """Every desk that holds limits; a department's head hears what the whole department holds."""
    loads = [load for load in calendar.loads(at=at, today=end_of(day_of(at)), since=since) if _pressing(load)]
    under: dict[int, list[Load]] = defaultdict(list)
    for load in loads:
        role, organ = Role(str(load["holder_role"])), load["holder_organ"]
        if role in DEPARTMENT and organ:
            under[int(str(organ))].append(load)
        if role in STAFF - {Role.HEAD, *OVERSEERS}:
            yield _load(key, desk(role, int(str(organ)) if organ else None), [load], "", at)
    for organ, held in under.items():
        yield _load(key, desk(Role.HEAD, organ), held, "本单位", at)


def _pressing(load: Load) -> bool:
    return bool(load["overdue"] or load["today"] or load["fresh"])


def _load(key: str, to: Recipient, held: Sequence[Load], whose: str, at: datetime) -> Telling:
    sums = {name: sum(int(str(one[name])) for one in held) for name in ("under_way", "overdue", "today", "fresh")}
    text = f"{day_zh(at)}，{whose}在计时的时限共 {sums['under_way']} 件。请先办超期的。"
    return _telling(key, to, TITLE.format(**sums), text, at)


def _overseers(key: str, at: datetime) -> Iterator[Telling]:
    """The deputy mayors by their portfolios; the mayor, the bureau's head and the inspectorate for all."""
    pressing = appeals.load_by_section(at)
    for deputy in register.posts(Role.DEPUTY):
        yield from _overseer(
            key, post(deputy.id), "分管行业", [pressing.get(one, (0, 0)) for one in deputy.sections], at
        )
    counts = list(pressing.values())
    yield from _overseer(key, desk(Role.MAYOR), "全县", counts, at)
    yield from _overseer(key, desk(Role.BUREAU_HEAD), "全县", counts, at)
    yield from _overseer(key, desk(Role.INSPECTOR), "全县", counts, at, _urgings())


def _urgings() -> str:
    """What waits for the inspectorate itself; nothing where nothing does."""
    wanted = UrgingState.PROPOSED, UrgingState.ANSWERED
    standing = Counter(Urging.objects.filter(state__in=wanted).values_list("state", flat=True))
    issue, close = (standing[state] for state in wanted)
    return f"待签发督办单 {issue} 份，已答复待办结 {close} 份。" if issue or close else ""


def _overseer(
    key: str, to: Recipient, scope: str, counts: Sequence[tuple[int, int]], at: datetime, also: str = ""
) -> Iterator[Telling]:
    running, overdue = (sum(count[place] for count in counts) for place in (0, 1))
    if running or also:
        title = f"今日汇总：{scope}在办诉求 {running} 件，超期 {overdue} 件"
        yield _telling(key, to, title, also or "超期的排在诉求列表最前面。", at)


def _telling(key: str, to: Recipient, title: str, text: str, at: datetime) -> Telling:
    return Telling(key, (to,), Kind.DIGEST, title, at, text=text, line="digest", link="desk")
