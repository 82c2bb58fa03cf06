"""The ways out as they are set up, and what became of what went over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.permits import may_follow_deliveries, may_keep_channels
from qinqing.services.notifications.rules.media import Fate, Medium

PAGE = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list of deliveries is narrowed by; ``before`` is the keyset cursor."""

    fate: str = ""
    channel: str = ""
    before: int | None = None


def active_channels() -> list[Channel]:
    """The channels in use."""
    return list(Channel.objects.filter(active=True).order_by("pk"))


def channels(actor: Actor) -> list[Channel]:
    """Every channel, with how many notices wait and failed; for the system administrator. Raises NotFound."""
    _admit(actor)
    counts = {fate.value: Count("deliveries", filter=Q(deliveries__fate=fate)) for fate in (Fate.WAITING, Fate.FAILED)}
    return list(Channel.objects.annotate(**counts).order_by("pk"))


def channel(actor: Actor, code: str) -> Channel:
    """One channel. Raises NotFound alike for absent and for anybody but the system administrator."""
    _admit(actor)
    found = Channel.objects.filter(code=code).first()
    if found is None:
        raise NotFound("channel")
    return found


def channel_names(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of each channel, to narrow the list of deliveries by. Raises NotFound."""
    _admit_follower(actor)
    return list(Channel.objects.order_by("pk").values_list("code", "name"))


def has_channel(medium: Medium) -> bool:
    """Whether a channel of this medium is set up."""
    return Channel.objects.filter(medium=medium).exists()


def deliveries(actor: Actor, sought: Sought) -> tuple[list[Delivery], int | None]:
    """What became of notices, the newest first, and the next page's cursor. Raises NotFound.

    Whoever looks after them sees neither title nor text: what people are told is none of these posts' business.
    """
    _admit_follower(actor)
    parts = Count("parts")
    rows: QuerySet[Any] = Delivery.objects.select_related("channel", "message", "digest").annotate(gathered=parts)
    rows = rows.defer("message__title", "message__text", "sealed")
    if sought.fate:
        rows = rows.filter(fate=sought.fate)
    if sought.channel:
        rows = rows.filter(channel__code=sought.channel)
    if sought.before:
        rows = rows.filter(pk__lt=sought.before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def delivery(actor: Actor, code: str) -> Delivery:
    """One delivery. Raises NotFound."""
    _admit_follower(actor)
    found = Delivery.objects.select_related("channel").filter(code=code).first()
    if found is None:
        raise NotFound("delivery")
    return found


def fates(message: Message, actor: Actor) -> Sequence[Delivery]:
    """What became of one message on its way to this reader, for the message's own page."""
    rows = Delivery.objects.filter(message=message, account=actor.person).select_related("channel")
    return list(rows.order_by("pk"))


def _admit(actor: Actor) -> None:
    if not may_keep_channels(actor):
        raise NotFound("channels")


def _admit_follower(actor: Actor) -> None:
    if not may_follow_deliveries(actor):
        raise NotFound("deliveries")
