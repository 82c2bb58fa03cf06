"""A month that is told of in public, and the days on which that is due, 四(六). Pure."""

import re
from datetime import date, datetime, time

from qinqing.kernel.phrases import SHANGHAI

MONTH = re.compile(r"(20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])")


def month_in(text: str) -> date | None:
    """``2026-10`` as its first day; None for anything else."""
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def next_month(month: date) -> date:
    """The first day of the month after the one that begins on a day."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(day: date) -> date:
    """The first day of the month before the one that a day lies in."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def opening(day: date) -> datetime:
    """The moment at which a day begins in the county."""
    return datetime.combine(day, time(0), SHANGHAI)


def due_in(month: date, day_of_month: int) -> date:
    """The day of the following month by which something about this one is due."""
    return next_month(month).replace(day=day_of_month)


def month_zh(month: date) -> str:
    """``2026年10月``."""
    return f"{month.year}年{month.month}月"


def number_zh(month: date) -> str:
    """``2026年第10期``."""
    return f"{month.year}年第{month.month}期"
