"""The guide inside the program: whole, by post, with an address for each entry, searched without a script."""

import re

import pytest

from qinqing.doors.console import topics
from qinqing.doors.web import guide, markdown
from qinqing.kernel.actors import STAFF, Actor, Role
from qinqing.kernel.errors import NotFound


@pytest.mark.parametrize("role", sorted(STAFF))
def test_every_post_has_a_chapter_of_its_own_before_what_everybody_needs(role):
    mine, others = guide.guide().for_reader(Actor(role))
    assert len(mine) > 1
    assert mine[-1].key == "everybody"
    assert "enterprise" in {one.key for one in others}


@pytest.mark.parametrize("told", [*topics.TOPICS.values(), *topics.PAGES.values()])
def test_every_topic_is_an_entry(told):
    assert all(guide.guide().chapter(chapter).entry(entry).anchor for chapter, entry in told)


def test_every_address_stands_once_on_the_whole_page():
    ids = re.findall(r' id="([^"]+)"', "".join(one.html() for one in guide.guide().chapters))
    assert len(ids) == len(set(ids)) > 40
    assert {passage.anchor for one in guide.guide().chapters for passage in one.passages} - {""} == set(ids)


def test_a_topic_that_the_guide_does_not_know_is_found_out(monkeypatch):
    monkeypatch.setitem(topics.TOPICS, "console:desk", (("intake", "没有写的"),))
    with pytest.raises(NotFound):
        topics.topic("console:desk", Actor(Role.INTAKE))


def test_the_reader_s_own_chapter_tells_of_a_place_that_several_work_in():
    assert topics.topic("console:visits", Actor(Role.INTAKE)) == "intake/#走访"
    assert topics.topic("console:visits", Actor(Role.OFFICER)).startswith("officer/#走访")


def test_a_search_finds_the_passages_with_all_words_and_marks_them():
    chapters = guide.guide().chapters
    hits = guide.search(chapters, "延期 办理")
    assert "officer" in {hit.chapter.key for hit in hits}
    assert all("延期" in hit.passage.text and "办理" in hit.passage.text + hit.chapter.title for hit in hits)
    assert any("<mark>延期</mark>" in hit.excerpt for hit in hits)
    assert guide.search(chapters, "导入")[0].passage.title == "导入"
    assert guide.search(chapters, "量子纠缠") == guide.search(chapters, " ") == []


def test_what_stands_in_a_text_is_text():
    """The source is ours, and yet: no markup of its own, no link out of the program, no script by way of a mark."""
    tokens = markdown.parse('**名**：<script>x</script> [另一页](operations.md) [站内](/plan)\n第二行 <b onclick="x">')
    html = markdown.render(tokens, ["<script>"])
    assert "<script" not in html
    assert "<b " not in html
    assert "operations.md" not in html
    assert '<a href="/plan">' in html
    assert 'id="名"' in html
    assert "<mark>&lt;script&gt;</mark>" in html


def test_the_end_of_a_line_is_no_blank_between_chinese_characters():
    (opened, inline, closed) = markdown.parse("第一行\n第二行 word\nword")
    assert markdown.plain(inline) == "第一行第二行 word word"
    assert markdown.render([opened, inline, closed]) == "<p>第一行第二行 word word</p>\n"
