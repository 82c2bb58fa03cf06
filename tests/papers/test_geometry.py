"""GB/T 9704-2012 on the page: measured in the .docx as python-docx reads it, and in the PDF as it is drawn."""

import io
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from tests.papers.forms import drawn, filled
from tests.papers.reading import MM, RED, Page, pages

from qinqing.services.documents.rules.papers.layouts import parse_layout

FORMS = ("upward", "document", "letter", "minutes", "sheet")
LONG = "为深入贯彻落实优化营商环境决策部署切实解决企业发展中的困难和问题县人民政府决定开展接待日活动" * 30
NEAR = 0.15


def opened(form: str, **said) -> docx.document.Document:
    return docx.Document(io.BytesIO(filled(form, **said)))


def first(form: str, **said) -> Page:
    return pages(drawn(form, **said))[0]


def near(value: float):
    return pytest.approx(value, abs=NEAR)


def runs(document: docx.document.Document):
    tables = [cell.paragraphs for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in [*document.paragraphs, *(one for each in tables for one in each)]:
        yield from paragraph.runs


@pytest.mark.parametrize("form", FORMS)
def test_the_sheet_is_a4_with_the_standards_margins(form):
    section = opened(form).sections[0]
    measured = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one.mm, 1) for one in measured] == [210.0, 297.0, 37.0, 28.0]
    text = (
        section.page_width - section.left_margin - section.right_margin,
        section.page_height - section.top_margin - section.bottom_margin,
    )
    assert [one / 36000 for one in text] == [near(156), near(225)]


@pytest.mark.parametrize("form", FORMS)
def test_the_grid_has_22_lines_to_a_page(form):
    grid = opened(form).sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize("form", FORMS)
def test_every_run_names_its_chinese_font(form):
    fonts = {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in runs(opened(form))}
    assert None not in fonts
    assert {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"} <= fonts


@pytest.mark.parametrize(
    ("says", "font", "size"),
    [
        ("关于开展接待日活动的通知", "方正小标宋简体", 22),
        ("县直各部门：", "仿宋_GB2312", 16),
        ("一、总体要求", "黑体", 16),
        ("（一）基本原则", "楷体_GB2312", 16),
        ("1. 问题导向", "仿宋_GB2312", 16),
        ("（1）限时办结", "仿宋_GB2312", 16),
        ("各部门要提高思想认识。", "仿宋_GB2312", 16),
    ],
)
def test_each_level_has_its_font_and_size(says, font, size):
    run = next(run for run in runs(opened("document")) if run.text == says)
    assert (run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt) == (font, size)


def test_body_lines_are_exact_and_a_quarter_point_tighter():
    paragraph = next(one for one in opened("document").paragraphs if one.text.startswith("各部门"))
    assert paragraph.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    assert paragraph.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert paragraph._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_a_full_page_has_22_lines_of_28_characters():
    second = pages(drawn("sheet", paragraphs=[{"text": LONG}]))[1]
    body = [line for line in second.lines if line.size == pytest.approx(16)][:22]
    assert [len(line.text) for line in body] == [28] * 22
    pitches = {round(later.middle - line.middle, 2) for line, later in pairwise(body)}
    assert pitches == {28.95}
    assert body[0].middle - 28.95 / 2 == pytest.approx(37 * MM, abs=0.5)
    assert all(line.left == pytest.approx(28 * MM, abs=0.5) for line in body)
    assert all(line.right <= 184.3 * MM for line in body)
    assert [line.text for line in second.lines[22:]] == ["— 2 —"]


@pytest.mark.parametrize("form", ["upward", "document", "minutes"])
def test_the_mark_is_red_and_35_mm_below_the_top_of_the_text_area(form):
    page = first(form)
    mark = page.lines[0]
    assert (mark.middle - mark.size / 2) / MM == near(37 + 35)
    assert (mark.left + mark.right) / 2 / MM == pytest.approx(28 + 156 / 2, abs=0.5)
    assert 28 * MM <= mark.left < mark.right <= 184 * MM


@pytest.mark.parametrize("form", ["upward", "document", "minutes"])
def test_a_red_rule_as_wide_as_the_text_is_4_mm_under_the_number(form):
    page = first(form)
    number = page.line("云政办〔2026〕12号")
    (rule,) = page.red
    assert [rule.left / MM, rule.right / MM] == [near(28), near(184)]
    assert (rule.top - number.middle - number.size / 2) / MM == near(4)


@pytest.mark.parametrize("number", ["云政办〔2026〕12号", "云政办请〔2026〕1234号"])
@pytest.mark.parametrize("signer", ["韦小敏", "欧阳明远", ""])
def test_an_upward_paper_has_its_number_and_who_signs_it_a_character_from_each_edge(number, signer):
    """7.2.5 and 7.2.6, on one line; the place for a name stays where nobody is named."""
    head = first("upward", people=signer, number=number).line(number)
    assert head.text == f"{number}签发人：{signer}"
    assert head.left == pytest.approx(28 * MM + 16, abs=0.5)
    assert head.right == pytest.approx(184 * MM - 16, abs=0.5)


def test_the_words_before_who_signs_are_in_fangsong_and_the_name_in_kaiti():
    number = next(one for one in opened("upward").paragraphs if "签发人" in one.text)
    fonts = [(run.text, run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt) for run in number.runs]
    assert fonts == [("云政办〔2026〕12号\t签发人：", "仿宋_GB2312", 16), ("韦小敏", "楷体_GB2312", 16)]


def test_only_a_document_goes_up():
    with pytest.raises(ValueError, match="who signs"):
        parse_layout("tried", 'name = "函"\nform = "letter"\nsigner = "某人"\nbody = [{ title = "函" }]')


def test_a_letters_mark_is_30_mm_from_the_top_with_double_red_rules():
    page = first("letter")
    mark = page.lines[0]
    assert (mark.middle - mark.size / 2) / MM == near(30)
    assert len(page.red) == 4
    for rule in page.red:
        assert [rule.left / MM, rule.right / MM] == [near(21), near(191)]
    thickness = [round(rule.bottom - rule.top, 2) for rule in page.red]
    assert thickness == [3.0, 0.75, 0.75, 3.0]
    assert (page.red[0].top - mark.middle - mark.size / 2) / MM == near(4)
    assert page.red[3].bottom / MM == near(297 - 20)
    assert page.line("云政办〔2026〕12号").right / MM == near(184)


def test_a_letters_first_page_has_no_number_and_its_second_has():
    first_page, second = pages(drawn("letter", paragraphs=[{"text": LONG}]))[:2]
    assert [line.text for line in first_page.lines if "—" in line.text] == []
    assert second.lines[-1].text == "— 2 —"
    assert second.red == []


def test_page_numbers_stand_at_the_outer_edge_7_mm_below_the_text():
    odd, even = pages(drawn("document", paragraphs=[{"text": LONG}]))[:2]
    one, two = odd.line("—1—"), even.line("—2—")
    assert (one.size, two.size) == (pytest.approx(14), pytest.approx(14))
    assert (one.middle - 7) / MM == near(37 + 225 + 7)
    assert one.right == pytest.approx(184 * MM - 14, abs=0.5)
    assert two.left == pytest.approx(28 * MM + 14, abs=0.5)


def test_copies_stand_at_the_foot_of_the_text_area():
    page = next(page for page in pages(drawn("document")) if any("抄送" in line.text for line in page.lines))
    assert page.line("2026年11月23日印发").text.startswith("云岭县人民政府办公室")
    assert max(one.bottom for one in page.rules if one.colour != RED) / MM == near(37 + 225)


def test_a_hanging_line_stands_under_the_first_name():
    page = first("minutes", people="韦小敏、" * 30)
    start = next(place for place, line in enumerate(page.lines) if line.text.startswith("出席："))
    label, later = page.lines[start], page.lines[start + 1]
    assert later.left - label.left == pytest.approx(3 * 15.75, abs=0.5)


def test_wide_tables_lie_on_a_turned_sheet():
    sizes = [(round(page.width), round(page.height)) for page in pages(drawn("document"))]
    assert sizes == [(210, 297), (210, 297), (297, 210), (210, 297)]
    assert [section.orientation for section in opened("document").sections] == [0, 1, 0]


def test_a_long_table_repeats_its_head_on_every_page():
    rows = [{"place": one, "what": f"第{one}件事项"} for one in range(200)]
    drawn_pages = [
        page for page in pages(drawn("sheet", rows=rows)) if any("件事项" in line.text for line in page.lines)
    ]
    assert len(drawn_pages) > 5
    assert all(any(line.text == "序号事项" for line in page.lines) for page in drawn_pages)
    told = "".join(line.text for page in drawn_pages for line in page.lines)
    assert all(f"第{one}件事项" in told for one in range(200))


def test_an_empty_line_is_as_high_as_any_other():
    page = first("sheet", paragraphs=[{"text": "甲段"}, {"text": ""}, {"text": "乙段"}])
    assert page.line("乙段").middle - page.line("甲段").middle == pytest.approx(2 * 28.95)


@pytest.mark.parametrize("where", ["paragraphs", "rows"])
def test_a_word_wider_than_its_line_is_broken_and_not_cut(where):
    word = "https://example.com/" + "abcdefghij" * 30
    said = (
        {"paragraphs": [{"text": f"网址{word}。"}]}
        if where == "paragraphs"
        else {"rows": [{"place": "", "what": word}]}
    )
    lines = [line for page in pages(drawn("sheet", **said)) if page.width < page.height for line in page.lines]
    assert all(line.right <= 184.3 * MM for line in lines)
    assert word in "".join(line.text for line in lines).replace("\u200b", "")
