"""Draws the first pages of a scanned PDF as one picture, in a process of its own: ``python -m qinqing.services.documents.pages FILE``.

Writes a JPEG, or nothing where the file cannot be drawn. Knows nothing of the rest of the house.
"""

import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY, SECONDS = 2 << 30, 20  # of addresses; of the processor
MOST_PAGES, READING, LOOKING = 5, 200 / 72, 100 / 72  # dots an inch to read by and to look at
LONGEST_SIDE = 4000
GAP, GREY = 16, "#d5d9de"


def main(path: str) -> None:
    """Limits itself before it opens what a stranger sent."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    stacked(list(drawn(path, LOOKING))).save(sys.stdout.buffer, "JPEG", quality=80)


def drawn(path: str, scale: float) -> Iterator[Any]:
    """The first pages, one picture each; ``scale`` is 1 for 72 dots an inch."""
    import pypdfium2  # noqa: PLC0415  (not before the limits hold)

    with pypdfium2.PdfDocument(path) as document:
        for number in range(min(len(document), MOST_PAGES)):
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
    main(sys.argv[1])
