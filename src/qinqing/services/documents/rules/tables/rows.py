"""The rows of a table under its headings: merged areas spread out, sums, repeated headings and footnotes left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules.tables.examples import is_example
from qinqing.services.documents.rules.tables.headings import FIRST_LINES, Headings, Words, plain
from qinqing.services.documents.rules.tables.reading import Cell, Line, Merge, Sheet, sheets
from qinqing.services.documents.rules.tables.values import as_text

SUM = re.compile(r"(?:合|总|小|共|累)\s*计[:：]?.{0,12}", re.DOTALL)
FOOTNOTE = re.compile(
    r"(?:填表|填报|制表|审核|报送|统计)(?:人|单位|时间|日期)?\s*[:：]|(?:备\s*)?注\s*[:：]|说明\s*[:：]"
)
# What stands for the cell above: the sign, the quotation marks that people type for it, the words.
DITTO = re.compile('[〃〞″\uff02"”]{1,2}|同上|同前')
NUMBERS = frozenset({"序号", "编号", "no", "no."})
STRANGE = 6
CHAPTER = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]")


@dataclass(slots=True)
class Row:
    """One entry of a table: its place, the cells of known columns by key, other columns with their titles."""

    number: int
    sheet: str
    cells: dict[str, Cell]
    others: list[tuple[str, str]]
    hidden: bool = False
    repeated: tuple[tuple[str, str, str], ...] = ()  # heading, what was written, what it stands for

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        return f"{self.sheet} 第 {self.number} 行" if self.sheet else f"第 {self.number} 行"


@dataclass(slots=True)
class Aside:
    """A line that is no entry, with why it was left out. ``number`` 0: a whole sheet."""

    number: int
    sheet: str
    why: str


@dataclass(slots=True)
class _Spread:
    """Merged areas of one column that reach downwards: their value holds for every line they cover."""

    merges: Sequence[Merge]
    values: dict[Merge, Cell] = field(default_factory=dict)

    def fill(self, line: Line) -> tuple[list[Cell], set[int]]:
        """The line's cells with what is merged from above, and the columns where that is so."""
        cells, spread = list(line.cells), set()
        for area in self.merges:
            if not area.top <= line.number <= area.bottom or area.left >= len(cells):
                continue
            if area.top == line.number:
                self.values[area] = cells[area.left]
            elif area in self.values:
                cells[area.left] = self.values[area]
                spread.add(area.left)
        return cells, spread


def rows(path: Path, words: Words) -> Iterator[Row | Aside]:
    """Every entry of every sheet that has our headings. Raises Refused when none has."""
    found, strange = False, list[str]()
    for sheet in sheets(path, words.knows):
        first = list(islice(sheet.lines, FIRST_LINES + 1))
        headings = words.find(first, sheet.merges)
        if headings:
            found = True
            yield from _under(sheet, headings, chain(first, sheet.lines), words)
        elif any(as_text(cell).strip() for line in first for cell in line.cells):
            strange = strange or words.strange(first, sheet.merges)
            yield Aside(0, sheet.name, f"工作表“{sheet.name}”里没有找到表头，整张没有读")
    if not found:
        raise Refused(_no_headings(words, strange))


def _no_headings(words: Words, strange: Sequence[str]) -> str:
    wanted = next(column.heading for column in words.columns if column.key == words.compulsory)
    said = f"前 {FIRST_LINES} 行里没有找到表头，请确认有“{wanted}”一列"
    names = "、".join(f"“{name}”" for name in strange[:STRANGE])
    return f"{said}；没有认出的列有{names}，其中写{wanted}的，请把表头改成“{wanted}”" if names else said


def _under(sheet: Sheet, headings: Headings, lines: Iterator[Line], words: Words) -> Iterator[Row | Aside]:
    place = next(at for at, column in headings.known.items() if column.key == words.compulsory)
    spread = _Spread([area for area in sheet.merges if area.bottom > area.top and area.top > headings.last])
    waiting: Row | None = None
    above: list[Cell] = []
    for line in lines:
        if line.number <= headings.last or not any(as_text(cell).strip() for cell in line.cells):
            continue
        cells, merged = spread.fill(line)
        repeated = _repeat(cells, above, headings, words)
        row = _row(line.number, sheet, headings, cells, repeated)
        if waiting and place in merged:
            _join(waiting, row)
            continue
        if waiting:
            yield waiting
        why = _aside(row, headings, cells, words)
        waiting, above = (None, above) if why else (row, cells)
        if why:
            yield Aside(line.number, sheet.name, why)
    if waiting:
        yield waiting


def _repeat(
    cells: list[Cell], above: Sequence[Cell], headings: Headings, words: Words
) -> tuple[tuple[str, str, str], ...]:
    """Puts what stands above in place of 〃 and 同上, and says where. What an entry says itself stays as it is written."""
    told = []
    for at, column in sorted(headings.known.items(), key=itemgetter(0)):
        if column.key == words.compulsory or at >= min(len(cells), len(above)):
            continue
        written, before = as_text(cells[at]).strip(), as_text(above[at]).strip()
        if before and DITTO.fullmatch(written):
            cells[at] = above[at]
            told.append((column.heading, written, before))
    return tuple(told)


def _row(
    number: int, sheet: Sheet, headings: Headings, cells: Sequence[Cell], repeated: tuple[tuple[str, str, str], ...]
) -> Row:
    known = {column.key: cells[at] for at, column in headings.known.items() if at < len(cells)}
    others = [
        (headings.titles.get(at) or f"第{at + 1}列", as_text(cell).strip())
        for at, cell in enumerate(cells)
        if at not in headings.known and as_text(cell).strip()
    ]
    return Row(number, sheet.name, known, others, number in sheet.hidden, repeated)


def _join(row: Row, more: Row) -> None:
    """A line under an entry that is merged over several: what it says besides is part of the entry."""
    for key, cell in more.cells.items():
        before, text = as_text(row.cells.get(key, "")).strip(), as_text(cell).strip()
        if text and text not in before.split("\n"):
            row.cells[key] = f"{before}\n{text}" if before else cell
    row.others += [other for other in more.others if other not in row.others]


def _aside(row: Row, headings: Headings, cells: Sequence[Cell], words: Words) -> str:
    """Why a line is no entry, or nothing."""
    texts = [text for cell in cells if (text := as_text(cell).strip())]
    said = as_text(row.cells.get(words.compulsory, "")).strip()
    if is_example(said):
        return f"是空白表里的示例，不是{words.entry}"
    if len(texts) == 1 and any(as_text(cells[at]).strip() for at in _numbering(headings) if at < len(cells)):
        return "只有序号，没有内容"
    if SUM.fullmatch(texts[0]):
        return f"“{texts[0]}”是合计，不是{words.entry}"
    repeated = {headings.titles[at] for at in headings.known}
    if said in repeated and len(repeated.intersection(texts)) == len(set(texts)):
        return "是重复的表头"
    if not said and len(texts) <= 2 and (FOOTNOTE.match(texts[0]) or CHAPTER.match(texts[0])):
        return f"“{texts[0][:40]}”是小标题或表尾，不是{words.entry}"
    return ""


def _numbering(headings: Headings) -> Iterator[int]:
    """The columns that only number the lines: many tables are numbered further than they are filled in."""
    return (at for at, title in headings.titles.items() if plain(title) in NUMBERS)
