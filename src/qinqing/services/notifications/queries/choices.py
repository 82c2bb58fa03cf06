"""How people want to be told."""

from collections.abc import Iterable, Mapping

from qinqing.services.notifications.models import Channel, PersonalChoice
from qinqing.services.notifications.rules.choosing import Choices
from qinqing.services.notifications.rules.media import PERSONAL, Medium

FIELDS = ("ways", "quiet_from", "quiet_until", "rest_days", "digest_hour")


def choices_of(people: Iterable[int]) -> Mapping[int, Choices]:
    """What some accounts chose, as shipped for those who chose nothing; one query."""
    wanted = set(people)
    rows = PersonalChoice.objects.filter(person__in=wanted).values_list("person", *FIELDS)
    chosen = {person: Choices(*told) for person, *told in rows}
    return {one: chosen.get(one, Choices()) for one in wanted}


def choices(person: int) -> Choices:
    """What one account chose."""
    return choices_of([person])[person]


def media_in_use() -> set[Medium]:
    """The media over which people can be told now."""
    rows = Channel.objects.filter(active=True, medium__in=PERSONAL).values_list("medium", flat=True)
    return {Medium(one) for one in rows}


def sms_in_use() -> bool:
    """Whether text messages leave the house now."""
    return Channel.objects.filter(active=True, medium=Medium.SMS).exists()
