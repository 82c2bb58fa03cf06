"""A month's bulletin as it is read out: short, and every figure in words as people say it. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from qinqing.procedure.bulletins.rules.figures import FEWEST, Recount
from qinqing.procedure.bulletins.rules.measures import Counts, Rate

FIGURES = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
LONGEST = 8  # longer rows of figures are read one by one
NUMBER = re.compile(r"([0-9]+)(\.[0-9]+)?([%\uff05]?)")
COUNTED = "个家件场次天台条名位户项"


def said(number: int) -> str:
    """A number from nought to under a hundred million as it is said: 105 is 一百零五, 12 is 十二."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        nought = "零" if 0 < low < 1000 else ""
        return f"{said(high)}万{nought}{said(low) if low else ''}"
    if not number:
        return FIGURES[0]
    words, gap = "", False
    for place in range(3, -1, -1):
        figure = number // 10**place % 10
        if figure:
            words += ("零" if gap and words else "") + FIGURES[figure] + PLACES[place]
        gap = not figure
    return words.removeprefix("一") if 10 <= number < 20 else words


def counted(number: int, unit: str) -> str:
    """A number before what it counts: 两件, 十二件."""
    return f"{'两' if number == 2 else said(number)}{unit}"


def percent(rate: Rate) -> str:
    """``百分之九十七点二``; the rate must have a whole."""
    whole, _, rest = f"{rate.percent:g}".partition(".")
    point = f"点{_one_by_one(rest)}" if rest else ""
    return f"百分之{said(int(whole))}{point}"


def year_and_month(month: date) -> str:
    """``二〇二六年十月``."""
    return f"{''.join('〇' if one == '0' else FIGURES[int(one)] for one in str(month.year))}年{said(month.month)}月"


def in_words(text: str) -> str:
    """A written text with its figures as they are said: 2026年9月17日 is 二〇二六年九月十七日."""
    return NUMBER.sub(_said_in_text, text)


def _said_in_text(found: re.Match[str]) -> str:
    whole, rest, sign = found[1], found[2] or "", found[3]
    following = found.string[found.end() : found.end() + 1]
    if len(whole) == len("2026") and following == "年":
        return "".join("〇" if one == "0" else FIGURES[int(one)] for one in whole)
    point = f"点{_one_by_one(rest[1:])}" if rest else ""
    if len(whole) > LONGEST or (len(whole) > 1 and whole.startswith("0")):
        words = _one_by_one(whole)
    else:
        words = "两" if whole == "2" and not point and following in set(COUNTED) else said(int(whole))
    return f"百分之{words}{point}" if sign else words + point


def _one_by_one(figures: str) -> str:
    return "".join(FIGURES[int(one)] for one in figures)


def spoken(county: str, month: date, figures: Recount, examples: Sequence[Mapping[str, str]]) -> str:
    """The whole text to read out, a paragraph a line."""
    lines = [f"{county}县长服务企业接待日，{year_and_month(month)}通报。", "".join(_sentences(figures))]
    for place, example in enumerate(examples, 1):
        lines += [f"典型案例{said(place)}：{in_words(example['title'])}。", in_words(example["text"].strip())]
    return "\n".join(lines) + "\n"


def _sentences(figures: Recount) -> Iterator[str]:
    counts, upper = figures.totals, figures.upper
    yield f"这个月收到企业诉求{counted(counts.received, '件')}，办结{counted(counts.closed, '件')}，"
    yield f"月底还在办理的有{counted(counts.open, '件')}，"
    yield f"其中超过时限的有{counted(counts.overdue, '件')}。" if counts.overdue else "没有超过时限的。"
    yield _in_time(counts)
    yield _rated(counts)
    if upper.days:
        yield f"举行接待日{counted(upper.days, '场')}，接谈诉求{counted(upper.heard, '件')}。"
    else:
        yield "这个月没有举行接待日。"
    done = f"办理完毕{counted(upper.implemented, '件')}" if upper.implemented else "没有办理完毕的"
    yield f"新决定事项{counted(upper.decided, '件')}，{done}。"


def _in_time(counts: Counts) -> str:
    rate = counts.rates["closed_in_time"]
    if not rate.whole:
        return ""
    if rate.whole < FEWEST:
        return f"应当办结的{counted(rate.whole, '件')}中，按时办结{counted(rate.part, '件')}。"
    return f"按时办结率{percent(rate)}。"


def _rated(counts: Counts) -> str:
    if not counts.rated:
        return "这个月没有企业作出评价。"
    happy = counts.rates["satisfied"]
    some = f"参加评价的{counted(counts.rated, '家')}，认为问题已经解决的{counted(counts.solved, '家')}，"
    if counts.rated < FEWEST:
        return f"{some}表示满意的{counted(counts.satisfied, '家')}。"
    return f"{some}满意率{percent(happy)}。"
