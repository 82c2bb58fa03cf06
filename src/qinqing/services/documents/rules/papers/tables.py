"""Tables of a paper: rows that repeat, and the pairs of label and value that make a form."""

from typing import Any

from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell

from qinqing.services.documents.rules.papers import measures as gb
from qinqing.services.documents.rules.papers.ink import shape, write
from qinqing.services.documents.rules.papers.layouts import Block

SIZE = 12.0
PITCH = 1.5


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
    made.rows[0].height_rule, made.rows[0].height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(9)


def pairs(document: Docx, block: Block) -> None:
    """Rows of label, value, label, value …; a row that is short lets its last value reach to the edge."""
    widths, size = block.options["widths"], float(block.options.get("size", SIZE))
    made = _new(document, len(block.says), widths)
    for row, said in zip(made.rows, block.says, strict=True):
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(9)
        if len(said) < len(widths):
            row.cells[len(said) - 1].merge(row.cells[-1])
        for place, text in enumerate(said):
            label = place % 2 == 0
            _fill(row.cells[place], text, size=size, align="center" if label else "left",
                  font=gb.HEI if label else gb.FANG_SONG)  # fmt: skip


def _new(document: Docx, rows: int, widths: list[float]) -> Table:
    made: Table = document.add_table(rows, len(widths), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
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
