"""What one value becomes in a spreadsheet's cell, so that reading it back gives the value."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from qinqing.kernel.phrases import local

# Excel's limit of one cell is 32,767 UTF-16 units; the rest is for the remark that says where the text goes on.
ROOM = 32_700
FIRST_YEAR = 1900  # spreadsheets count days from here
_READ_AS_ONE = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# What a spreadsheet would take for a formula if somebody edited the cell, in both widths.
_TEMPTING = tuple("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")


def whole(text: str) -> str:
    """The text as XML can hold it: half of a broken character becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def escaped(text: str) -> str:
    """The text as a cell stores it (ECMA-376, ST_Xstring): what XML has no place for as ``_xHHHH_``."""
    if "_x" in text:
        text = _READ_AS_ONE.sub("_x005F_", text)
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def tempts(text: str) -> bool:
    """Whether the text begins like a formula and is marked as text for those who edit it."""
    return text.startswith(_TEMPTING)


def pieces(text: str, room: int = ROOM) -> Iterator[str]:
    """The text in pieces that each fit a cell; no character is torn. Joined they are the text."""
    if len(text) * 2 <= room:
        yield text
        return
    units, start = text.encode("utf-16-le"), 0
    while start < len(units):
        end = start + 2 * room
        if end < len(units) and 0xD8 <= units[end - 1] <= 0xDB:  # the first half of a character beyond the BMP
            end -= 2
        yield units[start:end].decode("utf-16-le")
        start = end


def number_of(value: object) -> float | None:
    """The number a cell can hold without rounding; None where it cannot (more than fifteen digits), or is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    exact = Decimal(str(value))
    held = float(exact)
    return held if exact.is_finite() and Decimal(f"{held:.15G}") == exact else None


def day_of_cell(value: object) -> date | datetime | None:
    """A date, or a moment as Shanghai's clocks show it; None for what spreadsheets have no number for."""
    if isinstance(value, datetime):
        value = local(value).replace(tzinfo=None) if value.tzinfo else value
    if not isinstance(value, date) or value.year < FIRST_YEAR:
        return None
    return value
