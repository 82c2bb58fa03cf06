"""Tables of a paper: rows that repeat, and the pairs of label and value that make a form."""

import re
from typing import Any

from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from qinqing.services.documents.rules.papers import measures as gb
from qinqing.services.documents.rules.papers.ink import shape, write
from qinqing.services.documents.rules.papers.layouts import Block

SIZE = 12.0
PITCH = 1.5
ROW = 8.0
GAP = 8.0
# Above and below a cell's text, and left and right of it, in twentieths of a point.
MARGINS = {"top": 40, "left": 108, "bottom": 40, "right": 108}
BLANKS = re.compile(r"\s{2,}|　+")
# One character from the edge, the cell's own margin taken off.
ONE_IN = gb.SIZE_4 - MARGINS["left"] / 20
# The schema's order in a table's properties.
BEFORE_WIDTH = ("w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing",
                "w:tblInd", "w:tblBorders")  # fmt: skip
AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def table(document: Docx, block: Block) -> None:
    """A head that stands on every page, then a row for each of a list (``says`` is ``row in rows``)."""
    columns, size = block.options["columns"], float(block.options.get("size", SIZE))
    made = _new(document, 4, [one["width"] for one in columns])
    for cell, one in zip(made.rows[0].cells, columns, strict=True):
        _fill(cell, one["head"], size=size, align="center", font=gb.HEI)
    _mark(made, 1, f"{{%tr for {block.says} %}}")
    for cell, one in zip(made.rows[2].cells, columns, strict=True):
        _fill(cell, one["text"], size=size, align=one.get("align", "left"))
    _mark(made, 3, "{%tr endfor %}")
    _repeat(made.rows[0])
    for row in made.rows:
        _at_least(row, ROW)
    _apart(document)


def pairs(document: Docx, block: Block) -> None:
    """Rows of label, value, label, value …; a row that is short lets its last value reach to the edge."""
    widths, size = block.options["widths"], float(block.options.get("size", SIZE))
    made = _new(document, len(block.says), widths)
    for row, said in zip(made.rows, block.says, strict=True):
        _at_least(row, ROW)
        if len(said) < len(widths):
            row.cells[len(said) - 1].merge(row.cells[-1])
        for place, text in enumerate(said):
            label = place % 2 == 0
            _fill(row.cells[place], text, size=size, align="center" if label else "left",
                  font=gb.HEI if label else gb.FANG_SONG)  # fmt: skip
    _apart(document)


def copies(document: Docx, block: Block) -> None:
    """版记 at the foot of its page: to whom copies go; who printed it, and, after two blanks, when at the right."""
    printed, when = (*BLANKS.split(block.options.get("printed", ""), maxsplit=1), "")[:2]
    lines = [one for one in ((block.says, ""), (printed, when)) if any(one)]
    made = _new(document, len(lines), [gb.TEXT_WIDTH * 0.6, gb.TEXT_WIDTH * 0.4])
    for row, (left, right) in zip(made.rows, lines, strict=True):
        if not right:
            row.cells[0].merge(row.cells[1])
        _fill(row.cells[0], left, size=gb.SIZE_4, align="left")
        _inward(row.cells[0].paragraphs[0], left.find("：") + 1)
        if right:
            _fill(row.cells[1], right, size=gb.SIZE_4, align="right")
            row.cells[1].paragraphs[0].paragraph_format.right_indent = Pt(ONE_IN)
    _only_level(made)
    _to_foot(made)
    _apart(document, 1)


def _inward(paragraph: Paragraph, label: int) -> None:
    """One character from the edge; later lines stand under the first character after the label."""
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Pt(ONE_IN + label * gb.SIZE_4), Pt(-label * gb.SIZE_4)
    form.right_indent = Pt(ONE_IN)


def _only_level(made: Table) -> None:
    """Rules above, between and below the rows, none upright: thick, thin, thick."""
    borders = OxmlElement("w:tblBorders")
    for side, kind, size in (
        ("top", "single", 8), ("left", "nil", 0), ("bottom", "single", 8), ("right", "nil", 0),
        ("insideH", "single", 6), ("insideV", "nil", 0),
    ):  # fmt: skip
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", kind), ("sz", size), ("space", 0), ("color", "000000")):
            border.set(qn(f"w:{name}"), str(value))
        borders.append(border)
    made._tbl.tblPr.insert_element_before(borders, *AFTER_BORDERS)


def _to_foot(made: Table) -> None:
    """Stands at the foot of the text area, whatever is above it."""
    placed = OxmlElement("w:tblpPr")
    for name, value in (("vertAnchor", "margin"), ("horzAnchor", "margin"), ("tblpXSpec", "center"),
                        ("tblpYSpec", "bottom")):  # fmt: skip
        placed.set(qn(f"w:{name}"), value)
    made._tbl.tblPr.insert_element_before(placed, "w:tblOverlap", *BEFORE_WIDTH, *AFTER_BORDERS)


def _apart(document: Docx, height: float = GAP) -> None:
    """A low empty line after a table: two tables that touch become one in Word, and a last one must be followed."""
    paragraph = shape(document.add_paragraph(), line=height)
    write(paragraph, "", size=height)


def _at_least(row: Any, height: float) -> None:
    row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(height)


def _new(document: Docx, rows: int, widths: list[float]) -> Table:
    made: Table = document.add_table(rows, len(widths), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side, width in MARGINS.items():
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    return made


def _fill(cell: _Cell, text: str, *, size: float, align: str, font: str = gb.FANG_SONG) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(shape(cell.paragraphs[0], align=align, line=size * PITCH), text, font=font, size=size)


def _mark(made: Table, row: int, says: str) -> None:
    write(shape(made.rows[row].cells[0].paragraphs[0], align="left", line=SIZE), says, font=gb.SONG, size=gb.SIZE_5)


def _repeat(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)
