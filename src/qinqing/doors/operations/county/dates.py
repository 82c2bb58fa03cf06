"""Days in the demo's texts: written as distances from the day an appeal came in, so that the story is never stale."""

import re
from datetime import date, timedelta

from qinqing.kernel.phrases import day_zh

MARK = re.compile(r"\{(d|m|ym|y)([+-]\d+)\}")


def dated(text: str, on: date) -> str:
    """The text with its marks filled in for an appeal lodged ``on``.

    ``{d-12}`` the day twelve days before (a later day that falls on a weekend becomes the Monday), ``{m-4}`` the
    month four months before, ``{ym-14}`` year and month, ``{y-2}`` the year two years before.
    """
    return MARK.sub(lambda mark: _said(mark[1], int(mark[2]), on), text)


def day_of(days: int, on: date) -> date:
    """The day so many calendar days from ``on``; a later one is moved off the weekend."""
    day = on + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if days > 0 and day.weekday() > 4 else day


def _said(unit: str, distance: int, on: date) -> str:
    if unit == "d":
        return day_zh(day_of(distance, on), this_year=on.year)
    if unit == "y":
        return f"{on.year + distance}年"
    year, month = divmod(on.year * 12 + on.month - 1 + distance, 12)
    if unit == "m" and year == on.year:
        return f"{month + 1}月"
    if unit == "m" and year == on.year - 1:
        return f"去年{month + 1}月"
    return f"{year}年{month + 1}月"
