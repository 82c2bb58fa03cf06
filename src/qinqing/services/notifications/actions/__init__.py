"""Telling and reading, and taking what was told out of the house."""

from qinqing.services.notifications.actions.channels import (
    add_channel,
    amend_channel,
    send_again,
    try_channel,
    use_channel,
)
from qinqing.services.notifications.actions.choosing import choose
from qinqing.services.notifications.actions.hours import release
from qinqing.services.notifications.actions.leading import lead_by, leads_to
from qinqing.services.notifications.actions.outside import own_addresses, own_site, write_outside
from qinqing.services.notifications.actions.reading import mark_all_read, mark_read
from qinqing.services.notifications.actions.sending import send_next
from qinqing.services.notifications.actions.spreading import listen_by, spread
from qinqing.services.notifications.actions.telling import Telling, follow, tell, tell_many
from qinqing.services.notifications.actions.texting import text
from qinqing.services.notifications.actions.wordings import confirm_wording, decline_wording, propose_wording

__all__ = [
    "Telling",
    "add_channel",
    "amend_channel",
    "choose",
    "confirm_wording",
    "decline_wording",
    "follow",
    "lead_by",
    "leads_to",
    "listen_by",
    "mark_all_read",
    "mark_read",
    "own_addresses",
    "own_site",
    "propose_wording",
    "release",
    "send_again",
    "send_next",
    "spread",
    "tell",
    "tell_many",
    "text",
    "try_channel",
    "use_channel",
    "write_outside",
]
