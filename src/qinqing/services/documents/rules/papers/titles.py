"""Where the lines of a long title end: GB/T 9704-2012, 7.3.1 asks for whole words and a pleasing shape.

A word processor fills the first line and leaves the rest, 「…的请／示」 included. Here the lines are nearly equal, the kind
of the paper stays whole, and a line ends where a quotation or a clause does if one is near.
"""

import math
import re
from functools import cache

CLOSING, OPENING = "，。、；：！？”’）》〉】〕…—·", "“‘（《〈【〔"
KINDS = "请示|批复|报告|通知|通报|决定|意见|纪要|公告|通告|函|方案|办法|汇总表|登记表|记录表|交办单|转办单"
WORDS = "县长服务企业接待日|接待日|有限公司|公司|企业|诉求|季度"
NUMBERS = "[A-Za-z0-9.%-]+(?:年[0-9]+月(?:[0-9]+日)?|[年月日号件项次期千万元])?"
WHOLE = re.compile(rf"^关于|{WORDS}|{NUMBERS}|第.季度|的?(?:{KINDS})$")
LEANING = "的了和与及在"  # ends a line, never begins one
AWKWARD = 16.0  # as bad as a line that is four characters from its place


def lines(title: str, room: float) -> list[str]:
    """The title in as few lines of ``room`` full-width characters as it needs, nearly equal; one line where it fits."""
    least = max(1, math.ceil(width(title) / room))
    for count in range(least, least + 3):
        if found := _broken(title, count, room):
            return found
    return [title]


def _broken(title: str, count: int, room: float) -> list[str]:
    """The best ``count`` lines; none where no line's end may be."""
    even = width(title) / count
    inside = {place for found in WHOLE.finditer(title) for place in range(found.start() + 1, found.end())}
    places = [place for place in range(1, len(title)) if place not in inside and _may_break(title, place)]

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        ends = places if left > 1 else [len(title)]
        choices = [
            (_cost(title, start, end, even) + rest[0], (end, *rest[1]))
            for end in ends
            if end > start and width(title[start:end]) <= room
            for rest in [best(end, left - 1) if left > 1 else (0.0, ())]
        ]
        return min(choices, default=(math.inf, ()))

    cost, ends = best(0, count)
    return [title[a:b] for a, b in zip((0, *ends), ends, strict=False)] if cost < math.inf else []


def _may_break(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    return before not in OPENING and after not in CLOSING and after not in LEANING


def _cost(title: str, start: int, end: int, even: float) -> float:
    sense = end == len(title) or title[end - 1] in CLOSING + LEANING or title[end] in OPENING
    return (width(title[start:end]) - even) ** 2 + (0 if sense else AWKWARD)


def width(text: str) -> float:
    """In full-width characters; letters and digits take half."""
    return sum(0.5 if one.isascii() else 1 for one in text)
