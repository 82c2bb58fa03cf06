"""Progress is told by a fixed day of each month, 四(三): which months are asked for, and until when."""

from calendar import monthrange
from datetime import date


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def progress_due(month: date, day: int) -> date:
    """The day of this month by which progress is told: that day, worked or not, or the month's last where it has none."""
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def months_to_open(decided_on: date, opened: date | None, today: date) -> list[date]:
    """The months up to today's whose progress is to be told and not yet asked for, oldest first.

    The month of the decision has the first contact instead. ``opened`` is the last month asked for.
    """
    month, found = next_month(month_of(max(decided_on, opened or decided_on))), []
    while month <= today:
        found.append(month)
        month = next_month(month)
    return found
