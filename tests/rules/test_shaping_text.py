"""Lines and long text: what is removed, what is refused, how length is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import (
    clean_line,
    clean_text,
    count_points,
    count_seen,
    fold,
    has_bidi_controls,
    private_use,
    private_use_zh,
)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
HEART = "\u2764\ufe0f\u200d\U0001f525"


@pytest.mark.parametrize(
    "name",
    ["某某（有限公司）", "ＡＢＣ公司", "℡", "①号厂", "𠮷㐂䶮\U00020000\U0003134a", FAMILY, HEART, "葛\U000e0100城"],
)
def test_a_line_keeps_its_form(name):
    assert clean_line(name) == name


@pytest.mark.parametrize(
    "typed",
    ["某公司\n", "\u3000某公司\u3000", "某\u200b公司", "\ufeff某公司", "某\u00ad公司", "某\u202e公司\u202c", "\r\n某公司\t",
     "某\u2060公司\x07", "某\u200d公司", "某公司\u00a0"],
)  # fmt: skip
def test_a_line_loses_what_nobody_sees(typed):
    assert clean_line(typed) == "某公司"


def test_blanks_inside_a_line_become_one():
    assert clean_line("甲\u3000\n 乙\t丙") == "甲 乙 丙"


@pytest.mark.parametrize("clean", [clean_line, clean_text])
@pytest.mark.parametrize("typed", ["a\x00b", "a\ud800b", "\udfff"])
def test_nul_and_lone_surrogates_are_refused_in_chinese(clean, typed):
    with pytest.raises(Refused, match="请删去后重新"):
        clean(typed)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=200))
def test_long_text_is_kept_byte_for_byte(text):
    assert clean_text(text) == text
    assert clean_text(text.replace("\n", "\r\n")) == text


def test_limits_count_code_points_and_a_line_break_once():
    assert clean_text("字\r\n" * 25_000) == "字\n" * 25_000
    with pytest.raises(Refused, match="最多 50000 字，现有 50001 字，请删减 1 字"):
        clean_text("字" * 50_001)
    with pytest.raises(Refused, match="最多 200 字"):
        clean_line("字" * 201)
    assert len(clean_line("字" * 201, limit=None)) == 201


def test_points_and_what_is_seen_are_counted_apart():
    assert count_points("一\r\n二\r三") == 5
    assert count_points(FAMILY) == 5
    assert count_seen(FAMILY) == 1
    assert count_seen("1\ufe0f\u20e3") == 1
    assert count_seen("\U0001f1e8\U0001f1f3\U0001f1e8\U0001f1f3") == 2
    assert count_seen("e\u0301") == 1


def test_search_keys_are_folded():
    assert fold("ＡＢＣ（有限）℡\u200b") == "abc(有限)tel"
    assert fold("①") == "1"


def test_direction_controls_are_seen():
    assert has_bidi_controls("合同\u202efdp.exe")
    assert not has_bidi_controls("合同.pdf")


def test_private_characters_are_flagged_by_code_point():
    assert private_use("王\ue000\ue000\U000f0001") == ["\ue000", "\U000f0001"]
    assert "U+E000、U+F0001" in private_use_zh("王\ue000\U000f0001")
    assert private_use_zh("王") == ""


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
def test_cleaning_a_line_twice_changes_nothing_more(text):
    line = clean_line(text.replace("\x00", ""))
    assert clean_line(line) == line


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["标签\U000e0041\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f旗", "\u200d\u200b\u200d甲"]
)
def test_a_line_in_shape_stays_as_it_is(text):
    assert clean_line(clean_line(text)) == clean_line(text)


def test_tags_stay_only_behind_a_flag():
    flag = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert clean_line(f"{flag}甲\U000e0041\U000e007f") == f"{flag}甲"
