"""Where the lines of a long title end: GB/T 9704-2012, 7.3.1 asks for whole words and a pleasing shape.

A word processor fills the first line and leaves the rest, 「…的请／示」 included. Here the kind of the paper stays whole, a
line ends where a quotation, a clause or a known word does, and the lines are nearly equal; one more line is taken where
a word might be torn otherwise.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

# What a paper is: on no line alone, 的 and the two characters before go with it.
KINDS = "请示|批复|报告|通知|通报|决定|意见|纪要|公告|通告|函|方案|办法"
# Words that titles of this procedure are made of: none is torn, and a line may well end beside one.
WORDS = (
    "县长服务企业接待日|接待日|第[一二三四]季度|企业服务中心|人民政府|办公室|副县长|县长|联席会议|会议纪要|"
    "现场办公|活动方案|决定事项|处理意见|关于|提请|恳请|协调|解决|征求|举行|召开|更正|印发|开展|办理|落实|"
    "督查|情况|意见|事项|企业|诉求|交办单|督办单|转办单|汇总表|登记表|记录表|有限公司|公司|厂区|园区|线路|"
    "项目|用地|用电|用水|用气|用工|融资|贷款|资金|补贴|手续|审批|政策|兑现|拖欠|账款|货款|工程款|施工|改造|"
    "搬迁|办证|问题|困难|每周|每月|频繁|跳闸|停机|停电|生产线|反复|道路|排水|环评|验收|产权|许可证|三通一平|"
    "生态流量"
)
NUMBER = (
    r"〔?(?:[0-9A-Za-z.%+-]+|[一二两三四五六七八九十百千万半几]+)"
    r"(?:〕|千伏安|千伏|千瓦|万元|亿元|平方米|分钟|小时|个月|[年月日天号个次条家项批台套户亩元吨米度倍])*"
)
UNITS = re.compile(rf"..的(?:{KINDS})\Z|(?:{KINDS})\Z|{WORDS}|{NUMBER}")
MEETING = re.compile(r"(?<=[!-~])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[!-~])")
OPENING, CLOSING = "“‘《〈（〔「", "”’》〉）〕」、，；：。！？"
NEVER_FIRST = CLOSING + "的等了"
# What it costs to end a line at a place, and what a line costs by how far it is from an even share, squared.
CLEAN, FAIR, ANYWHERE = 0.0, 2.0, 10.0
UNEVEN, ONE_MORE = 0.08, 4.0


class Cut(NamedTuple):
    """What the best lines up to a place cost, and where each begins."""

    cost: float
    starts: tuple[int, ...]


def lines(title: str, room: float) -> list[str]:
    """The title in lines of at most ``room`` characters; one more than it needs where a word would be torn otherwise."""
    whole, places = width(title), _places(title)
    fewest = int(-(-whole // room))
    if fewest <= 1:
        return [title]
    found = [_best(title, places, fewest + more, room, ONE_MORE * more) for more in (0, 1)]
    cut = min((one for one in found if one), default=Cut(0.0, (0,)))
    return [title[start:end] for start, end in pairwise((*cut.starts, len(title)))]


def width(text: str) -> float:
    """How many Chinese characters wide; where Latin meets Chinese, Word and the typesetter leave a quarter more."""
    return sum(0.5 if one.isascii() else 1.0 for one in text) + 0.25 * len(MEETING.findall(text))


def _places(title: str) -> Mapping[int, float]:
    """Where a line may end, and what that costs."""
    units = [found.span() for found in UNITS.finditer(title)]
    torn = {place for start, end in units for place in range(start + 1, end)}
    edges = {place for span in units for place in span}
    return {
        place: _cost(title[place - 1], title[place], place in edges)
        for place in range(1, len(title))
        if place not in torn and title[place - 1] not in OPENING and title[place] not in NEVER_FIRST
    }


def _cost(last: str, first: str, edge: bool) -> float:
    if last in CLOSING or first in OPENING:
        return CLEAN
    return FAIR if edge or last == "的" or first in "和与及对将被因由从向" else ANYWHERE


def _best(title: str, places: Mapping[int, float], count: int, room: float, cost: float) -> Cut | None:
    """The cheapest ``count`` lines, which cost this already; None where they cannot be."""
    share = width(title) / count
    best = {0: Cut(cost, ())}
    for left in reversed(range(count)):
        ends = places if left else {len(title): 0.0}
        found: dict[int, Cut] = {}
        for start, cut in best.items():
            for end, price in ends.items():
                wide = width(title[start:end])
                if end > start and wide <= room:
                    whole = Cut(cut.cost + price + UNEVEN * (wide - share) ** 2, (*cut.starts, start))
                    found[end] = min(whole, found.get(end, whole))
        best = found
    return best.get(len(title))
