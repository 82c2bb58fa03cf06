"""What waits for its receiver's own hours: held over the quiet ones, gathered for the daily mail.

Nothing of it is lost: it is in the house all the while. What its receiver has read meanwhile is not sent.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from qinqing.services.calendar import queries as calendar
from qinqing.services.notifications.models import Delivery, Message, Reading
from qinqing.services.notifications.queries.choices import choices
from qinqing.services.notifications.rules.choosing import group_of, quiet_ends
from qinqing.services.notifications.rules.media import Fate

WAITING_FOR_HOURS = (Fate.HELD, Fate.GATHERED)
READ = "收件人已经在系统里看过"
FAR = timedelta(days=40)  # no hours are that far: a clock that has been put back since wrote it
PARTS = 500  # in one mail; the rest goes with the next


def release(*, at: datetime) -> None:
    """Lets go what the hours have come for: each held notice by itself, the gathered ones as one mail a person.

    Called twice, or by two workers, it lets each go once.
    """
    read = Reading.objects.filter(message=OuterRef("message"), person=OuterRef("account"))
    _skip(_due(at).filter(Exists(read)), at)
    _due(at).filter(fate=Fate.HELD).update(fate=Fate.WAITING, due_at=at)
    rows = _due(at).filter(fate=Fate.GATHERED).order_by("channel_id", "account", "pk")
    for _, parts in groupby(rows[:PARTS], key=lambda one: (one.channel_id, one.account)):
        _send_together(list(parts), at)


def skip_read(messages: QuerySet[Message], person: int, at: datetime) -> None:
    """The person has read these in the house: what still waits for the person's hours need not go."""
    rows = Delivery.objects.filter(fate__in=WAITING_FOR_HOURS, digest=None, account=person, message__in=messages)
    _skip(rows, at)


def hold_if_quiet(found: Delivery, at: datetime) -> bool:
    """What a worker has taken waits after all where quiet reigns by now; whether it does.

    A later attempt, a channel that was paused, a worker that was away: none of them rings at night.
    """
    message, person = found.message, found.account
    if message is None or person is None or group_of(message.mailbox, message.kind).urgent:
        return False
    until = quiet_ends(at, choices(person), calendar.current().is_working)
    if until is None:
        return False
    rows = Delivery.objects.filter(pk=found.pk, fate=Fate.WAITING)
    rows.update(fate=Fate.HELD, due_at=until, taken_until=None, tries=F("tries") - 1)
    return True


def end_parts(digest: Delivery, *, fate: Fate, why: str, at: datetime) -> None:
    """What went in a daily mail has that mail's fate."""
    digest.parts.update(fate=fate, why=why, ended_at=at)


def reopen_parts(digest: Delivery) -> None:
    """The daily mail is tried again, and with it what is in it."""
    digest.parts.update(fate=Fate.GATHERED, why="", ended_at=None)


def _due(at: datetime) -> QuerySet[Delivery]:
    come = Q(due_at__lte=at) | Q(due_at__gt=at + FAR)
    return Delivery.objects.filter(come, fate__in=WAITING_FOR_HOURS, digest=None)


def _skip(rows: QuerySet[Delivery], at: datetime) -> None:
    rows.update(fate=Fate.SKIPPED, why=READ, ended_at=at)


def _send_together(parts: list[Delivery], at: datetime) -> None:
    """One mail for what is gathered; whoever makes it first has it."""
    first = parts[0]
    once = hashlib.sha256(f"digest\x1f{first.code}".encode()).hexdigest()
    told = {"channel_id": first.channel_id, "account": first.account, "receiver": first.receiver}
    try:
        with transaction.atomic():
            made = Delivery.objects.create(once=once, made_at=at, due_at=at, **told)
            _bind(parts, made)
    except IntegrityError:
        return


def _bind(parts: Iterable[Delivery], made: Delivery) -> None:
    rows = Delivery.objects.filter(pk__in=[one.pk for one in parts], fate=Fate.GATHERED, digest=None)
    rows.update(digest=made)
