"""What people wrote stands in the paper as they wrote it: every character, every line, and nothing of it alive."""

import io
import re
import zipfile

import docx
import pytest
from tests.papers.forms import drawn, filled
from tests.papers.reading import pages

# Read as templates, as markup, as fields, as signs of the library underneath, or as nothing at all.
PAYLOADS = [
    "{{ 7 * 7 }}", "{{ county }}", "{{county.__class__}}", "{% for x in y %}", "{%p if people %}", "{# gone #}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{%- raw -%}", "{% endraw %}", "{_{ people }_}", "{_% if x %_}", "{{r people }}", "{{p people }}", "{%tr endfor %}",
    "{% colspan 3 %}", "{% cellbg red %}", "{{ self }}", "{{ config }}", "{% include '/etc/passwd' %}", "}}{{", "%}{%",
    "<w:p>", "</w:t></w:r></w:p>", "<w:br/>", "<w:fldSimple w:instr='DDEAUTO cmd'/>", "]]>", "<![CDATA[x", "<!-- x",
    "&amp;", "&lt;b&gt;", "&#123;", "&", "'\"", "DDEAUTO c:\\windows\\cmd.exe", "=HYPERLINK(\"http://x\")",
    "http://example.com/", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "\\includegraphics{x}", "#import \"x\"",
    "#sys.inputs", "$x^2$ *bold* _em_ `raw` @ref", "  两个  空格  ", "𠮷喆堃㐂䶮 镕昇玥", "e\u0301 👨‍👩‍👧", "\u3000全角空格", "制表\t符",
]  # fmt: skip


def said(docx_bytes: bytes) -> list[str]:
    """The text of the paragraphs that hold what was written, in order."""
    return [one.text for one in docx.Document(io.BytesIO(docx_bytes)).paragraphs]


def parts(docx_bytes: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(docx_bytes)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_value_is_only_text(text):
    made = filled("sheet", paragraphs=[{"text": text}], rows=[{"place": "1", "what": text}], people=text)
    assert text in said(made)
    document = docx.Document(io.BytesIO(made))
    assert document.tables[0].rows[1].cells[1].text == text
    assert document.tables[1].rows[0].cells[1].text == text
    inside = parts(made)
    assert not any("instrText" in part or 'Target="http' in part for part in inside.values())
    fields = [instruction for part in inside.values() for instruction in re.findall(r'w:instr="([^"]*)"', part)]
    assert set(fields) == {"PAGE"}
    assert not any('TargetMode="External"' in part for part in inside.values())


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_value_is_only_text_on_the_page_too(text):
    lines = [line.text for page in pages(drawn("sheet", paragraphs=[{"text": f"始{text}终"}])) for line in page.lines]
    # Emoji have no glyph in the fonts that come along, and marks are drawn on their letters.
    wanted = re.sub(r"[\s\u200d\u0301]", "", f"始{text}终")
    assert "👨" in text or wanted in re.sub(r"[\s\u0301]", "", "".join(lines)).replace("é", "e")


def test_forty_thousand_characters_are_all_there():
    text = "".join(chr(0x4E00 + place % 20900) for place in range(40_000))
    assert text in said(filled("sheet", paragraphs=[{"text": text}]))
    lines = [line.text for page in pages(drawn("sheet", paragraphs=[{"text": text}])) for line in page.lines]
    assert text in "".join(line for line in lines if not line.startswith("—"))


def test_two_hundred_rows_are_all_there():
    rows = [{"place": str(one), "what": f"第{one}件：𠮷喆堃"} for one in range(200)]
    table = docx.Document(io.BytesIO(filled("sheet", rows=rows))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        [one["place"], one["what"]] for one in rows
    ]


def test_line_breaks_become_paragraphs_of_the_same_form():
    made = docx.Document(io.BytesIO(filled("sheet", paragraphs=[{"text": "第一段\n第二段\n\n第四段"}])))
    start = [one.text for one in made.paragraphs].index("第一段")
    four = made.paragraphs[start : start + 4]
    assert [one.text for one in four] == ["第一段", "第二段", "", "第四段"]
    assert len({one.paragraph_format.first_line_indent for one in four}) == 1
    assert {run.font.size.pt for one in four for run in one.runs} == {16}


def test_line_breaks_in_a_cell_stay_in_the_cell():
    made = docx.Document(io.BytesIO(filled("sheet", rows=[{"place": "1", "what": "甲\n乙"}])))
    assert made.tables[0].rows[1].cells[1].text == "甲\n乙"
    assert len(made.tables[0].rows) == 2


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\r\nb\rc", ["a", "b", "c"]),
        ("响\x07铃", ["响␇铃"]),
        ("页\x0c分", ["页␌分"]),
        ("\ufffe\uffff", ["\ufffd\ufffd"]),
    ],
)
def test_characters_that_no_document_can_hold_are_shown(typed, shown):
    paragraphs = said(filled("sheet", paragraphs=[{"text": typed}]))
    assert all(one in paragraphs for one in shown)


@pytest.mark.parametrize("form", ["document", "letter", "minutes", "sheet"])
def test_the_same_content_gives_the_same_bytes(form):
    assert filled(form) == filled(form)
    assert drawn(form) == drawn(form)
