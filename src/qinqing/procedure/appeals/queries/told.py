"""谁收到了消息: who was told what of an appeal, and whether it arrived, within what the reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qinqing.kernel.actors import BUREAU, LEADERS, Actor, Role
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import hides_identity, mask_identity
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.rules.addresses import is_enterprise, mailboxes

EVERYTHING = BUREAU | LEADERS | {Role.OFFICE, Role.INSPECTOR}


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way a message took out of the house: to whom, and what became of it. Of an enterprise's people, no names."""

    medium: str
    to: str
    fate: str
    label: str
    at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """One message: whom it was for, whether somebody read it, and its ways out, once they are ``seen_to``."""

    at: datetime
    title: str
    to: str
    was_read: bool
    seen_to: bool
    ways: Sequence[WayOut]


def told(appeal: Appeal, actor: Actor) -> list[Told]:
    """What was told of the appeal, the newest first.

    The county's own desks see all of it; a department and the city centre what they and the enterprise were told.
    """
    rows = [one for one in messages.told_of(appeal.subject) if _may_see(one, actor)]
    people = {way.account for one in rows if not is_enterprise(one.mailbox) for way in one.deliveries.all()}
    names = accounts.names_of(one for one in people if one)
    hidden = hides_identity(appeal, actor)
    return [
        Told(
            at=one.at,
            title=mask_identity(appeal, one.title) if hidden else one.title,
            to=register.mailbox_label(one.mailbox),
            was_read=one.was_read,
            seen_to=one.spread,
            ways=[_way(way, {} if is_enterprise(one.mailbox) else names) for way in one.deliveries.all()],
        )
        for one in rows
    ]


def _may_see(message: messages.Message, actor: Actor) -> bool:
    if actor.role in EVERYTHING or is_enterprise(message.mailbox):
        return True
    same_organ = actor.organ is not None and message.mailbox.endswith(f"@{actor.organ}")
    return same_organ or message.mailbox in mailboxes(actor)


def _way(way: messages.Delivery, names: Mapping[int, str]) -> WayOut:
    """An enterprise's people are neither named nor recognised by their numbers, nor by what is missing of them."""
    to = names.get(way.account or 0, "") if way.account else way.channel.name
    why = way.why if to else ""
    return WayOut(way.channel.get_medium_display(), to, way.fate, way.get_fate_display(), way.ended_at, why)
