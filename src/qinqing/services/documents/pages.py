"""Draws the first pages of a PDF, in a process of its own: ``python -m qinqing.services.documents.pages FILE [TARGET MOST]``.

Writes them as one JPEG, or nothing where the file cannot be drawn. With a target, as many as ``MOST`` are written to it one JPEG
after another, and printed is JSON: of each where it begins, how long it is, its width and height, and whether there are
more of them. Knows nothing of the rest of the house.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY, SECONDS = 2 << 30, 20  # of addresses; of the processor
MOST_PAGES, READING, LOOKING = 5, 200 / 72, 100 / 72  # dots an inch to read by and to look at
SHOWING = 130 / 72  # to look at and read by, without what drew it
LONGEST_SIDE = 4000
LARGEST = 64 << 20  # bytes of all pages together
INPUT = "-"  # in the place of a path: what comes in
GAP, GREY = 16, "#d5d9de"


def main(path: str, target: str = "", most: str = "") -> None:
    """Limits itself before it opens what a stranger sent."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    if target:
        print(json.dumps(one_by_one(path, target, int(most))))
        return
    stacked(list(drawn(path, LOOKING))).save(sys.stdout.buffer, "JPEG", quality=80)


def one_by_one(path: str, target: str, most: int) -> dict[str, Any]:
    """Writes the pages as JPEGs behind each other: where each begins, its length, its width and height."""
    places: list[list[int]] = []
    with open(target, "wb") as file:
        for page in drawn(path, SHOWING, most + 1):
            start = file.tell()
            if len(places) < most:
                page.save(file, "JPEG", quality=80)
            places.append([start, file.tell() - start, *page.size])
    return {"pages": places[:most], "more": len(places) > most}


def drawn(path: str, scale: float, most: int = MOST_PAGES) -> Iterator[Any]:
    """The first pages, one picture each; ``scale`` is 1 for 72 dots an inch."""
    import pypdfium2  # noqa: PLC0415  (not before the limits hold)

    with pypdfium2.PdfDocument(sys.stdin.buffer if path == INPUT else path) as document:
        for number in range(min(len(document), most)):
            page = document[number]
            yield page.render(scale=min(scale, LONGEST_SIDE / max(page.get_size()))).to_pil().convert("RGB")


def stacked(pages: list[Any]) -> Any:
    """The pages below each other on grey, all as wide as the widest."""
    from PIL import Image  # noqa: PLC0415  (not before the limits hold)

    width, height = max(page.width for page in pages), sum(page.height + GAP for page in pages) - GAP
    sheet = Image.new("RGB", (width, height), GREY)
    top = 0
    for page in pages:
        sheet.paste(page, ((width - page.width) // 2, top))
        top += page.height + GAP
    return sheet


if __name__ == "__main__":
    main(*sys.argv[1:])
