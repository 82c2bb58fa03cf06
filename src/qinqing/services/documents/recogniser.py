"""Reads the words of a scan, in a process of its own: ``python -m qinqing.services.documents.recogniser KIND FILE``.

Prints JSON: ``text``, and ``why`` where it is empty. Needs the packages of the extra ``ocr``; nothing is fetched, the models
lie in their wheels. Knows nothing of the house but how a page is drawn.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from qinqing.services.documents.pages import LONGEST_SIDE, READING, drawn

MEMORY, SECONDS = 4 << 30, 150  # of addresses, most of them never touched (about 0.8 GB is); of the processor


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


def lines_of(found: Any) -> list[str]:
    """The words from top to bottom; what stands in one row on one line."""
    boxes = [] if found is None or found.txts is None else list(zip(found.boxes, found.txts, strict=True))
    placed = sorted(
        (min(at[1] for at in box), max(at[1] for at in box), min(at[0] for at in box), text) for box, text in boxes
    )
    rows: list[list[tuple[float, float, float, str]]] = []
    for top, bottom, left, text in placed:
        middle = (top + bottom) / 2
        if rows and rows[-1][0][0] <= middle <= rows[-1][0][1]:
            rows[-1].append((top, bottom, left, text))
        else:
            rows.append([(top, bottom, left, text)])
    return ["　".join(text for *_, text in sorted(row, key=lambda one: one[2])) for row in rows]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
