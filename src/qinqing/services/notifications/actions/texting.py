"""Text messages to bare numbers: codes and invitations, for people who may have no account yet.

They stand among the deliveries, with a veiled number and sealed words, which are taken away once they are out.
"""

import json
from datetime import datetime

from django.utils.crypto import get_random_string

from qinqing.kernel.errors import Refused
from qinqing.services.accounts.sealing import seal, unseal
from qinqing.services.notifications.models import Channel, Delivery
from qinqing.services.notifications.rules.media import Medium, Outcome, never
from qinqing.services.notifications.rules.receivers import veiled

LATE = "到发出时已经过了有效期，没有再发"
LOST = "服务器的密钥换过，原来的内容打不开了"
NO_GATEWAY = "本县还没有接通短信，请改用别的办法"


def text(phone: str, words: str, *, purpose: str, ends_at: datetime, at: datetime) -> Delivery:
    """One text message to a number, tried until ``ends_at``. Raises Refused where no gateway is in use."""
    channel = Channel.objects.filter(medium=Medium.SMS, active=True).first()
    if channel is None:
        raise Refused(NO_GATEWAY)
    return Delivery.objects.create(
        once=get_random_string(64), channel=channel, receiver=veiled(phone), purpose=purpose,
        sealed=seal(json.dumps({"to": phone, "text": words})), ends_at=ends_at, made_at=at, due_at=at,
    )  # fmt: skip


def unsealed(found: Delivery, at: datetime) -> dict[str, str] | Outcome:
    """Address and words of what is told to nobody's account, or why it is not tried any more."""
    if found.ends_at is not None and found.ends_at <= at:
        return never(LATE)
    told = unseal(found.sealed)
    return dict(json.loads(told)) if told else never(LOST)
