"""Reading messages: what an actor was told, and how much of it is unread."""

from qinqing.services.notifications.models import Message
from qinqing.services.notifications.queries.inbox import MANY, Page, Wanted, fetch, page, unread, was_told

__all__ = ["MANY", "Message", "Page", "Wanted", "fetch", "page", "unread", "was_told"]
