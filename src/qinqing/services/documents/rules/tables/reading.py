"""Files with tables, as lines of cells: .xlsx, .xls, .et, .ods, and text in the encodings Chinese offices use.

What a file is, its first bytes say; its name may be wrong. Nothing is cut, and a cell keeps its type.
"""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules.tables.hiding import hidden_rows

Cell = str | float | bool | date | datetime | time | timedelta
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DELIMITERS = ",\t;|"
BLOCK = 1 << 20
HEAD = 40
LONGEST_CELL = 1 << 27
# GB 18030-2005 and -2022 gave real characters to these places, Python's table still has private-use ones there.
STANDARD = dict(
    zip(
        (*range(0xE78D, 0xE797), 0xE7C7, 0xE816, 0xE817, 0xE818, 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE831, 0xE832, 0xE83B,
         0xE843, 0xE854, 0xE855, 0xE864),
        (0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A), 0x1E3F, 0x20087, 0x20089, 0x200CC, 0x9FB4, 0x9FB5, 0x9FB6,
         0x9FB7, 0x215D7, 0x9FB8, 0x2298F, 0x9FB9, 0x9FBA, 0x241FE, 0x9FBB),
        strict=True,
    )
)  # fmt: skip


GUIDE = "填表说明"  # the sheet of an empty table that explains it holds no entries


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number as people count them, its cells from the first column on."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area: first and last line (numbers), first and last column (from 0)."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file: read once, line by line. ``name`` is empty where the file has no other table."""

    name: str
    lines: Iterator[Line]
    merges: tuple[Merge, ...] = ()
    height: int | None = None
    hidden: frozenset[int] = frozenset()


def sheets(path: Path, is_heading: Callable[[str], bool]) -> Iterator[Sheet]:
    """The tables of a file, one after the other. Raises Refused for what is no table, or is locked.

    ``is_heading`` knows the words that stand over columns: by them the separator of a text file is found.
    """
    try:
        with path.open("rb") as file:
            begins = file.read(BLOCK)
            file.seek(0)
            if begins.startswith(WORKBOOKS):
                yield from _workbook(file)
                return
    except OSError as error:
        raise Refused(f"打不开文件 {path}：{error.strerror}") from error
    yield from _text(path, begins, is_heading)


def count_lines(path: Path) -> int:
    """About how many lines the tables of a file have, for a progress bar; 0 where it is not to be known."""
    with suppress(OSError, Refused), path.open("rb") as file:
        if file.read(4).startswith(WORKBOOKS):
            file.seek(0)
            return sum(sheet.height or 0 for sheet in _workbook(file))
        file.seek(0)
        return sum(block.count(b"\n") for block in iter(partial(file.read, BLOCK), b""))
    return 0


def _workbook(file: BinaryIO) -> Iterator[Sheet]:
    from python_calamine import (  # noqa: PLC0415  (fetched with the first workbook)
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
    )

    try:
        hidden = hidden_rows(file)
        file.seek(0)
        book = CalamineWorkbook.from_filelike(file)
        kept = [one.name for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet and one.name != GUIDE]
        for name in kept:
            sheet = book.get_sheet_by_name(name)
            left = sheet.start[1] if sheet.start else 0
            merges = tuple(
                Merge(top + 1, bottom + 1, first, last)
                for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
            )
            lines = (Line(at, ("",) * left + tuple(cells)) for at, cells in enumerate(sheet.iter_rows(), 1))
            shown = name if len(kept) > 1 else ""
            yield Sheet(shown, lines, merges, sheet.total_height, hidden.get(name, frozenset()))
    except PasswordError as error:
        raise Refused("文件加了密码，请在表格软件里取消密码后再导入") from error
    except (CalamineError, ValueError) as error:
        raise Refused(f"文件损坏或不是表格，请用表格软件打开后另存为 .xlsx 再导入：{error}") from error


def _text(path: Path, begins: bytes, is_heading: Callable[[str], bool]) -> Iterator[Sheet]:
    if begins.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<table", b"<!doctype", b"<?xml")):
        raise Refused("这是网页格式的表格，请用表格软件打开后另存为 .xlsx 再导入")
    encoding = encoding_of(path)
    with _opened(path, encoding) as file:
        head = list(islice(file, HEAD))
    sign = delimiter_of(head, is_heading)
    with _opened(path, encoding) as file:
        yield Sheet("", _lines(_standard(file) if encoding == "gb18030" else file, sign))


def _opened(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, newline="")


def _lines(text: Iterable[str], delimiter: str) -> Iterator[Line]:
    """Strict: a quotation mark that is never closed would swallow the rest of the file."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield Line(number, tuple(cells))
    except csv.Error as error:
        raise Refused(f"文件第 {reader.line_num} 行附近的引号不成对，请用表格软件打开后另存为 .xlsx 再导入") from error


def _standard(text: Iterable[str]) -> Iterator[str]:
    return (line.translate(STANDARD) for line in text)


def encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 by its mark, else whichever of UTF-8, GB18030 and UTF-16 the whole file is. Raises Refused."""
    with path.open("rb") as file:
        begins = file.read(4096)
    for mark, name in MARKS:
        if begins.startswith(mark):
            return name
    guesses = ["utf-8", "gb18030"]
    if b"\x00" in begins:  # what is Latin in UTF-16 has a NUL beside it: behind it in the little-endian kind
        little = begins[1::2].count(0) >= begins[0::2].count(0)
        guesses = ["utf-8", "utf-16-le" if little else "utf-16-be"]
    for name in guesses:
        with suppress(UnicodeDecodeError):
            _decode(path, name)
            return name
    raise Refused("看不出文件用的是什么编码，请用表格软件打开后另存为 .xlsx 再导入")


def _decode(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            decoder.decode(block)
    decoder.decode(b"", final=True)


def delimiter_of(head: list[str], is_heading: Callable[[str], bool]) -> str:
    """The sign that separates most headings on one of the first lines: commas and tabs stand in long texts too."""

    def headings(sign: str) -> int:
        return max((sum(map(is_heading, line.strip().split(sign))) for line in head), default=0)

    return max(DELIMITERS, key=headings)
