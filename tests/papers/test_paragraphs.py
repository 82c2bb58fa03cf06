"""Paragraphs of a paper: no heading is the last on its page, no short row is torn in two."""

import io

import docx
import pytest
from tests.papers.forms import COMMON, drawn, filled
from tests.papers.reading import pages

from qinqing.procedure.appeals.papers import quotable
from qinqing.services.documents.rules.papers.building import build
from qinqing.services.documents.rules.papers.contents import freeze
from qinqing.services.documents.rules.papers.drawing import draw_pdf
from qinqing.services.documents.rules.papers.layouts import parse_layout
from qinqing.services.documents.rules.papers.rendering import render

CLOSING = parse_layout(
    "closing",
    """
name = "试"
form = "sheet"
body = [
  { title = "试" },
  { text = "{{ text }}" },
  { level1 = "二、结尾" },
  { text = "{{ text }}" },
  { sign = ["某单位", "某日"] },
]
[fields]
text = { label = "文字", sample = "一行。" }
""",
)


def closing(text: str) -> bytes:
    content = freeze(CLOSING, {**CLOSING.sample(), **COMMON, "text": text})
    return render(build(CLOSING), content)


def paragraphs(content: bytes) -> list[docx.text.paragraph.Paragraph]:
    return docx.Document(io.BytesIO(content)).paragraphs


def test_a_heading_is_kept_with_what_follows_it():
    by_text = {one.text: one for one in paragraphs(filled("document"))}
    assert by_text["一、总体要求"].paragraph_format.keep_with_next
    assert by_text["（一）基本原则"].paragraph_format.keep_with_next


def test_of_the_last_text_only_the_last_paragraph_goes_with_the_signature():
    kept = {
        one.text: one.paragraph_format.keep_with_next for one in paragraphs(closing("第一段。\n第二段。\n第三段。"))
    }
    assert [kept["第一段。"], kept["第二段。"], kept["第三段。"]] == [None, None, True]


@pytest.mark.parametrize("lines", range(12, 22))
def test_neither_a_heading_nor_the_signature_stands_alone(lines):
    shown = pages(draw_pdf(closing("\n".join("一行。" for _ in range(lines)))))
    whole = [[line.text for line in page.lines if not line.text.startswith("—")] for page in shown]
    assert all(page[-1] != "二、结尾" for page in whole), whole
    assert next(page for page in whole if "某单位" in page)[0] != "某单位", whole


def test_a_row_of_two_lines_is_not_torn_across_pages():
    rows = [{"place": str(place), "what": f"甲{place}乙" + "修" * 40 + f"丙{place}丁"} for place in range(1, 30)]
    shown = ["".join(line.text for line in page.lines) for page in pages(drawn("sheet", rows=rows))]
    for place in range(1, 30):
        assert any(f"甲{place}乙" in page and f"丙{place}丁" in page for page in shown), place


def test_what_stands_in_quotation_marks_has_single_ones_inside():
    assert quotable("地理标志“云岭砂糖橘”别人冒用") == "地理标志‘云岭砂糖橘’别人冒用"
