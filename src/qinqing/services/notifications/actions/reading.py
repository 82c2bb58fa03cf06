"""Marking messages read, each reader for themselves."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from qinqing.kernel.actors import Actor
from qinqing.services.notifications.actions.hours import skip_read
from qinqing.services.notifications.models import Mark, Message, Reading
from qinqing.services.notifications.queries.inbox import mine


@transaction.atomic
def mark_read(message: Message, *, by: Actor, at: datetime) -> Message:
    """The actor has read it; a second time changes nothing."""
    if by.person is not None:
        Reading.objects.bulk_create([Reading(person=by.person, message=message, at=at)], ignore_conflicts=True)
        skip_read(Message.objects.filter(pk=message.pk), by.person, at)
    return message


@transaction.atomic
def mark_all_read(*, upto: int, by: Actor, at: datetime) -> int:
    """The actor has read everything up to the newest message on the page, in this post. Returns how far."""
    last = mine(by).filter(pk__lte=upto).aggregate(last=Max("pk"))["last"]
    if last is None or by.person is None:
        return 0
    place = {"person": by.person, "place": by.post or 0}
    Mark.objects.bulk_create([Mark(**place, upto=0, at=at)], ignore_conflicts=True)
    Mark.objects.filter(**place, upto__lt=last).update(upto=last, at=at)
    skip_read(mine(by).filter(pk__lte=last), by.person, at)
    return int(last)
