"""Runs, paragraphs and rules as WordprocessingML: the few strokes every paper is made of.

Fonts are named for Chinese and Latin on every run, because WPS and Word each look in a different place.
"""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from qinqing.services.documents.rules.papers import measures as gb

ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def fonts(properties: Any, chinese: str, latin: str = gb.LATIN) -> None:
    """Names the fonts in a ``w:rPr``, and drops what a theme said."""
    found = properties.get_or_add_rFonts()
    for name in list(found.attrib):
        del found.attrib[name]
    for place, name in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese), ("cs", latin)):
        found.set(qn(f"w:{place}"), name)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    font: str = gb.FANG_SONG,
    size: float = gb.SIZE_3,
    colour: str = gb.BLACK,
    latin: str = gb.LATIN,
) -> Run:
    """A run in a font and size; line breaks in the text are line breaks."""
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    fonts(properties, font, latin)
    run.font.size = Pt(size)
    run.font.color.rgb = RGBColor.from_string(colour)
    if size == gb.SIZE_3:
        tighten(properties)
    return run


def tighten(properties: Any) -> None:
    """A quarter of a point less after each character, so that 28 stand on a line."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(gb.TIGHTER * 20)))
    # The schema wants it before the size.
    properties.find(qn("w:sz")).addprevious(spacing)


def shape(
    paragraph: Paragraph,
    *,
    align: str = "both",
    line: float = gb.LINE,
    before: float = 0,
    after: float = 0,
    first: int = 0,
    left: float = 0,
    right: float = 0,
) -> Paragraph:
    """Alignment, exact line pitch, space around, and indents: ``first`` in characters, ``left`` and ``right`` points."""
    form = paragraph.paragraph_format
    paragraph.alignment = ALIGNED[align]
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.widow_control = False
    if left:
        form.left_indent = Pt(left)
    if right:
        form.right_indent = Pt(right)
    if first:
        _indent(paragraph, first)
    return paragraph


def hang(paragraph: Paragraph, *, from_left: int, by: int) -> None:
    """Lines after the first begin ``by`` characters further right."""
    width = gb.SIZE_3 + gb.TIGHTER
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Pt((from_left + by) * width), Pt(-by * width)


def rule(paragraph: Paragraph, side: str, *, kind: str = "single", width: float, colour: str, gap: float = 0) -> None:
    """A rule above (``top``) or below (``bottom``) a paragraph: its width and the gap to the text in points."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:snapToGrid", "w:spacing", "w:ind",
            "w:jc", "w:rPr", "w:sectPr",
        )  # fmt: skip
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(round(width * 8))), ("space", str(round(gap))), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)


def page_number(paragraph: Paragraph, *, size: float = gb.SIZE_4) -> None:
    """— 1 —"""
    write(paragraph, "— ", font=gb.SONG, size=size, latin=gb.SONG)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    field.append(write(paragraph, "1", font=gb.SONG, size=size, latin=gb.SONG)._r)
    write(paragraph, " —", font=gb.SONG, size=size, latin=gb.SONG)


def _indent(paragraph: Paragraph, characters: int) -> None:
    """A first line by characters; in points beside it, for programs that do not count in characters."""
    paragraph.paragraph_format.first_line_indent = Pt(characters * (gb.SIZE_3 + gb.TIGHTER))
    indent = paragraph._p.get_or_add_pPr().find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), str(characters * 100))
