"""Amounts of money as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.kernel.shaping import shape_amount


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("1,200万", 12_000_000),
        ("１，２００万", 12_000_000),
        ("壹佰万元", 1_000_000),
        ("约300万", 3_000_000),
        ("300余万元", 3_000_000),
        ("3.5e6", 3_500_000),
        ("100万元整", 1_000_000),
        ("1亿2000万", 120_000_000),
        ("1.5亿元", 150_000_000),
        ("三百万", 3_000_000),
        ("十万", 100_000),
        ("3000元", 3000),
        ("¥1,000.50", "1000.50"),
        ("人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "1234567.89"),
        ("壹仟元零伍分", "1000.05"),
        ("12万5000元", 125_000),
        ("0", 0),
    ],
)
def test_amounts_are_understood_in_yuan(typed, yuan):
    assert shape_amount(typed) == Decimal(yuan)


@pytest.mark.parametrize(
    "typed", ["", None, "200-300万", "12万5", "-3", "很多", "1e99", "万", "1,2", "NaN", "三万三亿元元"]
)
def test_what_is_not_one_amount_is_none(typed):
    assert shape_amount(typed) is None


@given(st.decimals(0, 10**12, places=2))
def test_grouped_digits_keep_every_cent(amount):
    assert shape_amount(f"{amount:,}元") == amount


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(text):
    amount = shape_amount(text)
    assert amount is None or amount >= 0
