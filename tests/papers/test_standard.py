"""GB/T 9704-2012 in every kind of paper: sheet, text area, fonts, lines, number, date and page numbers, as .docx and on the page."""

import io

import docx
import pytest
from tests.papers import standard
from tests.papers.reading import pages

from qinqing.services.documents import queries
from qinqing.services.documents.rules.papers.layouts import Form

KINDS = {one.kind: one for one in queries.kinds()}
ALL = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def opened(data_folder, db):
    """The sample of a kind as Word reads it."""
    return lambda kind: docx.Document(io.BytesIO(queries.sample_file(kind, 0, "docx")[0]))


@pytest.fixture
def drawn(data_folder, db):
    """The pages of a kind's sample."""
    return lambda kind: pages(queries.sample_file(kind, 0, "pdf")[0])


@ALL
def test_the_sheet_is_a4_with_the_standards_margins(kind, opened):
    standard.is_on_a4(opened(kind))


@ALL
def test_every_word_is_in_one_of_the_standards_fonts(kind, opened):
    standard.is_in_its_fonts(opened(kind))


@ALL
def test_a_page_holds_22_lines_of_28_characters(kind, opened):
    standard.has_22_lines(opened(kind))


@ALL
def test_its_number_is_as_the_standard_writes_it(kind, drawn):
    if KINDS[kind].layout.word:
        assert standard.number_of(drawn(kind))


@ALL
def test_dates_are_in_figures_without_leading_noughts(kind, drawn):
    standard.dates_are_in_figures(drawn(kind))


@ALL
def test_its_page_numbers_stand_at_the_outer_edge_between_dashes(kind, drawn):
    standard.pages_are_numbered(drawn(kind), letter=KINDS[kind].layout.form is Form.LETTER)
