"""Appeals that are alike, found without holding each against each. Pure."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest

from qinqing.procedure.receptions.rules import clusters as rules
from qinqing.procedure.receptions.rules.clusters import clusters, is_lasting
from qinqing.procedure.receptions.rules.themes import Told


class Shares:
    """The share of common tokens, which tells one pair from another plainly."""

    def weight(self, token):
        return 1

    def of_shared(self, shared, asked, known):
        return shared / (asked + known - shared)

    def alike(self, asked, known):
        return len(asked & known) / len(asked | known)


def told(code, tokens, category="power"):
    return Told(code, category, frozenset(tokens.split()))


ALIKE = [told("a", "跳闸 线路 改造 停电 报废"), told("b", "跳闸 线路 改造 注塑"), told("c", "续贷 银行 资金 周转")]


def test_those_that_are_alike_stand_together_and_nobody_alone():
    assert clusters(ALIKE, Shares()) == [["a", "b"]]
    assert clusters([], Shares()) == []


def test_what_belongs_to_something_that_belongs_belongs_and_the_largest_comes_first():
    chain = [
        told("d", "抽水 电费 果园 农业 电价"),
        told("e", "抽水 电费 果园 优惠 分表"),
        told("f", "优惠 分表 果园 抽水 补贴"),
    ]
    assert clusters([*ALIKE, *chain], Shares()) == [["d", "e", "f"], ["a", "b"]]


def test_across_categories_more_must_be_alike():
    other = told("z", "跳闸 线路 改造 贷款 抵押 税费 招工 证照 道路 环评 标牌 物流 仓库 码头 网络", "tax")
    assert clusters([ALIKE[0], other], Shares()) == [["a", "z"]]
    longer = told("z", " ".join(sorted(other.tokens)) + " 甲乙 丙丁 戊己", "tax")
    assert clusters([ALIKE[0], longer], Shares()) == []
    assert clusters([ALIKE[0], replace(longer, category="power")], Shares()) == [["a", "z"]]


def test_a_flood_is_one_group_and_what_everybody_writes_is_none():
    flood = [told(str(number), f"跳闸 线路 改造 停电 词{number} 语{number}") for number in range(40)]
    (codes,) = clusters(flood, Shares())
    assert len(codes) == 40
    polite = [
        told(str(number), f"企业 请求 协调 {' '.join(f'{number}之{word}' for word in range(30))}")
        for number in range(40)
    ]
    assert clusters(polite, Shares()) == []


def test_only_the_newest_are_looked_at(monkeypatch):
    monkeypatch.setattr(rules, "MOST", 1)
    assert clusters(ALIKE, Shares()) == []


def test_it_finds_what_holding_each_against_each_finds():
    """An independent count of the pairs, where few tokens are everybody's."""
    rows = [told(f"{a}{b}", f"{a}1 {a}2 {a}3 {a}4 {b}9", "") for a in "甲乙丙丁" for b in "子丑"]
    pairs = {
        frozenset((one.code, other.code))
        for one, other in combinations(rows, 2)
        if Shares().alike(one.tokens, other.tokens) >= 0.16
    }
    assert {frozenset(group) for group in clusters(rows, Shares())} == pairs


@pytest.mark.parametrize(("enterprises", "days", "lasting"), [(3, 60, True), (2, 60, False), (3, 59, False)])
def test_several_enterprises_over_a_long_time_want_a_standing_measure(enterprises, days, lasting):
    assert is_lasting(enterprises, timedelta(days=days)) is lasting
