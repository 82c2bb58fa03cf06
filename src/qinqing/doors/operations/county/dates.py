"""Days in the demo's texts: written as distances from the day an appeal came in, so that the story is never stale."""

import re
from datetime import date, timedelta

from qinqing.kernel.phrases import day_zh

MARK = re.compile(r"\{(d|m|ym|y)([+-]\d+)\}")


def dated(text: str, on: date) -> str:
    """The text with its marks filled in for an appeal lodged ``on``.

    ``{d-12}`` the day twelve days before (see ``day_of``), ``{m-4}`` the month four months before, ``{ym-14}`` year and
    month, ``{y-2}`` the year two years before.
    """
    return MARK.sub(lambda mark: _said(mark[1], int(mark[2]), on), text)


def day_of(days: int, on: date) -> date:
    """The day so many calendar days from ``on``, moved away from it to one on which offices are open.

    The week before stays as it is: what happens then happens on any day, and one day after another.
    """
    day = on + timedelta(days=days)
    step = timedelta(days=1 if days > 0 else -1)
    while not -7 <= days <= 0 and _shut(day):
        day += step
    return day


def _shut(day: date) -> bool:
    """Weekends and the holidays with fixed dates: near enough for a story, which no limit is counted from."""
    holidays = {1: 3, 5: 5, 10: 8}
    return day.weekday() > 4 or day.day <= holidays.get(day.month, 0)


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
