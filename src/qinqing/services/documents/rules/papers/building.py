"""The default template of a layout: a .docx in the measures of GB/T 9704-2012, to be filled in or edited in WPS."""

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from qinqing.services.documents.rules.papers import measures as gb
from qinqing.services.documents.rules.papers.heads import head, letter_foot
from qinqing.services.documents.rules.papers.ink import fonts, hang, page_number, shape, tighten, write
from qinqing.services.documents.rules.papers.layouts import Block, Form, Layout
from qinqing.services.documents.rules.papers.packing import repack
from qinqing.services.documents.rules.papers.tables import copies, pairs, table

LEVELS = {"level1": gb.HEI, "level2": gb.KAI, "level3": gb.FANG_SONG, "level4": gb.FANG_SONG, "text": gb.FANG_SONG}
CLOSING = {"for": "endfor", "if": "endif"}
# The signature's lines are centred on each other, and the date ends four characters from the right.
SIGN_LEFT = 11.5 * (gb.SIZE_3 + gb.TIGHTER)


def build(layout: Layout) -> bytes:
    """The template as a .docx: the same bytes for the same layout."""
    document = Document()
    _prepare(document, layout)
    head(document, layout)
    body = list(layout.body)
    if body[0].name == "wide":
        # Nothing but the number stands before it: the whole paper begins on a sheet that lies.
        _lay(document.sections[0], body.pop(0))
    for block in body:
        WRITERS[block.name](document, block)
    written = io.BytesIO()
    document.save(written)
    return repack(written.getvalue(), title=layout.name)


def _prepare(document: Docx, layout: Layout) -> None:
    section = document.sections[0]
    _page(section)
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = layout.form is Form.LETTER
    _foot(section.footer.paragraphs[0], "right")
    _foot(section.even_page_footer.paragraphs[0], "left")
    if layout.form is Form.LETTER:
        letter_foot(section.first_page_footer.paragraphs[0])
    normal = document.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    fonts(properties, gb.FANG_SONG)
    normal.font.size = Pt(gb.SIZE_3)
    tighten(properties)
    for former in document.element.body.findall(qn("w:p")):
        document.element.body.remove(former)


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(gb.WIDTH), Mm(gb.HEIGHT)
    section.top_margin, section.bottom_margin = Mm(gb.TOP), Mm(gb.BOTTOM)
    section.left_margin, section.right_margin = Mm(gb.LEFT), Mm(gb.RIGHT)
    section.header_distance, section.footer_distance = Mm(gb.LETTER_MARK), Mm(gb.LETTER_FOOT)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(gb.GRID))


def _foot(paragraph: Paragraph, side: str) -> None:
    """The page number, one character from the outer edge."""
    below = gb.points(gb.BOTTOM - gb.PAGE_NUMBER_DROP - gb.LETTER_FOOT) - gb.SIZE_4
    left, right = (gb.SIZE_4, 0.0) if side == "left" else (0.0, gb.SIZE_4)
    shape(paragraph, align=side, line=gb.SIZE_4, after=below, left=left, right=right)
    page_number(paragraph)


def _title(document: Docx, block: Block) -> None:
    paragraph = shape(document.add_paragraph(), align="center", line=gb.LINE * 1.25, before=gb.LINE, after=gb.LINE)
    write(paragraph, block.says, font=gb.SONG_TITLE, size=gb.SIZE_2)


def _level(document: Docx, block: Block) -> None:
    """A heading of a level, never the last on its page, or a paragraph; ``then`` goes on in the heading's line."""
    paragraph = shape(document.add_paragraph(), first=2)
    if block.name != "text":
        paragraph.paragraph_format.keep_with_next = True
    write(paragraph, block.says, font=LEVELS[block.name])
    if then := block.options.get("then"):
        write(paragraph, then)


def _flush(document: Docx, block: Block) -> None:
    paragraph = shape(document.add_paragraph(), align=block.options.get("align", "both"))
    write(paragraph, block.says)


def _note(document: Docx, block: Block) -> None:
    write(shape(document.add_paragraph(), first=2), f"（{block.says}）")


def _line(document: Docx, block: Block) -> None:
    """出席：… with the names' lines standing under each other."""
    paragraph = shape(document.add_paragraph())
    hang(paragraph, from_left=2, by=len(block.says) + 1)
    write(paragraph, f"{block.says}：", font=gb.HEI)
    write(paragraph, block.options["text"])


def _attachment(document: Docx, block: Block) -> None:
    paragraph = shape(document.add_paragraph(), before=gb.LINE)
    hang(paragraph, from_left=2, by=3)
    write(paragraph, f"附件：{block.says}")


def _mark(document: Docx, block: Block) -> None:
    """A line of its own that begins or ends a loop or a condition; it is gone once the template is filled in."""
    says = CLOSING[block.says] if block.name == "end" else f"{block.name} {block.says}"
    write(shape(document.add_paragraph(), align="left"), f"{{%p {says} %}}", font=gb.SONG, size=gb.SIZE_5)


def _sign(document: Docx, block: Block) -> None:
    """The issuer and the date, never alone on a page: the last words of the text go with them."""
    if (words := _last_words(document)) is not None:
        words.paragraph_format.keep_with_next = True
    for place, line in enumerate(block.says):
        paragraph = shape(
            document.add_paragraph(), align="center", left=SIGN_LEFT, before=0 if place else gb.LINE * 2
        )  # fmt: skip
        paragraph.paragraph_format.keep_with_next = place + 1 < len(block.says)
        write(paragraph, line)


def _last_words(document: Docx) -> Paragraph | None:
    """The paragraph before, past the lines that only end a loop or a condition; None after a table."""
    for element in reversed(document.element.body):
        if element.tag == qn("w:tbl"):
            return None
        if element.tag == qn("w:p") and not (paragraph := Paragraph(element, document)).text.startswith("{%p"):
            return paragraph
    return None


def _break(document: Docx, block: Block) -> None:
    shape(document.add_paragraph()).add_run().add_break(WD_BREAK.PAGE)


def _turn(document: Docx, block: Block) -> None:
    """A new section on a sheet that lies (``wide``) or stands again (``upright``)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _lay(section, block)


def _lay(section: Section, block: Block) -> None:
    _page(section)
    if block.name == "wide":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(gb.HEIGHT), Mm(gb.WIDTH)
        section.top_margin, section.bottom_margin = Mm(gb.LEFT), Mm(gb.RIGHT)
        section.left_margin, section.right_margin = Mm(gb.BOTTOM), Mm(gb.TOP)
    else:
        section.orientation = WD_ORIENT.PORTRAIT


WRITERS: dict[str, Callable[[Any, Block], None]] = {
    "title": _title,
    "to": _flush,
    "level1": _level,
    "level2": _level,
    "level3": _level,
    "level4": _level,
    "text": _level,
    "plain": _flush,
    "note": _note,
    "line": _line,
    "attachment": _attachment,
    "for": _mark,
    "if": _mark,
    "end": _mark,
    "table": table,
    "pairs": pairs,
    "sign": _sign,
    "copies": copies,
    "page": _break,
    "wide": _turn,
    "upright": _turn,
}
