"""四(三): what stands in the way of an item is seen on both, with the day it is expected to clear."""

from datetime import date

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
CLEAR = date(2026, 12, 10)


@pytest.fixture
def officer(cast):
    return cast.officer("power-supply")


def test_another_item_stands_in_the_way_of_one(cast, decided, officer, later):
    first, second = decided(2)
    decisions.block(second, number=first.number.lower(), expected_on=CLEAR, by=officer, at=later())
    assert second.blocked == 1
    assert [(row.by, row.expected_on) for row in queries.blocks(second)] == [(first, CLEAR)]
    assert [row.item for row in queries.blocked_by(first)] == [second]
    with pytest.raises(Refused, match="不能互相等待"):
        decisions.block(first, number=second.number, expected_on=CLEAR, by=officer, at=later())
    decisions.unblock(second, block=1, note="首件已办完", by=officer, at=later(days=3))
    assert (second.blocked, queries.blocked_by(first)) == (0, [])
    assert queries.blocks(second)[0].cleared_by == officer.title
    assert record.verify().ok


def test_a_condition_outside_is_named_in_words(decided, officer, later):
    (item,) = decided()
    decisions.block(item, condition="省级电网规划批复", expected_on=CLEAR, by=officer, at=later())
    with pytest.raises(Refused, match="怎样解除"):
        decisions.unblock(item, block=1, note="", by=officer, at=later())
    with pytest.raises(Refused, match="已经解除，请刷新"):
        decisions.unblock(item, block=2, note="已批复", by=officer, at=later())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "两样只填一样"),
        ({"number": "JD-2026-000001", "condition": "批复"}, "两样只填一样"),
        ({"number": "JD-2026-000099"}, "没有找到您能看到的"),
        ({"number": "JD-2026-000001"}, "不能受阻于它自己"),
        ({"condition": "批复", "expected_on": date(2026, 11, 20)}, "已经过去"),
    ],
)
def test_it_says_what_is_wrong(decided, officer, later, changed, words):
    (item,) = decided()
    with pytest.raises(Refused, match=words):
        decisions.block(item, **({"expected_on": CLEAR} | changed), by=officer, at=later())
    assert item.blocked == 0


def test_the_bureau_tells_it_too_and_an_assisting_department_does_not(cast, decided, later):
    (item,) = decided()
    with pytest.raises(Refused, match="由牵头部门供电公司落实"):
        decisions.block(item, condition="批复", expected_on=CLEAR, by=cast.officer("park-west"), at=later())
    decisions.block(item, condition="批复", expected_on=CLEAR, by=cast.intake, at=later())
    assert item.blocked == 1


def test_what_is_blocked_is_not_done(cast, decided, walk, officer, later):
    item = walk(decided()[0], "implementing")
    decisions.block(item, condition="批复", expected_on=CLEAR, by=officer, at=later())
    with pytest.raises(Refused, match="还登记着受阻"):
        decisions.complete(item, note="办完", by=officer, at=later())


def test_what_is_over_stands_in_nobodys_way(cast, decided, walk, officer, later):
    first, second = decided(2)
    walk(first, "closed")
    with pytest.raises(Refused, match="已销号，不会再阻碍"):
        decisions.block(second, number=first.number, expected_on=CLEAR, by=officer, at=later())
