"""A character that no font here can draw is named with its code point before the paper is printed."""

import re
from unicodedata import category

import typst
from tests.papers.fonts import write_font

from qinqing.services.documents.rules.papers import drawing, glyphs
from qinqing.services.documents.rules.papers.glyphs import SURE, lacking, lacking_zh

NOWHERE = "\U0003347f"  # beyond the last character of extension J: no font has it
OLD = "\ue001"  # what an old system called its own


def test_what_no_font_draws_is_named_and_what_one_draws_is_not():
    assert lacking(f"陈𠮷、㐂、䶮、𰻝与{NOWHERE}商行{NOWHERE}") == [NOWHERE]
    assert lacking_zh([NOWHERE]) == f"“{NOWHERE}”（U+3347F）"


def test_with_a_font_that_has_it_nothing_is_missing_from_the_moment_it_is_put_in(tmp_path):
    assert lacking(NOWHERE, [tmp_path]) == [NOWHERE]
    file = write_font(tmp_path, NOWHERE)
    assert lacking(NOWHERE, [tmp_path]) == []
    file.unlink()
    assert lacking(NOWHERE, [tmp_path]) == [NOWHERE]


def test_a_private_use_character_is_drawn_by_the_countys_own_fonts_alone(tmp_path):
    assert lacking(f"王{OLD}", [tmp_path]) == [OLD]
    write_font(tmp_path, f"{OLD}𠮷")
    assert lacking(f"王{OLD}", [tmp_path]) == []
    assert lacking("王\ue002", [tmp_path]) == ["\ue002"]


def test_a_font_whose_sign_for_what_it_lacks_is_blank_hides_nothing(tmp_path):
    for family in ("仿宋_GB2312", "FangSong_GB2312", "县里的字"):
        write_font(tmp_path, "厂", family=family, blank=True)
    assert lacking(f"厂{NOWHERE}{OLD}", [tmp_path]) == [NOWHERE, OLD]


def test_pictures_and_other_scripts_are_asked_about_too():
    assert lacking("👨‍👩‍👧\ufe0f厂\u3000区\t") in ([], ["👨", "👩", "👧"])  # whether there is a font of pictures
    assert lacking("1️⃣ 号线") == []


def test_an_ordinary_text_asks_no_font(monkeypatch):
    monkeypatch.setattr(glyphs, "undrawn", None)
    assert lacking("二号线每周跳闸两次（进口设备 Ⅱ 型），约 1.5 ㎡……“停电”——《通知》〔2026〕①") == []


def test_what_is_taken_for_sure_is_drawn_by_the_fonts_that_come_along(monkeypatch):
    """Without any font of the machine's; of the tens of thousands of Han every eleventh."""
    monkeypatch.setattr(
        drawing, "_fonts", lambda seen: typst.Fonts(include_system_fonts=False, font_paths=list(drawing.SHIPPED))
    )
    drawing._compiler.cache_clear()
    sure = [one for one in map(chr, range(0x10000)) if re.match(f"[{SURE}]", one)]
    sure = [one for one in sure if category(one) not in {*glyphs.UNSEEN, "Cn"}]
    han, others = [one for one in sure if one >= "\u3400"], [one for one in sure if one < "\u3400"]
    assert drawing.undrawn([*others, *han[::11]]) == []
    drawing._compiler.cache_clear()
