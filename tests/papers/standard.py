"""What GB/T 9704-2012 asks of any paper, measured: as Word reads it, and on its pages as they are drawn."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from tests.papers.reading import MM, Page

FONTS = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"}
NUMBER = re.compile(r"[\u4e00-\u9fff]+〔20\d\d〕[1-9]\d*号")
MISWRITTEN = re.compile(r"\d年0\d月|月0\d日|\d{4}[-/.]\d\d?[-/.]\d\d?(?!\d)")  # a date not as the standard has it


def runs(document: Document) -> Iterator[Any]:
    """All runs, those in tables too."""
    tables = [cell.paragraphs for table in document.tables for row in table.rows for cell in row.cells]
    return (run for one in [*document.paragraphs, *(each for cell in tables for each in cell)] for run in one.runs)


def is_on_a4(document: Document) -> None:
    """A4 with the standard's margins, the same on a sheet that lies."""
    for section in document.sections:
        sides = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
        sides = [round(one.mm) for one in sides]
        if section.page_width < section.page_height:
            assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
            assert sides == [37, 26, 35, 28]
        else:
            assert sorted(sides) == [26, 28, 35, 37]


def is_in_its_fonts(document: Document) -> None:
    """Every word names one of the four."""
    assert {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in runs(document) if run.text.strip()} <= FONTS


def has_22_lines(document: Document) -> None:
    """The grid, and the exact pitch of every line of 三号."""
    for section in document.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    pitches = {
        round(one.paragraph_format.line_spacing.pt, 2)
        for one in document.paragraphs
        if any(run.text.strip() and run.font.size and run.font.size.pt == 16 for run in one.runs)
    }
    assert pitches <= {28.95}


def number_of(drawn: Sequence[Page]) -> str:
    """The number at its head. Raises StopIteration where there is none."""
    heads = (line.text.replace(" ", "").partition("签发人：")[0] for line in drawn[0].lines[:4])
    return next(one for one in heads if NUMBER.fullmatch(one))


def text_of(drawn: Sequence[Page]) -> str:
    """All its lines one after the other, without blanks and page numbers."""
    lines = [line.text.replace(" ", "") for page in drawn for line in page.lines]
    return "".join(one for one in lines if not re.fullmatch(r"—\d+—", one))


def dates_are_in_figures(drawn: Sequence[Page]) -> None:
    """Without leading noughts, strokes or points."""
    assert not MISWRITTEN.search(text_of(drawn))


def pages_are_numbered(drawn: Sequence[Page], *, letter: bool = False) -> None:
    """Between dashes at the outer edge; a letter's first page has none."""
    for place, page in enumerate(drawn, 1):
        numbers = [line for line in page.lines if re.fullmatch(r"—\d+—", line.text.replace(" ", ""))]
        if letter and place == 1:
            assert numbers == []
            continue
        (number,) = numbers
        assert number.text.replace(" ", "") == f"—{place}—"
        assert number.size == pytest.approx(14)
        if page.width < page.height:
            assert (number.left > page.width * MM / 2) == (place % 2 == 1)
