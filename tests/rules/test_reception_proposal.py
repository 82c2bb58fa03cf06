"""四(一)2: the proposal of an agenda, and which appeals make a theme; pure."""

from dataclasses import replace
from itertools import combinations

import pytest

from qinqing.procedure.receptions.rules.proposal import (
    DEPARTMENT,
    FEW,
    FORMULA,
    LATE,
    LONGEST,
    Candidate,
    propose,
    score,
)
from qinqing.procedure.receptions.rules.themes import MOST, Told, themes

NAMES = {1: "供电公司", 2: "住建局", 3: "财政局"}
OLD = Candidate("old", 50, organs=frozenset({1}))


def codes(candidates, *, room=10, called=()):
    return [pick.code for pick in propose(candidates, room=room, called=called, names=NAMES)]


def test_the_oldest_and_the_reddest_come_first():
    young, red = replace(OLD, code="young", waited=35), replace(OLD, code="red", waited=35, late=True)
    assert codes([young, OLD, red]) == ["red", "old", "young"]
    assert red.worth == 35 + LATE
    assert replace(OLD, waited=400).worth == LONGEST, "one that has waited for years does not outweigh all others"


def test_no_more_than_fit():
    many = [replace(OLD, code=f"c{number}", waited=number) for number in range(1, 9)]
    assert codes(many, room=3) == ["c8", "c7", "c6"]
    assert codes(many, room=0) == []


def test_of_equal_worth_the_one_that_calls_fewer_departments_is_taken():
    other = replace(OLD, code="other", organs=frozenset({2, 3}))
    assert codes([other, OLD], room=1) == ["old"]
    assert codes([other, OLD], room=1, called=[2, 3]) == ["other"]


def test_what_is_not_worth_its_departments_waits():
    wide = Candidate("wide", DEPARTMENT * 3 - 1, organs=frozenset({1, 2, 3}))
    assert codes([wide]) == []
    assert codes([wide], called=[3]) == ["wide"]
    assert codes([wide, OLD]) == ["old", "wide"], "the power company comes for the other one anyway"


def test_each_pick_says_why_in_one_sentence():
    late = Candidate("late", 12, late=True, urgency="hard", organs=frozenset({2}))
    first, second = propose([OLD, late], room=2, called=[2], names=NAMES)
    assert first.why == "已等候 50 个工作日；要通知供电公司到会"
    assert second.why == "已等候 12 个工作日，办理曾超期，难事帮办；有关部门本来就到会"
    assert (first.adds, second.adds) == ((1,), ())


@pytest.mark.parametrize("count", [FEW - 1, FEW + 20])
def test_few_or_many_it_is_near_the_best_and_always_the_same(count):
    pool = [
        Candidate(f"c{number}", 5 + number * 7 % 31, late=number % 5 == 0, organs=frozenset({number % 4, number % 6}))
        for number in range(count)
    ]
    chosen = codes(pool, room=4)
    assert chosen == codes(pool, room=4)
    got = score([one for one in pool if one.code in chosen], ())
    best = max(score(four, ()) for size in range(1, 5) for four in combinations(pool, size))
    assert got == best if count <= FEW else got >= best * 0.9


def test_the_formula_names_its_numbers():
    assert all(str(number) in FORMULA for number in (LONGEST, LATE, DEPARTMENT))


POWER = Told("a", "power", frozenset("园区线路跳闸频繁"))


def test_what_is_told_alike_makes_a_theme():
    like = Told("b", "power", frozenset("园区线路跳闸很多次"))
    unlike = Told("c", "land", frozenset("用地指标没有批下来"))
    assert themes([POWER, unlike, like]) == [["a", "b"]]
    assert themes([POWER, unlike]) == []
    assert themes([]) == []


def test_within_one_category_less_likeness_is_enough():
    loose = Told("b", "power", frozenset("线路老化停产损失太大了该怎么办呢"))
    assert themes([POWER, loose]) == [["a", "b"]]
    assert themes([POWER, replace(loose, category="land")]) == []


def test_likeness_is_handed_on_and_only_the_first_are_compared():
    chain = [Told(str(number), "power", frozenset({f"p{number}", f"p{number + 1}"})) for number in range(MOST + 5)]
    (one,) = themes(chain)
    assert len(one) == MOST
