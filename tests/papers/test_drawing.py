"""What an office may do in WPS, and how the PDF follows: styles, merged cells, rules, tabs, headings on every page."""

import io
from concurrent.futures import ThreadPoolExecutor

import docx
import pdfplumber
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from tests.papers.fonts import write_font
from tests.papers.reading import MM, Page, pages

from qinqing.services.documents.rules.papers.drawing import draw_pdf
from qinqing.services.documents.rules.papers.reading import read_docx


def made(edit) -> bytes:
    """An A4 document of Word's own, with something in it."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = (
        Mm(210),
        Mm(297),
        Mm(30),
        Mm(30),
    )
    edit(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def page(edit) -> Page:
    return pages(draw_pdf(made(edit)))[0]


def test_a_paragraph_looks_as_its_style_and_that_ones_base_say():
    def edit(document):
        base = document.styles.add_style("单位", WD_STYLE_TYPE.PARAGRAPH)
        base.font.size, base.paragraph_format.alignment = Pt(20), WD_ALIGN_PARAGRAPH.RIGHT
        style = document.styles.add_style("落款", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = base
        document.add_paragraph("县政府办", style=style)

    line = page(edit).line("县政府办")
    assert line.size == pytest.approx(20)
    assert line.right == pytest.approx(180 * MM, abs=0.5)


def test_a_run_goes_before_its_style():
    def edit(document):
        document.add_paragraph().add_run("大字").font.size = Pt(30)

    assert page(edit).line("大字").size == pytest.approx(30)


@pytest.mark.parametrize(("rule", "pitch"), [(Pt(40), 40), (2.0, 2 * 1.3 * 16)])
def test_lines_keep_their_pitch(rule, pitch):
    def edit(document):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = rule
        paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.add_run("字" * 60).font.size = Pt(16)
        document.sections[0]._sectPr.remove(document.sections[0]._sectPr.find(docx.oxml.ns.qn("w:docGrid")))

    first, second = page(edit).lines[:2]
    assert second.middle - first.middle == pytest.approx(pitch, abs=0.05)


def test_space_before_and_after_add_up():
    def edit(document):
        for text in ("甲", "乙"):
            paragraph = document.add_paragraph(text)
            paragraph.paragraph_format.line_spacing = Pt(20)
            paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(6)

    drawn = page(edit)
    assert drawn.line("乙").middle - drawn.line("甲").middle == pytest.approx(36, abs=0.05)


def test_merged_cells_reach_over_rows_and_columns():
    def edit(document):
        table = document.add_table(3, 3, style="Table Grid")
        table.cell(0, 0).merge(table.cell(1, 0)).text = "竖"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "横"
        table.cell(2, 2).text = "末"

    table = read_docx(made(edit))["sections"][0]["body"][0]
    shape = [[(cell["across"], cell["down"]) for cell in row["cells"]] for row in table["rows"]]
    assert shape == [[(1, 2), (2, 1)], [(1, 1), (1, 1)], [(1, 1)] * 3]
    drawn = page(edit)
    assert {"竖", "横", "末"} <= set("".join(line.text for line in drawn.lines))


@pytest.mark.parametrize("before", range(1, 9))
def test_a_day_stays_on_one_line_of_its_cell(before):
    """However many characters stand before it: wherever the line ends, it ends before the day or after it."""

    def edit(document):
        table = document.add_table(1, 2, style="Table Grid")
        table.columns[0].width = table.cell(0, 0).width = Mm(45)
        table.columns[1].width = table.cell(0, 1).width = Mm(20)
        for cell, text in zip(table.rows[0].cells, ("2026年11月20日查看，12月1日办好", "3月4日"), strict=True):
            cell.paragraphs[0].add_run("查" * before + text).font.size = Pt(10.5)

    lines = [line.text.replace(" ", "") for line in page(edit).lines]
    for day in ("2026年11月20日", "12月1日", "3月4日"):
        assert any(day in line for line in lines), lines


def test_a_day_wider_than_its_cell_may_break_and_stays_inside():
    def edit(document):
        table = document.add_table(1, 2, style="Table Grid")
        table.columns[0].width = table.cell(0, 0).width = Mm(18)
        table.cell(0, 0).text = "2026年11月20日"

    drawn = page(edit)
    assert "".join(line.text.replace(" ", "") for line in drawn.lines) == "2026年11月20日"
    assert max(line.right for line in drawn.lines) < 50 * MM


def test_a_tab_to_the_right_reaches_the_edge_and_another_is_a_gap():
    def edit(document):
        right = document.add_paragraph("左\t右")
        right.paragraph_format.tab_stops.add_tab_stop(Mm(150), WD_TAB_ALIGNMENT.RIGHT)
        document.add_paragraph("前\t后").alignment = WD_ALIGN_PARAGRAPH.LEFT

    drawn = page(edit)
    assert drawn.line("左右").right == pytest.approx(180 * MM, abs=0.5)
    assert drawn.line("前后").right < 60 * MM


def test_words_after_a_tab_to_the_right_end_where_it_stands():
    def edit(document):
        for left in (0, 10):
            paragraph = document.add_paragraph("左\t右")
            paragraph.paragraph_format.left_indent = Mm(left)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(120), WD_TAB_ALIGNMENT.RIGHT)

    ends = [line.right for line in page(edit).lines]
    assert ends == [pytest.approx(150 * MM, abs=0.5)] * 2


def test_a_heading_asked_to_keep_with_its_text_goes_to_the_next_page_with_it():
    def edit(document):
        for _ in range(3):
            document.add_paragraph("前文").paragraph_format.line_spacing = Pt(200)
        heading = document.add_paragraph("标题")
        heading.paragraph_format.keep_with_next, heading.paragraph_format.line_spacing = True, Pt(20)
        document.add_paragraph("正文").paragraph_format.line_spacing = Pt(100)

    second = pages(draw_pdf(made(edit)))[1]
    assert [line.text for line in second.lines] == ["标题", "正文"]


def test_a_page_break_breaks_the_page():
    def edit(document):
        document.add_paragraph("第一页")
        document.add_page_break()
        document.add_paragraph("第二页")

    assert ["".join(line.text for line in one.lines) for one in pages(draw_pdf(made(edit)))] == ["第一页", "第二页"]


def test_a_file_that_is_no_document_is_not_drawn():
    with pytest.raises(Exception, match="zip|docx|file"):
        draw_pdf(b"not a document")


def test_several_at_once_draw_what_each_asked_for():
    files = [made(lambda document, text=text: document.add_paragraph(text)) for text in ("甲", "乙", "丙", "丁")]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(draw_pdf, files * 3))
    assert ["".join(line.text for line in pages(one)[0].lines) for one in drawn] == ["甲", "乙", "丙", "丁"] * 3


def test_a_private_use_character_is_drawn_by_the_countys_own_font_or_as_lacking(tmp_path):
    """Fonts of mathematics have ligatures in its place."""
    document = made(lambda document: document.add_paragraph("\ue001"))

    def drawn_with():
        with pdfplumber.open(io.BytesIO(draw_pdf(document, fonts=[tmp_path]))) as opened:
            return [(one["fontname"].partition("+")[2], one["text"]) for one in opened.pages[0].chars]

    assert [text for _, text in drawn_with()] == ["(cid:0)"]  # the font's sign for what it lacks
    write_font(tmp_path, "\ue001")
    assert drawn_with() == [("County-Regular", "\ue001")]
