"""The head of a paper: the issuer's mark, the number, and the red rules of each form."""

from docx.document import Document as Docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from qinqing.services.documents.rules.papers import measures as gb
from qinqing.services.documents.rules.papers.ink import rule, shape, write
from qinqing.services.documents.rules.papers.layouts import Form, Layout

# How much of an exact line stands above and below its characters: taken off where a gap is measured from those.
SLACK = (gb.LINE - gb.SIZE_3) / 2
RULE = 1.5
BEYOND = gb.points((gb.LETTER_RULE - gb.TEXT_WIDTH) / 2)


def head(document: Docx, layout: Layout) -> None:
    """Everything above the title; a sheet has only its number."""
    HEADS[layout.form](document, layout)


def letter_foot(paragraph: Paragraph) -> None:
    """The double rule at the foot of a letter's first page, which has no number."""
    shape(paragraph, line=gb.SIZE_4, left=-BEYOND, right=-BEYOND)
    rule(paragraph, "bottom", kind="thinThickSmallGap", width=3, colour=gb.RED)


def _document(document: Docx, layout: Layout) -> None:
    _mark(document.add_paragraph(), layout, before=gb.points(gb.MARK_DROP))
    number = _signed(document, layout.signer) if layout.signer else _centred(document)
    rule(number, "bottom", width=RULE, colour=gb.RED, gap=gb.points(gb.RULE_GAP) - SLACK)


def _centred(document: Docx) -> Paragraph:
    """The number of a paper that goes to equals or down."""
    number = shape(document.add_paragraph(), align="center", before=gb.LINE * 2)
    write(number, "{{ number }}")
    return number


def _signed(document: Docx, signer: str) -> Paragraph:
    """The number of an upward paper and who signs it on one line, each a character from its edge: 7.2.5 and 7.2.6."""
    number = shape(document.add_paragraph(), align="left", before=gb.LINE * 2, first=1)
    edge = Pt(gb.points(gb.TEXT_WIDTH) - gb.SIZE_3)
    number.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    write(number, "{{ number }}\t签发人：")
    write(number, signer, font=gb.KAI)
    return number


def _letter(document: Docx, layout: Layout) -> None:
    """The mark stands above the text area, so it is the first page's header and pushes the text down."""
    header = document.sections[0].first_page_header
    mark = _mark(header.paragraphs[0], layout, after=gb.points(gb.RULE_GAP))
    mark.paragraph_format.left_indent = mark.paragraph_format.right_indent = Pt(-BEYOND)
    rule(mark, "bottom", kind="thickThinSmallGap", width=3, colour=gb.RED, gap=gb.points(gb.RULE_GAP))
    write(shape(document.add_paragraph(), align="right"), "{{ number }}")


def _minutes(document: Docx, layout: Layout) -> None:
    _mark(document.add_paragraph(), layout, before=gb.points(gb.MARK_DROP))
    number = shape(document.add_paragraph(), align="center", before=gb.LINE)
    write(number, "{{ number }}")
    rule(number, "bottom", width=RULE, colour=gb.RED, gap=gb.points(gb.RULE_GAP) - SLACK)


def _sheet(document: Docx, layout: Layout) -> None:
    write(shape(document.add_paragraph(), align="right"), "{{ number }}", size=gb.SIZE_4)


def _mark(paragraph: Paragraph, layout: Layout, *, before: float = 0, after: float = 0) -> Paragraph:
    """The issuer's mark in red on one line, as large as it can be."""
    size = gb.mark_size(layout.mark_shown)
    shape(paragraph, align="center", line=size, before=before, after=after)
    write(paragraph, layout.mark, font=gb.SONG_TITLE, size=size, colour=gb.RED)
    return paragraph


HEADS = {Form.DOCUMENT: _document, Form.LETTER: _letter, Form.MINUTES: _minutes, Form.SHEET: _sheet}
