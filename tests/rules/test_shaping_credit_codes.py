"""Codes of enterprises: what people type, and what is made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.kernel import shaping
from qinqing.kernel.shaping.credit_codes import ALPHABET

CODE = "91350100M000100Y43"
codes = st.builds(
    lambda head, area, body: shaping.complete_credit_code(head + area + body),
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=8, max_size=8).map(lambda text: shaping.complete_organisation_code(text)),
)


def test_letters_the_alphabet_does_not_have_become_digits():
    shaped = shaping.shape_credit_code("9135O1OOMOOO1OOY43")
    assert (shaped.value, shaped.kind, shaped.ok) == (CODE, "credit", True)
    assert shaped.note_zh == "已将字母 O 更正为数字 0：91350100M000100Y43，请核对"
    assert shaped.original == "9135O1OOMOOO1OOY43"


@pytest.mark.parametrize(
    "typed",
    [
        "91350100m000100y43",
        "9135 0100 M000 100Y 43",
        "91350100-M000100Y4-3",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "91350100M000100Y43\u200b\n",
        "\ufeff统一社会信用代码：91350100M000100Y43",
        "税号:91350100M000100Y43（三证合一）",
    ],
)
def test_case_width_blanks_and_label_are_put_right_silently(typed):
    shaped = shaping.shape_credit_code(typed)
    assert (shaped.value, shaped.ok, shaped.note_zh) == (CODE, True, "")


def test_a_wrong_check_digit_may_still_be_submitted():
    shaped = shaping.shape_credit_code("91350100M000100Y44")
    assert (shaped.value, shaped.kind, shaped.ok) == ("91350100M000100Y44", "credit", False)
    assert "与执照一致的，仍可提交" in shaped.note_zh


def test_neighbours_swapped_are_pointed_at():
    shaped = shaping.shape_credit_code("91350100M000010Y43")
    assert shaped.positions == (13, 14)
    assert shaped.suggestions == (CODE,)
    assert "第 13、14 位，是否应为 91350100M000100Y43" in shaped.note_zh


def test_a_mistake_in_the_organisation_code_is_placed_there():
    wrong = CODE[:10] + "Q" + CODE[11:]
    assert set(shaping.shape_credit_code(wrong).positions) <= set(range(9, 18))


@pytest.mark.parametrize("typed", ["", None, "无", "暂无代码", "正在办理", "没有营业执照"])
def test_going_without_a_code_is_a_kind_of_its_own(typed):
    shaped = shaping.shape_credit_code(typed)
    assert (shaped.value, shaped.kind, shaped.ok) == ("", "none", True)


def test_words_are_not_taken_for_going_without():
    assert not shaping.shape_credit_code("在营业执照上").ok


def test_the_old_number_is_accepted_and_the_new_code_asked_for():
    number = shaping.complete_old_number("11010800000001")
    shaped = shaping.shape_credit_code(f"注册号：{number}")
    assert (shaped.value, shaped.kind, shaped.ok) == (number, "old", True)
    assert "请补充" in shaped.note_zh


def test_the_check_digit_follows_iso_7064_mod_11_10():
    assert shaping.complete_old_number("0794") == "07945"
    assert shaping.complete_old_number("79462") == "794623"


def test_the_organisation_code_is_accepted_with_its_dash():
    shaped = shaping.shape_credit_code("M000100Y-4")
    assert (shaped.value, shaped.kind, shaped.ok) == ("M000100Y4", "organisation", True)


def test_a_code_of_the_wrong_length_says_how_long_it_is():
    shaped = shaping.shape_credit_code(CODE[:-1])
    assert not shaped.ok
    assert "现在是 17 位" in shaped.note_zh


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_the_check_digit_finds_every_single_mistake(code, place, other):
    changed = code[:place] + other + code[place + 1 :]
    assert shaping.valid_credit_code(changed) == (changed == code)


@given(codes, st.integers(0, 16))
def test_the_check_digit_finds_every_swap_of_neighbours(code, place):
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert shaping.valid_credit_code(changed) == (changed == code)


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 14), st.sampled_from("0123456789"))
def test_the_old_check_digit_finds_every_single_mistake(digits, place, other):
    number = shaping.complete_old_number(digits)
    changed = number[:place] + other + number[place + 1 :]
    assert shaping.valid_old_number(changed) == (changed == number)


@given(st.text(max_size=40))
def test_nothing_typed_is_ever_refused(text):
    shaped = shaping.shape_credit_code(text)
    assert shaped.original == text
    assert shaped.kind in ("credit", "old", "organisation", "none")
