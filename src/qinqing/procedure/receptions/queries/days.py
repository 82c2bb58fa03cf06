"""The days of a year, one day, its agenda, and which days the Plan still wants."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Move
from qinqing.kernel.phrases import day_zh, particular_zh
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import MEETABLE
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import permits
from qinqing.procedure.receptions.events import EVENTS, FIELDS
from qinqing.procedure.receptions.models import AgendaItem, Attendance, ReceptionDay
from qinqing.procedure.receptions.queries.facts import facts
from qinqing.procedure.receptions.rules.guards import MAYOR_RUNG
from qinqing.procedure.receptions.rules.kinds import HOSTED, WITH_ITEMS, Kind, worded
from qinqing.procedure.receptions.rules.minutes import ItemLine
from qinqing.procedure.receptions.scopes import DayQuerySet
from qinqing.procedure.receptions.states import State
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import PostView
from qinqing.services.journal import queries as record

HOSTS = (Role.DEPUTY, Role.MAYOR)
MOST_RIPE = 200


@dataclass(frozen=True, slots=True)
class Announced:
    """One line of the public schedule, 二(一)."""

    date: date
    starts_at: time
    ends_at: time
    host: str
    kind: str
    place: str
    code: str = ""
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """One day of a host's year, planned or held."""

    code: str
    date: date
    state: str


@dataclass(frozen=True, slots=True)
class Period:
    """One month of a deputy mayor or one quarter of the mayor: how many days are wanted, planned, held, missing."""

    label: str
    since: date
    until: date
    wanted: int
    days: tuple["Dated", ...] = ()

    @property
    def planned(self) -> int:
        """Days that are still to come, or whose end nobody has written down."""
        return sum(day.state == State.PLANNED for day in self.days)

    @property
    def held(self) -> int:
        """Days that were held."""
        return sum(day.state == State.HELD for day in self.days)

    @property
    def missing(self) -> int:
        """Days that are neither held nor planned."""
        return max(0, self.wanted - self.held - self.planned)


@dataclass(frozen=True, slots=True)
class Due:
    """One host's year against the Plan."""

    post: PostView
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a day's timeline."""

    at: datetime
    who: str
    what: str
    particulars: tuple[tuple[str, str], ...]
    clause: str
    event: str
    sequence: int
    hash: str


def host_title(day: ReceptionDay) -> str:
    """The host's post as people say it; empty for a joint meeting."""
    return register.post(day.host_post_id).title if day.host_post_id else ""


def name(day: ReceptionDay) -> str:
    """``县长接待日``, or 联席会议."""
    return "联席会议" if day.joint else f"{host_title(day)}接待日"


def title(day: ReceptionDay) -> str:
    """``11月23日县长接待日``, ``11月23日联席会议``."""
    return f"{day_zh(day.date)}{name(day)}"


def occasion(day: ReceptionDay) -> str:
    """What papers call its kind: ``县长服务企业接待日``, ``联席会议``."""
    return "联席会议" if day.joint else "县长服务企业接待日"


def fetch(actor: Actor, code: str) -> ReceptionDay:
    """The day with this code, if the actor may see it; NotFound alike for absent and not theirs."""
    day: ReceptionDay | None = ReceptionDay.objects.visible_to(actor).filter(code=code).first()
    if day is None:
        raise NotFound("reception day")
    return day


def days(actor: Actor, year: int) -> Sequence[ReceptionDay]:
    """The visible days of a year in order, each with ``heard``, ``concluded``, ``decided`` and ``host``; two queries."""
    rows = ReceptionDay.objects.visible_to(actor).filter(date__gte=date(year, 1, 1), date__lte=date(year, 12, 31))
    found, titles = list(with_counts(rows).order_by("date", "starts_at", "id")), titles_of_posts()
    for day in found:
        day.host = titles[day.host_post_id] if day.host_post_id else ""
    return found


def with_counts(rows: DayQuerySet) -> DayQuerySet:
    """These days, each with how many appeals are ``heard``, ``concluded`` and ``decided`` on it."""
    return ReceptionDay.objects.filter(pk__in=rows.values("pk")).annotate(
        heard=Count("agenda"),
        concluded=Count("agenda", filter=~Q(agenda__outcome="")),
        decided=Count("agenda", filter=Q(agenda__outcome__in=WITH_ITEMS)),
    )


def agenda(day: ReceptionDay, actor: Actor) -> Sequence[AgendaItem]:
    """The appeals of a day in their order, as far as the actor may see them; one query."""
    visible = appeals.Appeal.objects.visible_to(actor).values("pk")
    rows = AgendaItem.objects.filter(day=day, appeal__in=visible).select_related("appeal")
    return list(rows.order_by("position", "id"))


def entry(actor: Actor, day: str, appeal: str) -> AgendaItem:
    """One appeal (by its code) on one day (by its code), with day and appeal at hand. Raises NotFound."""
    found = AgendaItem.objects.filter(day=fetch(actor, day), appeal=appeals.fetch(actor, appeal))
    row = found.select_related("day", "appeal").first()
    if row is None:
        raise NotFound("agenda item")
    return row


def heard_on(appeal: appeals.Appeal) -> Sequence[AgendaItem]:
    """The days on which an appeal was or will be heard, latest first: only what reached the office has any.

    The caller has scoped the appeal.
    """
    if not appeal.reached_office:
        return ()
    rows = AgendaItem.objects.filter(appeal=appeal).exclude(day__state=State.CANCELLED).select_related("day")
    return list(rows.order_by("-day__date", "-id"))


def heard_among(of: QuerySet[appeals.Appeal]) -> QuerySet[AgendaItem]:
    """The hearings of these appeals that came to something, in no order; a joint meeting hears no enterprise."""
    return AgendaItem.objects.filter(appeal__in=of).exclude(outcome="").exclude(day__kind=Kind.JOINT).order_by()


def departments(day: ReceptionDay) -> Sequence[int]:
    """The organ ids of the departments called."""
    return list(day.calls.order_by("organ_id").values_list("organ_id", flat=True))


def attendance(day: ReceptionDay) -> Sequence[Attendance]:
    """Who came, each row with ``organ_name``."""
    names = register.organ_names()
    rows = list(Attendance.objects.filter(day=day).order_by("id"))
    for row in rows:
        row.organ_name = names.get(row.organ_id, "")
    return rows


def ripe_for(day: ReceptionDay, actor: Actor) -> Sequence[appeals.Appeal]:
    """Ripe appeals this day's host may hear, those handled late and then the oldest first; at most ``MOST_RIPE``.

    A deputy hears the own portfolio and what is nobody's, the mayor the mayor's rung; a joint meeting whatever has
    reached the office and is not heard yet, or is being implemented, and is not on its agenda.
    """
    if day.joint:
        return _meetable(day, actor)
    rows = appeals.Appeal.objects.visible_to(actor).filter(state=Standing.RIPE, rung=day.rung)
    if day.rung != MAYOR_RUNG:
        own = set(register.post(day.host_post_id or 0).sections)
        others = {section for post in register.posts(Role.DEPUTY) for section in post.sections} - own
        rows = rows.exclude(section__in=others)
    return list(rows.order_by("-late", "received_at", "id")[:MOST_RIPE])


def _meetable(day: ReceptionDay, actor: Actor) -> Sequence[appeals.Appeal]:
    rows = appeals.Appeal.objects.visible_to(actor).filter(state__in=sorted(MEETABLE), reached_office=True)
    on_agenda = AgendaItem.objects.filter(day=day).values("appeal")
    return list(rows.exclude(pk__in=on_agenda).order_by("-late", "received_at", "id")[:MOST_RIPE])


def public_schedule(since: date, *, limit: int = 20) -> Sequence[Announced]:
    """What everybody may read: planned reception days from ``since`` on, 二(一)."""
    rows = ReceptionDay.objects.filter(state=State.PLANNED, date__gte=since, kind__in=HOSTED)
    rows = rows.order_by("date", "starts_at", "id")
    titles = titles_of_posts()
    return [
        Announced(
            day.date,
            day.starts_at,
            day.until,
            titles[day.host_post_id or 0],
            Kind(day.kind).label,
            day.place,
            day.code,
            day.version,
        )
        for day in rows[:limit]
    ]


def next_days(today: date) -> dict[int, str]:
    """The code of each host's next planned day, by the host's post; one query."""
    rows = ReceptionDay.objects.filter(state=State.PLANNED, date__gte=today, host_post__isnull=False)
    found = rows.order_by("-date", "-starts_at", "-id").values_list("host_post", "code")
    return dict(found)  # the earliest comes last, and stays


def due_and_held(actor: Actor, year: int) -> Sequence[Due]:
    """What the Plan wants of each host this year, and what there is: deputies by month, the mayor by quarter, 二(一).

    The wanted numbers are those of the edition in force on each period's first day. A deputy reads the own year.
    """
    hosts = [post for role in HOSTS for post in register.posts(role)]
    if actor.role is Role.DEPUTY:
        hosts = [post for post in hosts if post.id == actor.post]
    elif not _oversees(actor):
        return ()
    rows = ReceptionDay.objects.filter(date__gte=date(year, 1, 1), date__lte=date(year, 12, 31))
    kept = rows.exclude(state=State.CANCELLED).order_by("date", "starts_at", "id")
    there = [(host, Dated(*told)) for host, *told in kept.values_list("host_post_id", "code", "date", "state")]
    limits = [plan.in_force(date(year, month, 1)) for month in range(1, 13)]
    return [Due(post, tuple(_periods(post, year, there, limits))) for post in hosts]


def titles_of_posts() -> dict[int, str]:
    """What each post is called, by its id."""
    return {post.id: post.title for post in register.posts(active=None)}


def _oversees(actor: Actor) -> bool:
    return actor.role in (Role.OFFICE, Role.MAYOR, Role.INTAKE, Role.BUREAU_HEAD, Role.INSPECTOR, Role.MACHINE)


def _periods(
    post: PostView, year: int, there: Sequence[tuple[int, Dated]], limits: Sequence[plan.EditionView]
) -> Iterator[Period]:
    quarterly = post.role == Role.MAYOR
    length, setting = (3, "mayor_days_quarter") if quarterly else (1, "deputy_days_month")
    for first in range(1, 13, length):
        since = date(year, first, 1)
        until = (date(year, first + length - 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        days = tuple(day for host, day in there if host == post.id and since <= day.date <= until)
        label = f"第{'一二三四'[first // 3]}季度" if quarterly else f"{first}月"
        wanted = limits[first - 1].limit(setting)
        yield Period(label, since, until, wanted, days)


def offers(day: ReceptionDay, actor: Actor, *, at: datetime) -> Sequence[tuple[Move, Verdict]]:
    """The moves of the actor's post here: open ones, and closed ones with the reason."""
    return list(permits.offers(actor, day.standing, facts(day, at)))


def may(name: str, day: ReceptionDay, actor: Actor, *, at: datetime, lines: Iterable[ItemLine] = ()) -> Verdict:
    """The verdict on one move."""
    return permits.may(name, actor, day.standing, facts(day, at, lines))


def timeline(day: ReceptionDay, actor: Actor) -> Sequence[Line]:
    """What happened with a day, newest first; for those who plan and oversee, not for departments and enterprises."""
    if not _oversees(actor):
        return ()
    return [_line(entry, joint=day.joint) for entry in reversed(record.history(day.subject))]


def _line(entry: record.Entry, *, joint: bool) -> Line:
    told = {FIELDS.get(name, name): particular_zh(name, value) for name, value in entry.facts.items()}
    particulars = tuple((worded(label, joint=joint), text) for label, text in told.items())
    what = worded(EVENTS.get(entry.event, entry.event), joint=joint)
    return Line(entry.at, entry.by.title, what, particulars, entry.clause, entry.event, entry.sequence, entry.hash)


def hosts(days: Collection[int]) -> dict[int, int]:
    """The posts of those who host these days, by the day's id, for those who count from the record."""
    rows = ReceptionDay.objects.filter(pk__in=days, host_post__isnull=False) if days else ReceptionDay.objects.none()
    return dict(rows.values_list("pk", "host_post"))
