"""Paints parts of a picture or a PDF black, in a process of its own: ``python -m qinqing.services.documents.coverer TASK …``.

``sizes FILE`` prints the pages' sizes in points as JSON, ``look FILE PAGE`` writes one page as a JPEG, and
``cover KIND FILE TARGET BOXES`` writes the covered copy. The copy is made of pixels alone: every page of a PDF becomes a
picture, so that no text, no layer and no note is left beneath. Knows nothing of the rest of the house.
"""

import io
import json
import math
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from qinqing.services.documents.pages import LONGEST_SIDE, LOOKING, READING
from qinqing.services.documents.picture_book import PictureBook

MEMORY, SECONDS = 2 << 30, 90  # of addresses; of the processor
QUALITY = {"look": 80, "page": 85, "picture": 92}
BLOCK = 16  # pixels that a JPEG keeps together: what lay under one edge of a box would show a little beside it
Places = list[list[float]]  # page, left, top, width, height


def main(task: str, *words: str) -> None:
    """Limits itself before it opens what a stranger sent."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    TASKS[task](*words)


def sizes(path: str) -> None:
    """As the reader sees the pages: turned and cropped."""
    import pypdfium2  # noqa: PLC0415  (not before the limits hold)

    with pypdfium2.PdfDocument(path) as document:
        print(json.dumps([document.get_page_size(number) for number in range(len(document))]))


def look(path: str, page: str) -> None:
    """One page, for the screen."""
    for sheet, _ in _pages(path, LOOKING, [int(page) - 1]):
        sheet.save(sys.stdout.buffer, "JPEG", quality=QUALITY["look"])


def cover(kind: str, path: str, target: str, boxes: str) -> None:
    """The copy, with every box black."""
    places = json.loads(boxes)
    with Path(target).open("wb") as file:
        if kind == "pdf":
            _cover_pages(path, places, file)
        else:
            _cover_picture(kind, path, places, file)


def _cover_picture(kind: str, path: str, places: Places, file: Any) -> None:
    from PIL import Image  # noqa: PLC0415  (not before the limits hold)

    form = {"jpeg": "JPEG", "png": "PNG"}[kind]
    with Image.open(path, formats=[form]) as picture:
        sheet = bare(picture)
    paint(sheet, places, BLOCK if form == "JPEG" else 1)
    sheet.save(file, form, **({"quality": QUALITY["picture"]} if form == "JPEG" else {}))


def _cover_pages(path: str, places: Places, file: Any) -> None:
    book = PictureBook(file)
    for number, (sheet, points) in enumerate(_pages(path, READING), 1):
        paint(sheet, [place for place in places if place[0] == number])
        drawn = io.BytesIO()
        sheet.save(drawn, "JPEG", quality=QUALITY["page"])
        book.add(drawn.getvalue(), pixels=sheet.size, points=points)
    book.close()


def _pages(path: str, scale: float, wanted: list[int] | None = None) -> Iterator[tuple[Any, tuple[float, float]]]:
    """Pages as pictures with their sizes in points, one at a time; what was filled into forms and notes is drawn too."""
    import pypdfium2  # noqa: PLC0415  (not before the limits hold)

    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for number in wanted if wanted is not None else range(len(document)):
            page = document[number]
            points = page.get_size()
            yield bare(page.render(scale=min(scale, LONGEST_SIDE / max(points))).to_pil()), points
            page.close()


def bare(picture: Any) -> Any:
    """The same picture on white, in three colours, with nothing stored beside it."""
    from PIL import Image  # noqa: PLC0415  (not before the limits hold)

    sheet = Image.new("RGB", picture.size, "white")
    seen = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    sheet.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    return sheet


def paint(sheet: Any, places: Places, block: int = 1) -> None:
    """Every box black, rounded outwards to whole blocks of pixels."""
    for _, left, top, width, height in places:
        across = _span(left, width, sheet.width, block)
        down = _span(top, height, sheet.height, block)
        sheet.paste("black", (across[0], down[0], across[1], down[1]))


def _span(start: float, length: float, side: int, block: int) -> tuple[int, int]:
    first = math.floor(start * side / 100 / block) * block
    last = math.ceil((start + length) * side / 100 / block) * block
    return max(0, first), min(side, last)


TASKS: dict[str, Callable[..., None]] = {"sizes": sizes, "look": look, "cover": cover}

if __name__ == "__main__":
    main(*sys.argv[1:])
