"""Whether somebody lately tried an account's password and was wrong."""

from datetime import datetime
from typing import TYPE_CHECKING

from qinqing.services.accounts.rules import GUESSED_IN
from qinqing.services.journal import queries as journal

if TYPE_CHECKING:
    from qinqing.services.accounts.models import Account

WRONG = frozenset({"accounts.account.sign_in_failed", "accounts.account.reconfirm_failed"})
LISTED = 300


def wrong_tries(account: "Account", *, at: datetime) -> int:
    """How many wrong ones are on record within the time for which they count."""
    tried = journal.latest(f"account/{account.username}", events=WRONG, limit=LISTED)
    return sum(one.at > at - GUESSED_IN for one in tried)
