"""空白表: what is downloaded can be filled in and handed in as it is; its example is nobody."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qinqing.config.wiring import IMPORTS, named
from qinqing.services.documents.rules.tables import Aside, Row, glance, rows
from qinqing.services.documents.rules.tables.blanks import write_blank

KINDS = [named(name) for name in IMPORTS]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.key)
def kind(request):
    return request.param


@pytest.fixture
def blank(kind, tmp_path: Path) -> Path:
    made = BytesIO()
    write_blank(made, kind.words, kind.samples, keeps_others=kind.keeps_others)
    path = tmp_path / "blank.xlsx"
    path.write_bytes(made.getvalue())
    return path


def test_every_column_has_an_example_and_an_explanation(kind):
    assert set(kind.samples) == {column.key for column in kind.words.columns}
    assert all(example and told for example, told in kind.samples.values())


def test_its_headings_are_ours_and_every_cell_is_text(kind, blank):
    sheet = load_workbook(blank).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in kind.words.columns]
    assert {sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]} <= {"@", "General"}
    assert all(cell.number_format == "@" for cell in sheet[2])


def test_handed_in_as_it_is_nothing_is_an_entry(kind, blank):
    found = list(rows(blank, kind.words))
    assert [type(one) for one in found] == [Aside]
    assert "示例" in found[0].why


def test_what_is_filled_in_below_the_example_is_read(kind, blank):
    book = load_workbook(blank)
    sheet = book.worksheets[0]
    for at, column in enumerate(kind.words.columns, 1):
        sheet.cell(3, at).value = kind.samples[column.key][0]
    book.save(blank)
    (one,) = [found for found in rows(blank, kind.words) if isinstance(found, Row)]
    assert {key: str(cell) for key, cell in one.cells.items()} == {key: told for key, (told, _) in kind.samples.items()}
    assert len(list(glance(blank, kind.words))) == 1


def test_the_explanation_tells_of_every_column(kind, blank):
    told = {row[0].value: row for row in load_workbook(blank)["填表说明"].iter_rows()}
    for column in kind.words.columns:
        assert told[f"「{column.heading}」"][2].value == kind.samples[column.key][1]
