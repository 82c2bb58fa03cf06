"""Reading messages: what an actor was told, how much of it is unread, and what became of it outside."""

from qinqing.services.notifications.models import Channel, Delivery, Message, WordingVersion
from qinqing.services.notifications.queries.channels import (
    Sought,
    active_channels,
    channel,
    channel_names,
    channels,
    deliveries,
    delivery,
    fates,
    has_channel,
)
from qinqing.services.notifications.queries.choices import choices, media_in_use, sms_in_use
from qinqing.services.notifications.queries.inbox import MANY, Page, Wanted, fetch, page, unread, was_told
from qinqing.services.notifications.queries.outside import subjects_told
from qinqing.services.notifications.queries.told import told_of
from qinqing.services.notifications.queries.wordings import (
    site_of,
    wording_in_force,
    wording_standings,
    wording_version,
    wording_versions,
    wordings_to_confirm,
)

__all__ = [
    "MANY",
    "Channel",
    "Delivery",
    "Message",
    "Page",
    "Sought",
    "Wanted",
    "WordingVersion",
    "active_channels",
    "channel",
    "channel_names",
    "channels",
    "choices",
    "deliveries",
    "delivery",
    "fates",
    "fetch",
    "has_channel",
    "media_in_use",
    "page",
    "site_of",
    "sms_in_use",
    "subjects_told",
    "told_of",
    "unread",
    "was_told",
    "wording_in_force",
    "wording_standings",
    "wording_version",
    "wording_versions",
    "wordings_to_confirm",
]
