"""Every kind of paper that a chapter makes: its layout builds, its sample is whole, and nothing leaves the page."""

import io
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from tests.papers.reading import MM, RED, pages

from qinqing.services.documents import queries
from qinqing.services.documents.queries.kinds import shipped
from qinqing.services.documents.rules.papers.checking import faults
from qinqing.services.documents.rules.papers.contents import freeze, thaw
from qinqing.services.documents.rules.papers.layouts import Field, Form

KINDS = {one.kind: one for one in queries.kinds()}
ALL = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def drawn(data_folder, db):
    """The sample of a kind, as docx or pdf."""
    return lambda kind, form: queries.sample_file(kind, 0, form)[0]


def fields(all_of: tuple[Field, ...]) -> Iterator[Field]:
    for one in all_of:
        yield one
        yield from fields(one.each)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


@ALL
def test_its_template_passes_the_check_of_an_uploaded_one(kind):
    assert faults(shipped(kind), KINDS[kind].layout) == []


@ALL
def test_every_field_has_a_label_and_something_to_show(kind):
    nameless = [one.name for one in fields(KINDS[kind].layout.fields) if not one.label or one.sample in ("", [])]
    assert nameless == []


@ALL
def test_what_was_frozen_is_taken_whole_and_what_came_later_says_what_stood_there(kind):
    layout = KINDS[kind].layout
    frozen = freeze(layout, layout.sample())
    assert thaw(layout, frozen) == frozen
    later = {one.name: one.before for one in layout.fields if one.before}
    older = {name: said for name, said in frozen.items() if name not in later}
    assert thaw(layout, older) == frozen | later


@ALL
def test_its_sample_is_on_the_page_to_the_last_word(kind, drawn):
    told = "".join(line.text for page in pages(drawn(kind, "pdf")) for line in page.lines)
    bare = "".join(told.split())
    document = docx.Document(io.BytesIO(drawn(kind, "docx")))
    for paragraph in document.paragraphs:
        for line in paragraph.text.splitlines():
            assert "".join(line.split())[:12] in bare


@ALL
def test_nothing_leaves_the_text_area(kind, drawn):
    for page in pages(drawn(kind, "pdf")):
        left, right = (28, 184) if page.width < page.height else (35, 269)
        # A bracket at the edge has half its box, an empty half, outside.
        assert all(line.left >= (left - 3.1) * MM and line.right <= (right + 3.1) * MM for line in page.lines)
        assert all(
            left - 0.5 <= rule.left / MM and rule.right / MM <= right + 0.5 for rule in page.rules if rule.colour != RED
        )


@ALL
def test_its_mark_stands_on_one_line(kind, drawn):
    layout = KINDS[kind].layout
    first = pages(drawn(kind, "pdf"))[0]
    marks = [line for line in first.lines if line.size > 22.5]
    assert len(marks) == (0 if layout.form is Form.SHEET else 1)


@ALL
def test_every_run_names_its_chinese_font(kind, drawn):
    body = docx.Document(io.BytesIO(drawn(kind, "docx"))).element.body
    assert all(
        run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
        for run in body.iter(qn("w:r"))
        if run.findall(qn("w:t"))
    )
