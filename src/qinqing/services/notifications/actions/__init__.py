"""Telling and reading."""

from qinqing.services.notifications.actions.reading import mark_all_read, mark_read
from qinqing.services.notifications.actions.telling import Telling, follow, tell, tell_many

__all__ = ["Telling", "follow", "mark_all_read", "mark_read", "tell", "tell_many"]
