"""What a person's calendar shows: the reception days of every post held and every enterprise spoken for. 二(一).

Calendars are kept on other people's servers, so nothing an enterprise said and no name of one goes into them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils.crypto import constant_time_compare, salted_hmac

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions.models import AgendaItem, Feed, ReceptionDay
from qinqing.procedure.receptions.queries.days import name
from qinqing.procedure.receptions.states import State
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts

PAST, AHEAD = timedelta(days=92), timedelta(days=400)
SALT = "qinqing.receptions.feed"
DOT = "-"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One day in a calendar; ``about`` are lines of plain words."""

    code: str
    day: ReceptionDay
    title: str
    about: tuple[str, ...]
    cancelled: bool


def feed_of(account: int) -> Feed | None:
    """The feed of a person, if one was ever opened."""
    found: Feed | None = Feed.objects.filter(account=account).first()
    return found


def feed_token(feed: Feed) -> str:
    """What stands in the address: the stored code and its seal, so that a copy of the database opens nothing."""
    return f"{feed.code}{DOT}{_seal(feed.code)}"


def feed_account(token: str) -> int:
    """The account to which an address belongs. Raises NotFound alike for a wrong, an old and a made-up one."""
    code, _, seal = token.partition(DOT)
    found = Feed.objects.filter(code=code).first() if constant_time_compare(seal, _seal(code)) else None
    if found is None:
        raise NotFound("feed")
    return found.account_id


def appointments(account: int, *, at: datetime) -> Sequence[Appointment]:
    """The days that this person sees in any of the posts held today, or as an enterprise; each once, in order."""
    on, found = day_of(at), dict[str, Appointment]()
    for actor in _standings(account, on):
        for one in _seen_by(actor, on):
            found.setdefault(one.code, one)
    return sorted(found.values(), key=lambda one: (one.day.date, one.day.starts_at, one.code))


def _standings(account: int, on: date) -> Iterator[Actor]:
    """The person in each post held; without any, as an enterprise's user."""
    person = accounts.account(account)
    held = register.posts_of(person, on) if person.is_active else []
    if not held:
        yield register.actor_for(person, None, on)
    for post in held:
        yield register.actor_for(person, post.id, on)


def _seen_by(actor: Actor, on: date) -> Iterator[Appointment]:
    rows = ReceptionDay.objects.filter(pk__in=ReceptionDay.objects.visible_to(actor).values("pk"))
    near = rows.filter(date__gte=on - PAST, date__lte=on + AHEAD).annotate(heard=Count("agenda"))
    days = list(near.order_by("date", "starts_at", "id"))
    own = _numbers(actor, days) if actor.role is Role.ENTERPRISE else {}
    for day in days:
        yield Appointment(day.code, day, name(day), tuple(_about(day, actor, own)), day.state == State.CANCELLED)


def _numbers(actor: Actor, days: Iterable[ReceptionDay]) -> Mapping[int, list[str]]:
    """The enterprise's own numbers on each day's agenda; one query."""
    visible = appeals.Appeal.objects.visible_to(actor).values("pk")
    rows = AgendaItem.objects.filter(day__in=list(days), appeal__in=visible).order_by("position", "id")
    found: dict[int, list[str]] = {}
    for day, number in rows.values_list("day", "appeal__number"):
        found.setdefault(day, []).append(number)
    return found


def _about(day: ReceptionDay, actor: Actor, own: Mapping[int, list[str]]) -> Iterator[str]:
    yield day.get_kind_display()
    if actor.role is Role.ENTERPRISE:
        yield f"您的诉求：{'、'.join(own.get(day.pk, []))}"
    else:
        yield f"议程 {day.heard} 件"
    if day.state == State.CANCELLED:
        yield "已取消"


def _seal(code: str) -> str:
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()[:32]
