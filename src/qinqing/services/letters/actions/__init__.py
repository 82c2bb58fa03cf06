"""Reading the mailbox, and settling what came."""

from qinqing.services.letters.actions.answering import can_be_answered
from qinqing.services.letters.actions.polling import poll
from qinqing.services.letters.actions.settling import bring_back, forget_files, set_aside, settle_letter
from qinqing.services.letters.actions.taking import bring_letter

__all__ = ["bring_back", "bring_letter", "can_be_answered", "forget_files", "poll", "set_aside", "settle_letter"]
