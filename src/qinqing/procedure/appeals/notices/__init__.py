"""Who hears of what happens to an appeal. One line of the table is one message; ``config/wiring.py`` lists it."""

from qinqing.procedure.appeals.notices.lines import SILENT, TOLD
from qinqing.procedure.appeals.notices.stories import stories
from qinqing.services.notifications.rules import Table

NOTICES = Table(stories, TOLD, SILENT)

__all__ = ["NOTICES", "stories"]
