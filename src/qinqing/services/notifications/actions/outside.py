"""A mail to somebody outside who has no account: through the same outbox, retried and never doubled."""

import hashlib
import json
from datetime import datetime

from qinqing.services.accounts.sealing import seal
from qinqing.services.notifications.models import Channel, Delivery
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.receivers import MAIL, veiled

PURPOSE = "回复来信"


def write_outside(once: str, *, to: str, subject: str, text: str, answers: str, at: datetime) -> str:
    """Puts one mail into the outbox, in the caller's transaction; returns what it is known by, "" if none can go.

    ``once`` makes it exist once; ``answers`` is the identifier of the mail it answers. Without a mail channel in use,
    or to what is no address, nothing is written. Its words are sealed, and kept only until it has gone.
    """
    channel = Channel.objects.filter(medium=Medium.MAIL, active=True).first()
    if channel is None or not MAIL.match(to):
        return ""
    key = hashlib.sha256(f"outside\x1f{once}".encode()).hexdigest()
    told = {"to": to, "subject": subject, "text": text, "answers": answers}
    row, _ = Delivery.objects.get_or_create(
        once=key,
        defaults={
            "channel": channel, "receiver": veiled(to), "purpose": PURPOSE, "sealed": seal(json.dumps(told)),
            "made_at": at, "due_at": at,
        },
    )  # fmt: skip
    return row.code


def own_addresses() -> frozenset[str]:
    """Addresses the house itself writes from: nothing that comes from them is answered."""
    senders = Channel.objects.filter(medium=Medium.MAIL).values_list("settings", flat=True)
    return frozenset(str(told.get("sender", "")).lower() for told in senders) - {""}


def own_site() -> str:
    """Where people find this system, as the mail channel in use tells it; "" where it does not."""
    channel = Channel.objects.filter(medium=Medium.MAIL, active=True).first()
    return str(channel.settings.get("site", "")) if channel else ""
