"""Finding the line of headings by its words, wherever it stands and however it is merged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qinqing.kernel.shaping import fold
from qinqing.services.documents.rules.tables.reading import Line, Merge
from qinqing.services.documents.rules.tables.values import as_text

FIRST_LINES, FEWEST, LONGEST = 20, 2, 40
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|[\s*:：★☆※]+|^[0-9]+[.、]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger: its key, its heading as the contract has it, and what else people write over it."""

    key: str
    heading: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands over each column. ``last`` is the number of the last line of headings."""

    last: int
    known: Mapping[int, Column]
    titles: Mapping[int, str]


class Words:
    """The headings that a kind of table has, and what one of its rows is (诉求, 企业)."""

    def __init__(self, columns: Sequence[Column], *, compulsory: str, entry: str) -> None:
        self.columns, self.compulsory, self.entry = columns, compulsory, entry
        self.rank = {
            plain(word): (place, column)
            for column in columns
            for place, word in reversed(list(enumerate((column.heading, *column.also))))
        }

    def knows(self, heading: str) -> bool:
        """Whether this stands over a column of ours."""
        return plain(heading) in self.rank

    def find(self, lines: Sequence[Line], merges: Sequence[Merge]) -> Headings | None:
        """The headings among the first lines: one line, or two where some are grouped. None when there are none."""
        filled = [_filled(line, merges) for line in lines[:FIRST_LINES]]
        found = [
            (self._read(line, below, lines[at + (below is not None)].number), below is None)
            for at, line in enumerate(filled)
            for below in (None, *filled[at + 1 : at + 2])
        ]
        ranked = [(len(headings.known), alone, headings) for headings, alone in found if headings]
        return max(ranked, key=lambda one: one[:2])[2] if ranked else None

    def strange(self, lines: Sequence[Line], merges: Sequence[Merge]) -> list[str]:
        """Of the line that has most of our headings those that are not ours: one of them may be the compulsory one."""
        filled = [_filled(line, merges) for line in lines[:FIRST_LINES]]
        ours, best = max(((sum(map(self.knows, line)), line) for line in filled), default=(0, []))
        names = dict.fromkeys(name for name in best if name and len(name) <= LONGEST and not self.knows(name))
        return list(names) if ours >= FEWEST else []

    def _read(self, line: list[str], below: list[str] | None, last: int) -> Headings | None:
        if below is not None and not _is_second(line, below):
            return None
        titles = {
            at: [name for name in names if name]
            for at, names in enumerate(zip(_long(line, below or []), _long(below or [], line), strict=True))
        }
        ranked = sorted((*self._named(names), at) for at, names in titles.items() if self._named(names))
        known: dict[int, Column] = {}
        for _, key, at in ranked:
            if key not in {column.key for column in known.values()}:
                known[at] = next(column for column in self.columns if column.key == key)
        if self.compulsory not in {column.key for column in known.values()} or not _are_short(line, below):
            return None
        return Headings(last, known, {at: "".join(dict.fromkeys(names)) for at, names in titles.items()})

    def _named(self, names: list[str]) -> tuple[int, str] | tuple[()]:
        """How good a heading it is (0 best) for which column: the lower line first, both together, the upper."""
        for name in (*names[1:], "".join(names), *names[:1]):
            if plain(name) in self.rank:
                place, column = self.rank[plain(name)]
                return place, column.key
        return ()


def plain(heading: str) -> str:
    """A heading as it is compared: without blanks, stars, numbers and what stands in brackets."""
    return ASIDE.sub("", fold(heading))


def _filled(line: Line, merges: Sequence[Merge]) -> list[str]:
    """The line's texts, the name of a group over each of its columns."""
    texts = [as_text(cell).strip() for cell in line.cells]
    for area in merges:
        if area.top == line.number and area.left < len(texts):
            for at in range(area.left + 1, min(area.right + 1, len(texts))):
                texts[at] = texts[at] or texts[area.left]
    return texts


def _is_second(line: list[str], below: list[str]) -> bool:
    """Whether the line below only names the parts of groups above: elsewhere it is blank, or says the same."""
    parts = 0
    for at, name in enumerate(below):
        above = line[at] if at < len(line) else ""
        if not name or name == above:
            continue
        beside = [line[near] for near in (at - 1, at + 1) if 0 <= near < len(line)]
        if above and above not in beside and "" not in beside:
            return False
        if above and "" in beside and not _part_beside(line, below, at):
            return False
        parts += 1
    return bool(parts)


def _part_beside(line: list[str], below: list[str], at: int) -> bool:
    """A group in a text file: its name stands over the first part, and nothing over the next one."""
    return at + 1 < min(len(line), len(below)) and not line[at + 1] and bool(below[at + 1])


def _are_short(line: list[str], below: list[str] | None) -> bool:
    """A sentence in a title may hold our words; headings are short."""
    return all(len(name) <= LONGEST for name in (*line, *(below or ())))


def _long(line: list[str], other: list[str]) -> list[str]:
    return line + [""] * (len(other) - len(line))
