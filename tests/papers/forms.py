"""One small paper in each of the standard's forms, and one that goes up, filled in without any database."""

from functools import cache
from typing import Any

from qinqing.services.documents.rules.papers.building import build
from qinqing.services.documents.rules.papers.contents import freeze
from qinqing.services.documents.rules.papers.drawing import draw_pdf
from qinqing.services.documents.rules.papers.layouts import Layout, parse_layout
from qinqing.services.documents.rules.papers.rendering import render

COMMON = {"county": "云岭县", "number": "云政办〔2026〕12号", "date": "2026年11月23日"}
MARKS = {
    "upward": "{{ county }}人民政府办公室文件",
    "document": "{{ county }}人民政府办公室文件",
    "letter": "{{ county }}人民政府办公室",
    "minutes": "县长接待日会议纪要",
    "sheet": "",
}
TEXT = """
name = "试用"
form = "%s"
signer = "%s"
mark = "%s"
word = "{short}政办"
body = [
  { title = "关于开展接待日活动的通知" },
  { to = "县直各部门：" },
  { level1 = "一、总体要求" },
  { level2 = "（一）基本原则" },
  { level3 = "1. 问题导向" },
  { level4 = "（1）限时办结" },
  { for = "one in paragraphs" },
  { text = "{{ one.text }}" },
  { end = "for" },
  { line = "出席", text = "{{ people }}" },
  { table = "one in rows", columns = [
      { head = "序号", width = 16, text = "{{ one.place }}", align = "center" },
      { head = "事项", width = 140, text = "{{ one.what }}" },
  ] },
  { pairs = [["企业", "{{ people }}", "电话", "{{ number }}"], ["诉求", "{{ people }}"]], widths = [26, 52, 26, 52] },
  { sign = ["{{ county }}人民政府办公室", "{{ date }}"] },
  { copies = "抄送：县委办公室。", printed = "{{ county }}人民政府办公室  {{ date }}印发" },
  { wide = true },
  { plain = "汇总表", align = "center" },
  { upright = true },
  { text = "回到竖页" },
]

[fields]
people = { label = "人员", sample = "韦小敏" }
[fields.paragraphs]
label = "段落"
[fields.paragraphs.each]
text = { label = "文字", sample = "各部门要提高思想认识。" }
[fields.rows]
label = "事项"
[fields.rows.each]
place = { label = "序号", sample = "1" }
what = { label = "事项", sample = "修复道路" }
"""


@cache
def layout(form: str) -> Layout:
    """A layout in this form."""
    signer = "{{ people }}" if form == "upward" else ""
    return parse_layout("tried", TEXT % ("document" if signer else form, signer, MARKS[form]))


@cache
def template(form: str) -> bytes:
    """Its default template."""
    return build(layout(form))


def filled(form: str, **said: Any) -> bytes:
    """The paper as .docx; words given by name replace the sample's."""
    content = freeze(layout(form), {**layout(form).sample(), **COMMON, **said})
    return render(template(form), content)


def drawn(form: str, **said: Any) -> bytes:
    """The paper as PDF."""
    return draw_pdf(filled(form, **said))
