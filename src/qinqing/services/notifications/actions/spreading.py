"""From a message to its ways out: who is behind the mailbox, over which channels, each once."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from qinqing.kernel.workdays import day_of
from qinqing.services.accounts import queries as accounts
from qinqing.services.accounts.queries import Account
from qinqing.services.calendar import queries as calendar
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.queries.channels import active_channels
from qinqing.services.notifications.queries.choices import choices_of
from qinqing.services.notifications.rules.choosing import AT_ONCE, Choices, Way, digest_due, group_of, quiet_ends
from qinqing.services.notifications.rules.media import PERSONAL, Fate, Medium
from qinqing.services.notifications.rules.receivers import address, veiled

BATCH = 200
OLD = timedelta(days=7)  # what a worker that was away finds after a week is no news any more

Listeners = Callable[[Iterable[str], date], Mapping[str, Sequence[int]]]
Leavers = Callable[[Iterable[str]], Mapping[str, Collection[int]]]
_listeners: list[tuple[Listeners, Leavers]] = []


def listen_by(find: Listeners, leavers: Leavers) -> None:
    """From now on these functions tell which accounts are behind mailboxes, and which are no longer."""
    _listeners[:] = [(find, leavers)]


def spread(*, at: datetime) -> int:
    """Sees to the ways out of every message not seen to yet; returns how many deliveries there are now that were not.

    Called twice, or by two workers, it makes each delivery once. Without a channel in use messages stay in the house.
    """
    made = 0
    while batch := list(Message.objects.filter(spread=False).order_by("pk")[:BATCH]):
        with transaction.atomic():
            made += _spread(batch, at)
    return made


def _spread(batch: list[Message], at: datetime) -> int:
    channels = active_channels()
    fresh = [one for one in batch if one.at > at - OLD] if channels else []
    rows = list(_deliveries(fresh, channels, at))
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    Message.objects.filter(pk__in=[one.pk for one in batch]).update(spread=True)
    return len(rows)


@dataclass(frozen=True, slots=True)
class _Readers:
    """Who reads a batch of messages, what each of them chose, and which days are working days; asked once for all."""

    of: Mapping[int, Iterable[int]]
    people: Mapping[int, Account]
    chosen: Mapping[int, Choices]
    is_working: Callable[[date], bool]


def _readers(batch: list[Message], at: datetime) -> _Readers:
    find, leavers = _listeners[0]
    behind, gone = (
        find([one.mailbox for one in batch], day_of(at)),
        leavers([one.mailbox for one in batch if one.person]),
    )
    also = {one.pk: [one.person] for one in batch if one.person and one.person not in gone.get(one.mailbox, ())}
    of = {one.pk: dict.fromkeys([*behind[one.mailbox], *also.get(one.pk, ())]) for one in batch}
    people = accounts.active_accounts({account for found in of.values() for account in found})
    return _Readers(of, people, choices_of(people), calendar.current().is_working)


def _deliveries(batch: list[Message], channels: list[Channel], at: datetime) -> Iterator[Delivery]:
    if not batch:
        return
    readers = _readers(batch, at)
    personal = [one for one in channels if one.medium in PERSONAL]
    for message in batch:
        for channel in channels:
            if channel.medium not in PERSONAL:
                yield from _to_the_channel(message, channel, at)
        made = [row for channel in personal for row in _to_people(message, channel, readers, at)]
        reached = {row.account for row in made if row.fate != Fate.SKIPPED}
        # Whoever is reached one way need not read that the other way is missing.
        yield from (row for row in made if row.fate != Fate.SKIPPED or row.account not in reached)


def _to_the_channel(message: Message, channel: Channel, at: datetime) -> Iterator[Delivery]:
    heard = not channel.mailboxes or message.mailbox in channel.mailboxes
    if heard and message.kind in channel.kinds:
        yield _delivery(message, channel, at, receiver=channel.name)


def _to_people(message: Message, channel: Channel, readers: _Readers, at: datetime) -> Iterator[Delivery]:
    """To each reader as that person chose: at once, when the quiet hours are over, with the daily mail, or not at all.

    The channel's kinds are what the county pays for; the daily mail takes what its readers want in it.
    """
    medium, group = Medium(channel.medium), group_of(message.mailbox, message.kind)
    for one in readers.of[message.pk]:
        if one not in readers.people:
            continue
        chosen = readers.chosen[one]
        way = chosen.way(group)
        if way == Way.DIGEST and medium == Medium.MAIL:
            due = digest_due(at, chosen, readers.is_working)
            yield _to(readers.people[one], message, channel, at, fate=Fate.GATHERED, due_at=due)
        elif medium in AT_ONCE.get(way, ()) and message.kind in channel.kinds:
            until = None if group.urgent else quiet_ends(at, chosen, readers.is_working)
            hours = {"fate": Fate.HELD, "due_at": until} if until else {}
            yield _to(readers.people[one], message, channel, at, **hours)


def _to(person: Account, message: Message, channel: Channel, at: datetime, **hours: Any) -> Delivery:
    medium = Medium(channel.medium)
    found = address(medium, phone=person.phone, email=person.email)
    if found:
        return _delivery(message, channel, at, account=person.pk, receiver=veiled(found), **hours)
    why = f"{person.name}没有登记可用的{'电子邮箱' if medium == Medium.MAIL else '手机号码'}"
    return _delivery(message, channel, at, account=person.pk, fate=Fate.SKIPPED, why=why, ended_at=at)


def _delivery(message: Message, channel: Channel, at: datetime, **rest: Any) -> Delivery:
    account = rest.get("account", "")
    once = hashlib.sha256(f"{message.key}\x1f{channel.code}\x1f{account}".encode()).hexdigest()
    return Delivery(once=once, message=message, channel=channel, made_at=at, **{"due_at": at, **rest})
