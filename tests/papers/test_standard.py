"""GB/T 9704-2012 in every kind of paper: sheet, text area, fonts, lines, number, date and page numbers, as .docx and on the page."""

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from tests.papers.reading import MM, pages

from qinqing.services.documents import queries
from qinqing.services.documents.rules.papers.layouts import Form

KINDS = {one.kind: one for one in queries.kinds()}
ALL = pytest.mark.parametrize("kind", KINDS)
FONTS = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"}
NUMBER = re.compile(r"[\u4e00-\u9fff]+〔20\d\d〕[1-9]\d*号")


@pytest.fixture
def opened(data_folder, db):
    """The sample of a kind as Word reads it."""
    return lambda kind: docx.Document(io.BytesIO(queries.sample_file(kind, 0, "docx")[0]))


@pytest.fixture
def drawn(data_folder, db):
    """The pages of a kind's sample."""
    return lambda kind: pages(queries.sample_file(kind, 0, "pdf")[0])


def runs(document):
    tables = [cell.paragraphs for table in document.tables for row in table.rows for cell in row.cells]
    return [run for one in [*document.paragraphs, *(each for cell in tables for each in cell)] for run in one.runs]


@ALL
def test_the_sheet_is_a4_with_the_standards_margins(kind, opened):
    for section in opened(kind).sections:
        sides = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
        sides = [round(one.mm) for one in sides]
        if section.page_width < section.page_height:
            assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
            assert sides == [37, 26, 35, 28]
        else:  # the same margins on a sheet that lies
            assert sorted(sides) == [26, 28, 35, 37]


@ALL
def test_every_word_is_in_one_of_the_standards_fonts(kind, opened):
    assert {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in runs(opened(kind)) if run.text.strip()} <= FONTS


@ALL
def test_a_page_holds_22_lines_of_28_characters(kind, opened):
    document = opened(kind)
    for section in document.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    pitches = {
        round(one.paragraph_format.line_spacing.pt, 2)
        for one in document.paragraphs
        if any(run.text.strip() and run.font.size and run.font.size.pt == 16 for run in one.runs)
    }
    assert pitches <= {28.95}


@ALL
def test_its_number_is_as_the_standard_writes_it(kind, drawn):
    layout = KINDS[kind].layout
    if layout.word:
        first = [line.text.replace(" ", "") for line in drawn(kind)[0].lines[:4]]
        assert any(NUMBER.fullmatch(line) for line in first)


@ALL
def test_dates_are_in_figures_without_leading_noughts(kind, drawn):
    told = "".join(line.text.replace(" ", "") for page in drawn(kind) for line in page.lines)
    assert not re.search(r"\d年0\d月|月0\d日|\d{4}[-/.]\d\d?[-/.]\d\d?(?!\d)", told)


@ALL
def test_its_page_numbers_stand_at_the_outer_edge_between_dashes(kind, drawn):
    letter = KINDS[kind].layout.form is Form.LETTER
    for place, page in enumerate(drawn(kind), 1):
        numbers = [line for line in page.lines if re.fullmatch(r"—\d+—", line.text.replace(" ", ""))]
        if letter and place == 1:
            assert numbers == []
            continue
        (number,) = numbers
        assert number.text.replace(" ", "") == f"—{place}—"
        assert number.size == pytest.approx(14)
        if page.width < page.height:
            assert (number.left > page.width * MM / 2) == (place % 2 == 1)
