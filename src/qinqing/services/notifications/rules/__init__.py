"""Who can be told, in which kinds of message, with which words. Pure."""

from qinqing.services.notifications.rules.addresses import Recipient, desk, enterprise, mailboxes, person, post
from qinqing.services.notifications.rules.kinds import Kind
from qinqing.services.notifications.rules.lines import Line, Story, Table, fill, words_of
from qinqing.services.notifications.rules.moved import moved_kinds, moved_words, on_moved

__all__ = [
    "Kind",
    "Line",
    "Recipient",
    "Story",
    "Table",
    "desk",
    "enterprise",
    "fill",
    "mailboxes",
    "moved_kinds",
    "moved_words",
    "on_moved",
    "person",
    "post",
    "words_of",
]
