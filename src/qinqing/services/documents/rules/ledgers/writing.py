"""Writing a ledger into a file, row by row: whatever its length, one row is in memory."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from qinqing.services.documents.rules.ledgers.cells import day_of_cell, escaped, number_of, pieces, tempts, whole
from qinqing.services.documents.rules.ledgers.describing import Column, Kind, Ledger, Provenance, Row

MOST_ROWS = 1_048_576  # of one sheet, the heading included
LINES, HEADING = 30, 22  # heights in points: two lines of text, and the heading
REST = (
    Column("所在表", 20),
    Column("行", 8, Kind.NUMBER),
    Column("列", 16),
    Column("第几段", 8, Kind.NUMBER),
    Column("文字", 100),
)
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(file: BinaryIO, ledger: Ledger, rows: Iterable[Row], origin: Provenance, *, most: int = MOST_ROWS) -> int:
    """Writes a ledger and says how many rows it has. ``most`` are the rows of one sheet, its heading included.

    A text longer than a cell goes on in the sheet 续文; rows beyond one sheet go on in the next.
    """
    with TemporaryDirectory(prefix="qinqing-ledger-") as folder:
        book = Workbook(file, {**OPTIONS, "tmpdir": folder})
        try:
            count = _written(_Book(book, most), ledger, rows, origin)
            book.close()
        finally:
            for sheet in book.worksheets():  # the library leaves its own files open when a row fails
                sheet.row_data_fh.close()
    return count


def _written(sheets: "_Book", ledger: Ledger, rows: Iterable[Row], origin: Provenance) -> int:
    main = _Run(sheets, ledger.name, ledger.columns)
    for row in rows:
        main.add(row)
    main.finish()
    sheets.end(ledger, origin, main.count)
    return main.count


class _Sheet(Worksheet):  # type: ignore[misc]  # published without types
    """A sheet that writes ``_x0041_`` so that it is read as that; the library takes care of every second one only."""

    _escape_control_characters = staticmethod(escaped)


class _Book:
    """The workbook with its formats, and the sheet of what did not fit a cell, once there is such a thing."""

    def __init__(self, book: Any, most: int) -> None:
        self.book, self.most = book, most
        self.rest_run: _Run | None = None
        common = {"valign": "top", "text_wrap": True}
        self.formats = {
            Kind.TEXT: book.add_format(common),
            Kind.DATE: book.add_format({**common, "num_format": "yyyy-mm-dd"}),
            Kind.DATETIME: book.add_format({**common, "num_format": "yyyy-mm-dd hh:mm"}),
            Kind.NUMBER: book.add_format({**common, "num_format": "0"}),
            Kind.AMOUNT: book.add_format({**common, "num_format": "#,##0.00"}),
        }
        # So that a text that begins like a formula stays one, also for whoever edits the cell.
        self.marked = book.add_format({**common, "quote_prefix": True})
        self.heading = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter"})

    @property
    def rest(self) -> "_Run":
        """The sheet 续文."""
        if self.rest_run is None:
            self.rest_run = _Run(self, "续文", REST)
        return self.rest_run

    def end(self, ledger: Ledger, origin: Provenance, count: int) -> None:
        """The last sheet, 说明: what this is."""
        told = [
            ("台账", ledger.name), ("单位", origin.county), ("导出人", origin.by), ("导出时间", origin.at),
            ("筛选", "；".join(f"{name}：{value}" for name, value in origin.filters) or "全部"), ("行数", count),
            ("说明", "日期和数字可以直接排序、求和；所有文字按原文写入，不作公式计算。"),
        ]  # fmt: skip
        if self.rest_run:
            self.rest_run.finish()
            told.append(("续文", f"有 {self.rest_run.count} 段文字超过单元格上限，接在“续文”表里，原文没有删减。"))
        notes = _Run(self, "说明", (Column("项目", 12), Column("内容", 80)))
        for line in told:
            notes.add(line)
        notes.finish()


class _Run:
    """Rows under one heading, over as many sheets as they need."""

    def __init__(self, sheets: _Book, name: str, columns: Sequence[Column]) -> None:
        self.sheets, self.name, self.columns = sheets, name, columns
        self.count, self._row, self._parts = 0, 0, 0
        self._open()

    def add(self, row: Row) -> str:
        """One more row; gives the place it got, as 表名第 N 行."""
        if self._row + 1 >= self.sheets.most:
            self.finish()
            self._open()
        self._row += 1
        self.count += 1
        for at, (column, value) in enumerate(zip(self.columns, row, strict=True)):
            if value is not None and value != "":
                self._cell(at, column, value)
        return f"“{self.sheet.get_name()}”表第 {self._row + 1} 行"

    def _open(self) -> None:
        self._parts, self._row = self._parts + 1, 0
        name = self.name if self._parts == 1 else f"{self.name}（{self._parts}）"
        self.sheet = self.sheets.book.add_worksheet(name, _Sheet)
        self.sheet.set_default_row(LINES)
        self.sheet.set_row(0, HEADING)
        self.sheet.freeze_panes(1, 0)
        for at, column in enumerate(self.columns):
            self.sheet.set_column(at, at, column.width, self.sheets.formats[column.kind])
            self.sheet.write_string(0, at, column.title, self.sheets.heading)

    def finish(self) -> None:
        """The sheet is full, or everything is told: the headings filter what stands under them."""
        self.sheet.autofilter(0, 0, self._row, len(self.columns) - 1)

    def _cell(self, at: int, column: Column, value: object) -> None:
        """A number or a day as what it is, whatever else and whatever a spreadsheet cannot hold as its text."""
        day, number = day_of_cell(value), number_of(value)
        if day is not None:
            exact = isinstance(day, datetime) and column.kind is not Kind.DATE
            shown = day if exact or not isinstance(day, datetime) else day.date()
            form = self.sheets.formats[Kind.DATETIME if exact else Kind.DATE]
            self.sheet.write_datetime(self._row, at, shown, form)
        elif number is not None:
            kind = Kind.AMOUNT if column.kind is Kind.AMOUNT else Kind.NUMBER
            self.sheet.write_number(self._row, at, number, self.sheets.formats[kind])
        else:
            self._text(at, column, whole(str(value)))

    def _text(self, at: int, column: Column, text: str) -> None:
        first, *rest = pieces(text)
        places = [
            self.sheets.rest.add((self.sheet.get_name(), self._row + 1, column.title, place, piece))
            for place, piece in enumerate(rest, start=2)
        ]
        if places:
            first = f"{first}……（未完，下接{places[0]}）"
        form = self.sheets.marked if tempts(first) else self.sheets.formats[Kind.TEXT]
        if self.sheet.write_string(self._row, at, first, form):
            raise ValueError(f"{column.title} does not fit a cell")
