"""An uploaded template: what is wrong with it, a Chinese sentence each. One without fault can be filled in and drawn."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from qinqing.services.documents.rules.papers import expressions
from qinqing.services.documents.rules.papers.cascade import Cascade
from qinqing.services.documents.rules.papers.contents import freeze
from qinqing.services.documents.rules.papers.expressions import Asked
from qinqing.services.documents.rules.papers.layouts import Layout
from qinqing.services.documents.rules.papers.reading import read_docx
from qinqing.services.documents.rules.papers.rendering import render

# What the PDF cannot show, or what lives, by its element.
UNKNOWN_ELEMENTS = {
    "w:drawing": "图片或图形",
    "w:pict": "图片、文本框或水印",
    "w:object": "嵌入的对象",
    "mc:AlternateContent": "图形或文本框",
    "w:sdt": "内容控件",
    "w:footnoteReference": "脚注",
    "w:endnoteReference": "尾注",
    "w:commentReference": "批注",
    "w:ins": "未接受的修订",
    "w:del": "未接受的修订",
    "w:altChunk": "插入的其他文件",
    "w:hyperlink": "超链接",
    "w:framePr": "图文框",
    "w:sym": "特殊符号",
    "w:textDirection": "竖排文字",
}
NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
         "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}  # fmt: skip
PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES)\s*(?:\\\*\s*\w+\s*)*", re.IGNORECASE)
STORIES = frozenset({"header", "footer", "footnotes", "endnotes"})
PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


def faults(docx: bytes, layout: Layout) -> list[str]:
    """What is wrong with a template for papers of this layout; nothing when it may be used."""
    try:
        document = Document(io.BytesIO(docx))
    except Exception:  # whatever python-docx stumbles over, a person can only save it anew
        return ["文件不是完整的 Word 文档，请用 WPS 或 Word 另存为 docx 后上传"]
    return [*_parts(docx), *_live(docx), *_asked(document, layout)] or _tried(docx, layout)


def _parts(docx: bytes) -> Iterator[str]:
    """Elements that a paper may not have, wherever they stand."""
    found = dict.fromkeys(what for root in _roots(docx) for name, what in UNKNOWN_ELEMENTS.items() if _has(root, name))
    cascade = Cascade(Document(io.BytesIO(docx)))
    if any("numPr" in cascade.paragraph(one) for root in _roots(docx) for one in root.iter(qn("w:p"))):
        found["自动编号"] = None
    for what in found:
        yield f"模板里有{what}，生成的 PDF 显示不出来，请删去后上传"
    if any(columns.get(qn("w:num"), "1") != "1" for root in _roots(docx) for columns in root.iter(qn("w:cols"))):
        yield "模板分了栏，公文用一栏，请改为一栏后上传"


def _has(root: Any, name: str) -> bool:
    prefix, _, local = name.partition(":")
    return next(root.iter(f"{{{NAMES[prefix]}}}{local}"), None) is not None


def _live(docx: bytes) -> Iterator[str]:
    """Fields other than page numbers, and links that lead out of the file."""
    said = [instruction for root in _roots(docx) for instruction in _instructions(root)]
    if any(not PAGE_NUMBER.fullmatch(instruction) for instruction in said):
        yield "模板里有页码以外的域代码，请删去（WPS：选中后按 Ctrl+Shift+F9 变为文字）后上传"
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
        names = [name.lower() for name in archive.namelist()]
    if any(one.get("TargetMode", "").lower() == "external" for part in relations for one in _xml(part)):
        yield "模板链接了文件以外的内容（模板、图片或网页），请断开链接后上传"
    if any("vbaproject" in name or "activex" in name or "embeddings/" in name for name in names):
        yield "模板里有宏、控件或嵌入的对象，请另存为不带宏的 docx 后上传"


def _instructions(root: Any) -> Iterator[str]:
    """What each field says, simple ones and those spread over several runs; what one holds inside is part of it."""
    for simple in root.iter(qn("w:fldSimple")):
        yield simple.get(qn("w:instr"), "")
    depth, words = 0, ""
    for one in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if one.tag == qn("w:instrText"):
            words += one.text or ""
            continue
        depth += {"begin": 1, "end": -1}.get(one.get(qn("w:fldCharType"), ""), 0)
        if not depth:
            yield words
            words = ""
    if words:
        yield words


def _asked(document: Docx, layout: Layout) -> list[str]:
    asked = Asked()
    for part in _story_parts(document):
        for paragraph in part.iter(qn("w:p")):
            expressions.judge_words("".join(one.text or "" for one in paragraph.iter(qn("w:t"))), asked)
    if not asked.faults:
        # One source for all parts: a field may stand in the head alone.
        for source in _sources(document):
            expressions.judge_source(source, layout, asked)
    if absent := expressions.missing(layout, asked):
        asked.wrong(f"模板里缺少必须写出的字段：{'、'.join(absent)}，请补上")
    if any(mark in (document.core_properties.title or "") for mark in ("{{", "{%")):
        asked.wrong("模板的文档属性里写了字段，字段只能写在正文和页眉页脚里，请清空属性后上传")
    return asked.faults


def _sources(document: Docx) -> Iterator[str]:
    template = DocxTemplate(io.BytesIO())
    for part in _story_parts(document):
        yield template.patch_xml(etree.tostring(part, encoding="unicode"))


def _story_parts(document: Docx) -> Iterator[Any]:
    yield document.element.body
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] in STORIES:
            yield _xml(relation.target_part.blob)


def _tried(docx: bytes, layout: Layout) -> list[str]:
    """Filled in with the sample, and with as little as a paper may say: what breaks then would break in use."""
    least = {one.name: one.sample if one.needed else one.blank for one in layout.fields}
    try:
        for content in (layout.sample(), least):
            read_docx(render(docx, freeze(layout, content)))
    except TemplateError:
        return ["模板里的循环或条件填不进内容，请检查字段是否写在循环之内"]
    except Exception:  # the file breaks once filled in: a loop's line is not a paragraph or row of its own
        return ["模板填入样例后打不开，请检查 for、if 是否单独成段（或单独成行）"]
    return []


def _roots(docx: bytes) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return [_xml(archive.read(name)) for name in archive.namelist() if name.startswith(PARTS)
                and name.endswith(".xml")]  # fmt: skip


def _xml(part: bytes) -> Any:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
