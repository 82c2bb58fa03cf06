"""Dates, moments and counts as people read them, in Shanghai."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NUMERALS = "〇一二三四五六七八九"


def local(at: datetime) -> datetime:
    """An aware moment on the county's clocks."""
    return at.astimezone(SHANGHAI)


def day_zh(when: date | datetime, *, this_year: int | None = None) -> str:
    """``11月23日``; with the year when it is not ``this_year``."""
    day = local(when).date() if isinstance(when, datetime) else when
    year = f"{day.year}年" if this_year is not None and day.year != this_year else ""
    return f"{year}{day.month}月{day.day}日"


def moment_zh(at: datetime, *, this_year: int | None = None) -> str:
    """``11月23日 14:32``; the end of a day is that day's 24:00."""
    here = local(at)
    if (here.hour, here.minute) == (0, 0):
        before = date.fromordinal(here.date().toordinal() - 1)
        return f"{day_zh(before, this_year=this_year)} 24:00"
    return f"{day_zh(here.date(), this_year=this_year)} {here:%H:%M}"


def full_day_zh(when: date | datetime) -> str:
    """``2026年11月23日``, as papers write every date."""
    return day_zh(when, this_year=0)


def full_moment_zh(at: datetime) -> str:
    """``2026年11月23日 14:32``."""
    return moment_zh(at, this_year=0)


def particular_zh(name: str, value: object) -> str:
    """A particular of a record: several are listed, each file with its digest on a line of its own."""
    if not isinstance(value, list):
        return str(value)
    return ("\n" if name == "files" else "、").join(map(str, value))


def numeral_zh(number: int) -> str:
    """``一``, ``十``, ``二十三``: how headings are counted; from a hundred on in figures."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = f"{NUMERALS[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (NUMERALS[ones] if ones else "")
