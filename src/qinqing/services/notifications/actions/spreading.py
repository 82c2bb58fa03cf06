"""From a message to its ways out: who is behind the mailbox, over which channels, each once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from qinqing.kernel.workdays import day_of
from qinqing.services.accounts import queries as accounts
from qinqing.services.accounts.queries import Account
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.queries.channels import active_channels
from qinqing.services.notifications.rules.media import PERSONAL, Fate, Medium
from qinqing.services.notifications.rules.receivers import address, veiled

BATCH = 200
OLD = timedelta(days=7)  # what a worker that was away finds after a week is no news any more

Listeners = Callable[[Iterable[str], date], Mapping[str, Sequence[int]]]
_listeners: list[Listeners] = []


def listen_by(find: Listeners) -> None:
    """From now on this function tells which accounts are behind mailboxes."""
    _listeners[:] = [find]


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


def _deliveries(batch: list[Message], channels: list[Channel], at: datetime) -> Iterator[Delivery]:
    if not batch:
        return
    behind = _listeners[0]([one.mailbox for one in batch], day_of(at))
    readers = {one.pk: dict.fromkeys([*behind[one.mailbox], *filter(None, [one.person])]) for one in batch}
    people = accounts.active_accounts({account for found in readers.values() for account in found})
    for message in batch:
        for channel in channels:
            if channel.medium not in PERSONAL:
                yield from _to_the_channel(message, channel, at)
            elif message.kind in channel.kinds:
                yield from (_to(people[one], message, channel, at) for one in readers[message.pk] if one in people)


def _to_the_channel(message: Message, channel: Channel, at: datetime) -> Iterator[Delivery]:
    heard = not channel.mailboxes or message.mailbox in channel.mailboxes
    if heard and message.kind in channel.kinds:
        yield _delivery(message, channel, at, receiver=channel.name)


def _to(person: Account, message: Message, channel: Channel, at: datetime) -> Delivery:
    found = address(Medium(channel.medium), phone=person.phone, email=person.email)
    if found:
        return _delivery(message, channel, at, account=person.pk, receiver=veiled(found))
    why = f"{person.name}没有登记可用的{'电子邮箱' if channel.medium == Medium.MAIL else '手机号码'}"
    return _delivery(message, channel, at, account=person.pk, fate=Fate.SKIPPED, why=why, ended_at=at)


def _delivery(message: Message, channel: Channel, at: datetime, **rest: object) -> Delivery:
    account = rest.get("account", "")
    once = hashlib.sha256(f"{message.key}\x1f{channel.code}\x1f{account}".encode()).hexdigest()
    return Delivery(once=once, message=message, channel=channel, made_at=at, due_at=at, **rest)
