"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.kernel.shaping import read_date, shape_date

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
CHARACTERS = "〇一二三四五六七八九"


def spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else f"{CHARACTERS[tens]}十" if tens else "") + (CHARACTERS[ones] if ones else "")


@pytest.mark.parametrize(
    "typed",
    ["2026年1月2日", "2026/1/2", "2026.1.2", "20260102", "26-1-2", "二〇二六年一月二日", "2026-01-02 00:00:00",
     " ２０２６－０１－０２ ", "二零二六年元月二号", "2026 年 1 月 2 日"],
)  # fmt: skip
def test_the_second_of_january_is_understood(typed):
    assert shape_date(typed) == date(2026, 1, 2)


@pytest.mark.parametrize(
    "typed",
    ["", None, "昨天", "2026-02-30", "2026-13-01", "9999-12-31", "0001-01-01", "2026", "1/2/2026", "2026年十三月一日",
     "9999-12-31T23:59:59-14:00", "二〇二六年一月十十日"],
)  # fmt: skip
def test_what_is_no_date_is_none(typed):
    assert shape_date(typed) is None


def test_a_short_year_is_shown_back_in_full():
    assert read_date("26-1-2").note_zh == "已理解为 2026 年 1 月 2 日，请核对"
    assert read_date("98.5.1").value == date(1998, 5, 1)
    assert read_date("2026-1-2").note_zh == ""


@given(DAYS)
def test_every_day_is_understood_in_digits_and_in_characters(day):
    year = "".join(CHARACTERS[int(digit)] for digit in str(day.year))
    assert shape_date(f"{year}年{spoken(day.month)}月{spoken(day.day)}日") == day
    assert shape_date(f"{day:%Y%m%d}") == shape_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(text):
    assert read_date(text).original == text
