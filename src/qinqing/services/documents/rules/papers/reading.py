"""A rendered .docx as plain data that a page can be drawn from: sections, paragraphs, runs, tables, heads and feet.

Lengths are points. What is not read here is refused when a template is uploaded, so that no PDF shows less than its
.docx.
"""

import io
import re
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.section import Section

from qinqing.services.documents.rules.papers import measures as gb
from qinqing.services.documents.rules.papers.cascade import Cascade, Said, attributes, is_on, sides
from qinqing.services.documents.rules.papers.fontnames import TITLE, families

Data = dict[str, Any]
ALIGN = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
# How high a line of Chinese stands when nobody says: the fonts' own ascent and descent.
NATURAL = 1.3
# Words that may be wider than their line, in a narrow cell or anywhere.
LONG_WORD = re.compile(r"[!-~]{12,}")
CELL_MARGIN = 5.4
ALSO = {"left": "start", "right": "end"}


def read_docx(docx: bytes) -> Data:
    """The document as data. Raises what python-docx raises for what is no .docx."""
    document = Document(io.BytesIO(docx))
    reader = _Reader(Cascade(document))
    even = document.settings.odd_and_even_pages_header_footer
    parts = _split(document.element.body)
    sections = [reader.section(*one, even) for one in zip(document.sections, parts, strict=True)]
    return {"title": document.core_properties.title, "sections": sections, "fonts": reader.fonts}


def _split(body: Any) -> list[list[Any]]:
    """The body's blocks by section: a section ends with the paragraph that holds its properties."""
    parts: list[list[Any]] = [[]]
    for block in body:
        if block.tag in (qn("w:p"), qn("w:tbl")):
            parts[-1].append(block)
        if block.tag == qn("w:p") and block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            parts.append([])
    return parts


class _Reader:
    def __init__(self, cascade: Cascade) -> None:
        self.cascade = cascade
        self.grid = gb.LINE
        # Each pair of fonts once, Latin and Chinese; runs name them by their place.
        self.fonts: list[Data] = []
        self._places: dict[tuple[str, str], int] = {}

    def section(self, section: Section, part: list[Any], even: bool) -> Data:
        self.grid = _grid(section)
        first = section.different_first_page_header_footer
        return {
            "width": _pt(section.page_width),
            "height": _pt(section.page_height),
            "top": _pt(section.top_margin),
            "bottom": _pt(section.bottom_margin),
            "left": _pt(section.left_margin),
            "right": _pt(section.right_margin),
            "head_at": _pt(section.header_distance),
            "foot_at": _pt(section.footer_distance),
            "first": first,
            "even": even,
            "heads": {
                "usual": self.part(section.header),
                "even": self.part(section.even_page_header) if even else [],
                "first": self.part(section.first_page_header) if first else [],
            },
            "feet": {
                "usual": self.part(section.footer),
                "even": self.part(section.even_page_footer) if even else [],
                "first": self.part(section.first_page_footer) if first else [],
            },
            "body": self.blocks(part),
        }

    def part(self, part: Any) -> list[Data]:
        """A head or a foot; an empty one draws nothing."""
        blocks = self.blocks(part._element)
        drawn = any(block["is"] == "table" or block["runs"] or block["borders"] for block in blocks)
        return blocks if drawn else []

    def blocks(self, elements: Any) -> list[Data]:
        blocks = []
        for element in elements:
            if element.tag == qn("w:p"):
                blocks.append(self.paragraph(element))
            elif element.tag == qn("w:tbl"):
                blocks.append(self.table(element))
        return blocks

    def paragraph(self, element: Any) -> Data:
        said = self.cascade.paragraph(element)
        runs = [piece for run, field in _runs(element) for piece in self.run(run, element, field)]
        edge = _right_tab(element)
        if edge is not None:
            runs = [{**run, "is": "to_the_right"} if run["is"] == "tab" else run for run in runs]
        size = max((run["size"] for run in runs if "size" in run), default=0) or self.size_of_mark(element)
        spacing = said.get("spacing", {})
        return {
            "is": "paragraph",
            "align": ALIGN.get(said.get("jc", {}).get("val", ""), "both"),
            **_indents(said.get("ind", {}), size),
            "before": _twips(spacing.get("before", 0)),
            "after": _twips(spacing.get("after", 0)),
            "line": self.line(spacing, size, said),
            "size": size,
            "edge": edge,
            "keep": is_on(said.get("keepNext")),
            "new_page": is_on(said.get("pageBreakBefore")),
            "borders": _borders(element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")),
            "long": any(LONG_WORD.search(run.get("text", "")) for run in runs),
            "runs": runs,
        }

    def size_of_mark(self, element: Any) -> float:
        """An empty paragraph is as high as its mark's size says."""
        mark = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        holder = element if mark is None else mark.getparent()
        return _size(self.cascade.run(holder, element))

    def line(self, spacing: dict[str, str], size: float, said: Said) -> float:
        """The pitch of a paragraph's lines."""
        value, kind = float(spacing.get("line", 240)), spacing.get("lineRule", "auto")
        if kind == "exact":
            return value / 20
        natural = size * NATURAL
        if self.grid and is_on(said.get("snapToGrid", {})):
            natural = self.grid * -(-natural // self.grid)
        return max(natural, value / 20) if kind == "atLeast" else natural * value / 240

    def run(self, run: Any, paragraph: Any, field: str) -> list[Data]:
        said = self.cascade.run(run, paragraph)
        if is_on(said.get("vanish")):
            return []
        look = {**_look(said), "font": self.font(said.get("rFonts", {}))}
        if field:
            return [{**look, "is": field}]
        return [{**look, **piece} for piece in _pieces(run)]

    def font(self, said: dict[str, str]) -> int:
        """Where the fonts of a run stand among all."""
        pair = said.get("ascii", gb.LATIN), said.get("eastAsia", gb.SONG)
        if pair not in self._places:
            self._places[pair] = len(self.fonts)
            self.fonts.append({"latin": families(pair[0]), "chinese": families(pair[1])})
        return self._places[pair]

    def table(self, element: Any) -> Data:
        properties = element.find(qn("w:tblPr"))
        widths = [
            _twips(column.get(qn("w:w"), 0)) for column in element.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        ]
        placed = properties.find(qn("w:tblpPr"))
        borders = self.cascade.table_borders(properties)
        return {
            "is": "table",
            "widths": widths,
            "align": ALIGN.get(attributes(found).get("val", "") if (found := properties.find(qn("w:jc"))) is not None
                               else "", "left"),
            "at_foot": placed is not None and placed.get(qn("w:tblpYSpec")) == "bottom",
            "inset": _insets(properties),
            "rows": self.rows(element, borders, len(widths)),
        }  # fmt: skip

    def rows(self, table: Any, borders: Data, columns: int) -> list[Data]:
        elements = table.findall(qn("w:tr"))
        rows: list[Data] = []
        open_cells: dict[int, Data] = {}
        for place, element in enumerate(elements):
            cells, column = [], 0
            for cell in element.findall(qn("w:tc")):
                properties = cell.find(qn("w:tcPr"))
                span = _number(properties, "w:gridSpan", 1)
                merge = properties.find(qn("w:vMerge")) if properties is not None else None
                if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and column in open_cells:
                    open_cells[column]["down"] += 1
                else:
                    made = self.cell(cell, borders, (place == 0, place + 1 == len(elements)), (column, span, columns))
                    cells.append(made)
                    open_cells[column] = made
                column += span
            rows.append({**_row(element), "cells": cells})
        return rows

    def cell(self, cell: Any, borders: Data, row: tuple[bool, bool], place: tuple[int, int, int]) -> Data:
        properties = cell.find(qn("w:tcPr"))
        own = sides(properties.find(qn("w:tcBorders"))) if properties is not None else {}
        column, span, columns = place
        usual = {
            "top": borders.get("top" if row[0] else "insideH"),
            "bottom": borders.get("bottom" if row[1] else "insideH"),
            "left": borders.get("left" if column == 0 else "insideV"),
            "right": borders.get("right" if column + span == columns else "insideV"),
        }
        upright = properties.find(qn("w:vAlign")) if properties is not None else None
        return {
            "from": column,
            "across": span,
            "down": 1,
            "upright": upright.get(qn("w:val")) if upright is not None else "top",
            "borders": {side: _stroke(own.get(side) or said) for side, said in usual.items()},
            "fill": _fill(properties),
            "blocks": self.blocks(cell),
        }


def _grid(section: Section) -> float:
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:type"), "default") == "default":
        return 0.0
    return _twips(grid.get(qn("w:linePitch"), 0))


def _runs(paragraph: Any) -> list[tuple[Any, str]]:
    """A paragraph's runs in order, with the field each stands for; what a field shows now is passed over."""
    runs: list[tuple[Any, str]] = []
    field, depth, shown = "", 0, False
    for element in paragraph.iter(qn("w:r"), qn("w:fldSimple")):
        if element.tag == qn("w:fldSimple"):
            runs += [(run, _field(element.get(qn("w:instr"), ""))) for run in element.findall(qn("w:r"))[:1]]
            continue
        if element.getparent().tag == qn("w:fldSimple"):
            continue
        mark = element.find(qn("w:fldChar"))
        if mark is not None:
            kind = mark.get(qn("w:fldCharType"))
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            shown = kind == "begin" or (shown and kind != "end")
            field = "" if kind == "begin" else field
        elif depth:
            field += "".join(one.text or "" for one in element.findall(qn("w:instrText")))
            if shown and element.find(qn("w:t")) is not None and _field(field):
                runs.append((element, _field(field)))
                shown = False
        else:
            runs.append((element, ""))
    return runs


def _right_tab(paragraph: Any) -> float | None:
    """Where the words after a tab end, from the left edge of the text; None where no tab stop is a right one."""
    stops = paragraph.findall(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}")
    ends = [_twips(one.get(qn("w:pos"), 0)) for one in stops if one.get(qn("w:val")) in ("right", "end")]
    return max(ends, default=None)


def _field(instruction: str) -> str:
    word = (instruction.split() or [""])[0].upper()
    return {"PAGE": "page", "NUMPAGES": "pages"}.get(word, "")


def _pieces(run: Any) -> list[Data]:
    pieces: list[Data] = []
    for part in run:
        name = part.tag.rpartition("}")[2]
        if name == "t":
            pieces.append({"is": "text", "text": part.text or ""})
        elif name in ("tab", "noBreakHyphen"):
            pieces.append({"is": "tab"} if name == "tab" else {"is": "text", "text": "\u2011"})
        elif name in ("br", "cr"):
            pieces.append({"is": "new_page" if part.get(qn("w:type")) == "page" else "new_line"})
    return pieces


def _look(said: Said) -> Data:
    colour = said.get("color", {}).get("val", "auto")
    return {
        "size": _size(said),
        "colour": gb.BLACK if colour == "auto" else colour,
        # A free font stands in for the title's only when it is heavy; the real one has no heavier weight to choose.
        "bold": is_on(said.get("b")) or said.get("rFonts", {}).get("eastAsia") in TITLE,
        "slanted": is_on(said.get("i")),
        "underlined": is_on(said.get("u")),
        "struck": is_on(said.get("strike")),
        "raised": said.get("vertAlign", {}).get("val", "baseline"),
        "tracking": _twips(said.get("spacing", {}).get("val", 0)),
    }


def _size(said: Said) -> float:
    return float(said.get("sz", {}).get("val", 20)) / 2


def _indents(said: dict[str, str], size: float) -> Data:
    """Indents in points; those in hundredths of a character go before those in twips, as in Word."""

    def of(*names: str) -> float:
        for name in names:
            if name in said:
                return float(said[name]) / 100 * (size + gb.TIGHTER) if name.endswith("Chars") else _twips(said[name])
        return 0.0

    return {
        "left": of("leftChars", "startChars", "left", "start"),
        "right": of("rightChars", "endChars", "right", "end"),
        "first": of("firstLineChars", "firstLine") - of("hangingChars", "hanging"),
    }


def _borders(element: Any) -> Data:
    return {side: stroke for side, said in sides(element).items() if (stroke := _stroke(said)) is not None}


def _stroke(said: dict[str, str] | None) -> Data | None:
    """A rule: which one, how wide, in which colour, how far from the text."""
    if not said or said.get("val", "nil") in ("nil", "none"):
        return None
    colour = said.get("color", "auto")
    return {
        "kind": said["val"],
        "width": float(said.get("sz", 4)) / 8,
        "gap": float(said.get("space", 0)),
        "colour": gb.BLACK if colour == "auto" else colour,
    }


def _fill(properties: Any) -> str:
    """The colour a cell is filled with, or nothing."""
    shade = properties.find(qn("w:shd")) if properties is not None else None
    colour = shade.get(qn("w:fill"), "auto") if shade is not None else "auto"
    return "" if colour == "auto" else colour


def _insets(properties: Any) -> Data:
    """How far the text of a table's cells stands from their edges."""
    found = {side: _twips(said.get("w", 0)) for side, said in sides(properties.find(qn("w:tblCellMar"))).items()}
    usual = {"top": 0.0, "bottom": 0.0, "left": CELL_MARGIN, "right": CELL_MARGIN}
    return {side: found.get(ALSO.get(side, ""), found.get(side, width)) for side, width in usual.items()}


def _row(element: Any) -> Data:
    properties = element.find(qn("w:trPr"))
    height = properties.find(qn("w:trHeight")) if properties is not None else None
    head = properties.find(qn("w:tblHeader")) if properties is not None else None
    return {
        "height": _twips(height.get(qn("w:val"), 0)) if height is not None else 0.0,
        "head": head is not None and is_on(attributes(head)),
    }


def _number(properties: Any, name: str, otherwise: int) -> int:
    found = properties.find(qn(name)) if properties is not None else None
    return int(found.get(qn("w:val"))) if found is not None else otherwise


def _twips(value: str | float) -> float:
    return float(value) / 20


def _pt(length: Any) -> float:
    return round(length.pt, 3) if length is not None else 0.0
