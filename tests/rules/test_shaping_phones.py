"""Telephone numbers as enterprises write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.kernel.shaping import shape_phone


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86-138-0013-8000", "13800138000"),
        ("0086 13800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("1380013\u200b8000", "13800138000"),
        ("0776-1234567转801", "0776-1234567转801"),
        ("(0776)1234567-801", "0776-1234567转801"),
        ("07761234567", "0776-1234567"),
        ("010-12345678 转 2", "010-12345678转2"),
        ("+86 776 1234567", "0776-1234567"),
        ("8612345", "8612345"),
        ("400-800-1234", "4008001234"),
        ("95588", "95588"),
        ("+1 415 555 2671", "+14155552671"),
        ("13800138000、0776-1234567", "13800138000、0776-1234567"),
        ("13800138000/13900139000", "13800138000、13900139000"),
        ("13800138000（微信同号）", "13800138000（微信同号）"),
        ("联系电话：8888888", "8888888"),
        ("张三13800138000", "13800138000（张三）"),
    ],
)
def test_numbers_are_understood(typed, stored):
    assert str(shape_phone(typed)) == stored


def test_a_letter_o_among_digits_is_corrected_and_said():
    phones = shape_phone("138001380OO")
    assert str(phones) == "13800138000"
    assert phones.note_zh == "已将字母更正为数字：13800138000，请核对"


def test_text_messages_go_to_the_first_mobile_number():
    assert shape_phone("0776-1234567，13900139000、13800138000").mobile == "13900139000"
    assert shape_phone("0776-1234567").mobile == ""


def test_text_without_a_number_is_kept_as_a_note():
    phones = shape_phone("找门卫老王")
    assert (phones.ok, phones.note) == (False, "找门卫老王")


@given(st.text(max_size=60))
def test_nothing_typed_is_ever_refused(text):
    assert shape_phone(text).original == text


@given(st.integers(3, 9), st.text("0123456789", min_size=9, max_size=9))
def test_every_mobile_number_is_found_whole(second, rest):
    number = f"1{second}{rest}"
    assert shape_phone(f"请打 {number[:3]}-{number[3:7]}-{number[7:]} 。").mobile == number
