"""Dates as people write them in Chinese offices."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from qinqing.kernel.shaping.text import remove_invisible

FIRST_YEAR, LAST_YEAR = 1900, 2199
# Two-digit years from 50 on belong to the last century: firms founded in 1950 exist, plans for 2050 do not.
PIVOT = 50
PARTED = re.compile(
    r"([0-9]{2}|[1-9][0-9]{3})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?(?:\s+0{1,2}:00(?::00)?)?"
)
SOLID = re.compile(r"([1-9][0-9]{3})([0-9]{2})([0-9]{2})")
CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{2}|[〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2}|[元正])月([一二三四五六七八九十廿卅]{1,3})[日号]"
)
DIGITS = {character: value for value, group in enumerate(("〇零○", *"一二三四五六七八九")) for character in group}


@dataclass(frozen=True, slots=True)
class ShapedDate:
    """A date understood; ``note_zh`` shows it back in full where the text left room for doubt."""

    value: date | None
    original: str
    note_zh: str = ""


def shape_date(text: str | None) -> date | None:
    """The date in ``2026年1月2日``, ``2026/1/2``, ``2026.1.2``, ``20260102``, ``26-1-2``, ``二〇二六年一月二日``.

    None when it is no date of the years 1900 to 2199. Year, month, day is the only order understood.
    """
    return read_date(text).value


def read_date(text: str | None) -> ShapedDate:
    """As shape_date, with the note that a person should see."""
    original = text or ""
    plain = remove_invisible(unicodedata.normalize("NFKC", original)).strip()
    parts = _in_digits(plain) or _in_characters(re.sub(r"\s", "", plain))
    if parts is None:
        return ShapedDate(None, original)
    year, month, day = parts
    short = year < 100
    value = _date(year + (2000 if year < PIVOT else 1900) if short else year, month, day)
    note = f"已理解为 {value.year} 年 {value.month} 月 {value.day} 日，请核对" if short and value else ""
    return ShapedDate(value, original, note)


def _in_digits(plain: str) -> tuple[int, int, int] | None:
    found = PARTED.fullmatch(plain) or SOLID.fullmatch(plain)
    if not found:
        return None
    year, month, day = found.groups()
    return int(year), int(month), int(day)


def _in_characters(plain: str) -> tuple[int, int, int] | None:
    found = CHINESE.fullmatch(plain)
    if not found:
        return None
    year = int("".join(str(DIGITS[character]) for character in found[1]))
    return year, _count(found[2]), _count(found[3])


def _count(words: str) -> int:
    """一 to 卅一 as a number."""
    if words in "元正":
        return 1
    words = words.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return DIGITS[words] if len(words) == 1 else 0
    return (DIGITS.get(tens, 1 if not tens else 99)) * 10 + (DIGITS.get(ones, 0) if len(ones) < 2 else 99)


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
