"""A first look at a table that was handed in: what stands over its columns, what each is taken for, its first rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from qinqing.services.documents.rules.tables.headings import FIRST_LINES, Headings, Words
from qinqing.services.documents.rules.tables.reading import Line, Sheet, sheets
from qinqing.services.documents.rules.tables.values import as_text

ROWS = 5
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Glance:
    """One sheet: each column's heading as written and as understood (empty: goes into the note), and the first lines."""

    sheet: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def glance(path: Path, words: Words) -> list[Glance]:
    """The sheets that have our headings. Raises Refused for what is no table, or is locked."""
    return list(_glances(path, words))


def _glances(path: Path, words: Words) -> Iterator[Glance]:
    for sheet in sheets(path, words.knows):
        first = list(islice(sheet.lines, FIRST_LINES + 1))
        headings = words.find(first, sheet.merges)
        if headings:
            yield _glance(sheet, headings, chain(first, sheet.lines))


def _glance(sheet: Sheet, headings: Headings, lines: Iterator[Line]) -> Glance:
    below = (
        line for line in lines if line.number > headings.last and any(as_text(cell).strip() for cell in line.cells)
    )
    shown = list(islice(below, ROWS))
    width = max((len(line.cells) for line in shown), default=0)
    places = [at for at in sorted(headings.titles) if headings.titles[at] or at < width]
    columns = tuple((headings.titles[at], headings.known[at].heading if at in headings.known else "") for at in places)
    return Glance(sheet.name, columns, tuple((line.number, _texts(line, places)) for line in shown))


def _texts(line: Line, places: list[int]) -> tuple[str, ...]:
    texts = (as_text(line.cells[at]).strip() if at < len(line.cells) else "" for at in places)
    return tuple(text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in texts)
