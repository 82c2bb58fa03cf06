"""Reads the words of a scan, in a process of its own: ``python -m qinqing.services.documents.recogniser KIND FILE``.

Prints JSON: ``text``, and ``why`` where it is empty. Needs the packages of the extra ``ocr``; nothing is fetched, the models
lie in their wheels. Knows nothing of the house but how a page is drawn.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qinqing.services.documents.pages import LONGEST_SIDE, READING, drawn

MEMORY, SECONDS = 4 << 30, 150  # of addresses, most of them never touched (about 0.8 GB is); of the processor

ENDS = ("。", "！", "？", "：", ":")
ITEM = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.\uff0e]")
FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,:;?!](?=[\u4e00-\u9fff])")


def main(kind: str, path: str) -> None:
    """Limits itself before it opens what a stranger sent."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from rapidocr import RapidOCR  # noqa: PLC0415  (an extra; and not before the limits hold)

    engine = RapidOCR(params={"Global.log_level": "error"})
    pages = [lines_of(engine(page)) for page in _pages(kind, path)]
    text = "\n\n".join("\n".join(page) for page in pages if page)
    print(json.dumps({"text": text, "why": "" if text else "没有认出文字，可能是照片或字迹太淡"}))


def _pages(kind: str, path: str) -> Iterator[Any]:
    from PIL import Image  # noqa: PLC0415  (not before the limits hold)

    if kind == "pdf":
        yield from map(_as_read, drawn(path, READING))
        return
    with Image.open(path) as picture:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        yield _as_read(picture)


def _as_read(picture: Any) -> Any:
    """Blue first and in one piece, as the engine reads files itself."""
    import numpy  # noqa: PLC0415  (comes with the extra)

    return numpy.ascontiguousarray(numpy.asarray(picture.convert("RGB"))[:, :, ::-1])


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one row of the page, and where; ``cells`` of it apart from each other."""

    top: float
    bottom: float
    left: float
    right: float
    text: str
    cells: int = 1

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines_of(found: Any) -> list[str]:
    """The words from top to bottom: what stands in one row on one line, what the page's edge broke in one piece again."""
    rows = _rows(found)
    left = min((row.left for row in rows), default=0.0)
    right = max((row.right for row in rows), default=0.0)
    lines: list[str] = []
    for before, row in zip([None, *rows], rows, strict=False):
        text = HALF.sub(lambda sign: FULL[sign[0]], row.text)
        if before is not None and _goes_on(before, row, left, right):
            lines[-1] += f" {text}" if _latin(lines[-1][-1:]) and _latin(text[:1]) else text
        else:
            lines.append(text)
    return lines


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _rows(found: Any) -> list[Row]:
    boxes = [] if found is None or found.txts is None else list(zip(found.boxes, found.txts, strict=True))
    cells = sorted(
        (Row(min(y), max(y), min(x), max(x), text) for box, text in boxes for x, y in [tuple(zip(*box, strict=True))]),
        key=lambda cell: (cell.top, cell.bottom, cell.left),
    )
    rows: list[list[Row]] = []
    for cell in cells:
        if rows and rows[-1][0].top <= (cell.top + cell.bottom) / 2 <= rows[-1][0].bottom:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [_row(sorted(row, key=lambda cell: cell.left)) for row in rows]


def _row(cells: list[Row]) -> Row:
    first, text = cells[0], "　".join(cell.text for cell in cells)
    return Row(first.top, first.bottom, first.left, max(cell.right for cell in cells), text, len(cells))


def _goes_on(before: Row, row: Row, left: float, right: float) -> bool:
    """Whether a row goes on with the sentence before: that fills its line, and this is neither indented nor an item."""
    fills = before.left <= left + 3 * before.height and before.right >= right - 2.5 * before.height
    open_ended = fills and not before.text.endswith(ENDS)
    return (
        open_ended
        and row.left <= left + 1.2 * row.height
        and before.cells == row.cells == 1
        and not ITEM.match(row.text)
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
