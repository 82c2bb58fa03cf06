"""Amounts of money as people write them: ``1,200万``, ``壹佰万元``, ``约300万``, ``3.5e6``."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from qinqing.kernel.shaping.text import remove_invisible

AROUND = re.compile(r"^(?:人民币|RMB|CNY|¥|￥|合计|共计|共|总计|大约|大概|约为|约合|约|近|计)+", re.IGNORECASE)
AFTER = re.compile(r"(?:左右|上下|以内|整|正|人民币|RMB|CNY)+$", re.IGNORECASE)
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:E\+?[0-9]{1,2})?", re.IGNORECASE)
PIECE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(万亿|千万|百万|十万|亿|万|千|百)")
ARABIC = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "百": 100}
DIGITS = {character: value for value, group in enumerate(("〇零○", *"一二三四五六七八九")) for character in group}
DIGITS |= {character: value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"两": 2}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
CHINESE = re.compile(r"([^元圆块]*)(?:[元圆块](?:(.)角|[零〇])?(?:(.)分)?)?")
LIMIT = Decimal(10) ** 15


def shape_amount(text: str | None) -> Decimal | None:
    """The amount in yuan, or None when it is not one amount (a range, a negative number, words).

    A bare number is yuan; 万 and 亿 multiply. The text itself is kept beside it by the caller.
    """
    plain = remove_invisible(unicodedata.normalize("NFKC", text or ""))
    plain = re.sub(r"\s|(?<=[0-9])余(?=[万亿千百元])", "", plain)
    plain = AFTER.sub("", AROUND.sub("", plain))
    amount = _arabic(plain)
    if amount is None:
        amount = _chinese(plain)
    return amount if amount is not None and amount < LIMIT else None


def _arabic(plain: str) -> Decimal | None:
    bare = re.sub(r"(?<=[0-9])余?[元圆块]$|(?<=[万亿千百])余?[元圆块]?$", "", plain)
    bare = re.sub(r"(?<=[0-9])[,，](?=[0-9]{3})", "", bare)
    if PLAIN.fullmatch(bare):
        try:
            return Decimal(bare) if Decimal(bare) < LIMIT else None
        except InvalidOperation:
            return None
    return _in_units(bare)


def _in_units(bare: str) -> Decimal | None:
    """``1亿2000万``: units must fall."""
    total, last, end = Decimal(0), 10**16, 0
    for found in PIECE.finditer(bare):
        unit = ARABIC[found[2]]
        if found.start() != end or unit >= last:
            return None
        total, last, end = total + Decimal(found[1]) * unit, unit, found.end()
    rest = bare[end:]
    if not end or not re.fullmatch(r"(?:[0-9]+(?:\.[0-9]+)?)?", rest):
        return None
    # 12万5 is said for 125,000 and written for 120,005: nobody can tell.
    if rest and Decimal(rest) < last // 10:
        return None
    return total + (Decimal(rest) if rest else 0)


def _chinese(plain: str) -> Decimal | None:
    found = CHINESE.fullmatch(plain)
    if not found or not plain:
        return None
    whole = _number(found[1]) if found[1] else None
    tenths, hundredths = DIGITS.get(found[2] or "零"), DIGITS.get(found[3] or "零")
    if whole is None or tenths is None or hundredths is None:
        return None
    return Decimal(whole) + Decimal(tenths * 10 + hundredths) / 100


def _number(words: str) -> int | None:
    """壹佰贰拾叁万肆仟 as a number; None for anything that is not well formed."""
    total = section = digit = 0
    for character in words:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in TENS:
            section += (digit or (1 if TENS[character] == 10 else 0)) * TENS[character]
            digit = 0
        elif character in "万亿":
            if not section + digit and not (character == "亿" and total):
                return None
            total = (
                (total + section + digit) * ARABIC[character]
                if character == "亿"
                else total + (section + digit) * 10**4
            )
            section = digit = 0
        else:
            return None
    return total + section + digit
