"""What carries a notice over each medium: from words and settings to one attempt and how it ended."""

from collections.abc import Callable

from qinqing.services.notifications.carriers import gateways, mails, robots, webhooks
from qinqing.services.notifications.carriers.parcels import Parcel
from qinqing.services.notifications.rules.media import Medium, Outcome, again, never
from qinqing.services.notifications.rules.targets import BadTarget
from qinqing.services.notifications.transport import Unreachable

CARRIERS: dict[Medium, Callable[[Parcel], Outcome]] = {
    Medium.MAIL: mails.carry,
    Medium.SMS: gateways.carry,
    Medium.WECOM: robots.wecom,
    Medium.DINGTALK: robots.dingtalk,
    Medium.WEBHOOK: webhooks.carry,
}


def carry(parcel: Parcel) -> Outcome:
    """One attempt; what may go wrong outside becomes an outcome, and no secret is in its words."""
    try:
        return CARRIERS[parcel.medium](parcel)
    except BadTarget as bad:
        return never(str(bad))
    except Unreachable as trouble:
        return again(str(trouble))


__all__ = ["Parcel", "carry"]
