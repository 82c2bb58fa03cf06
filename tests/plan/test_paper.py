"""The Plan as an official document: in the Plan's order, its blanks filled with the edition's numbers."""

import io
import json
from datetime import UTC, date, datetime

import docx
import pytest
import time_machine
from django.core.management import CommandError, call_command
from tests.papers.reading import pages

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.plan import actions
from qinqing.procedure.plan.models import Edition
from qinqing.procedure.plan.papers import plan_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = Actor(Role.BUREAU_HEAD, name="莫冬生")


def rendered(tmp_path, form: str) -> tuple[bytes, dict]:
    told, out = io.StringIO(), tmp_path / f"plan.{form}"
    with time_machine.travel(NOW):
        call_command("plan_render", "--out", str(out), "--json", stdout=told)
    return out.read_bytes(), json.loads(told.getvalue())


def texts(content: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]


def adopt(**numbers: int) -> None:
    actions.adopt(
        title="县长服务企业接待日活动方案（修订）", settings=numbers, in_force_from=date(2026, 12, 1), by=HEAD, at=NOW
    )


def test_it_tells_every_clause_in_the_plans_order(tmp_path):
    content, data = rendered(tmp_path, "docx")
    said = "\n".join(texts(content))
    told = [one["text"] for one in data["clauses"] if one["text"]]
    places = [said.index(text) for text in told]
    assert places == sorted(places)
    assert len(told) > 20
    assert "{" not in said


def test_chapters_sections_and_items_have_the_fonts_of_their_levels(tmp_path):
    document = docx.Document(io.BytesIO(rendered(tmp_path, "docx")[0]))
    runs = {run.text: run for one in document.paragraphs for run in one.runs}

    def font(text: str) -> str:
        return runs[text]._r.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia"))

    assert font("四、接待程序") == "黑体"
    assert font("（一）受理。") == "楷体_GB2312"
    assert font("县长服务企业接待日活动方案") == "方正小标宋简体"


def test_the_numbers_are_those_of_the_edition_in_force(tmp_path):
    adopt(transfer=1)
    content, data = rendered(tmp_path, "docx")
    assert data["edition"]["number"] == 1
    assert data["limits"]["transfer"]["value"] == 2
    assert any("于2个工作日内转到县直有关部门" in text for text in texts(content))
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(content)).tables[0].rows]
    assert ["四(一)1", "登记转办", "2个工作日"] in rows


def test_the_newest_edition_is_the_latest():
    adopt(transfer=1)
    subject, content = plan_for("latest")
    assert (subject, content["title"]) == ("edition/2", "县长服务企业接待日活动方案（修订）")
    assert plan_for("1")[0] == "edition/1"
    with pytest.raises(NotFound):
        plan_for("9")


def test_it_is_a_document_of_several_pages(tmp_path):
    drawn = pages(rendered(tmp_path, "pdf")[0])
    assert drawn[0].lines[0].text == "云岭县人民政府办公室文件"
    assert [one.lines[-1].text for one in drawn] == [f"— {number} —" for number in range(1, len(drawn) + 1)]


def test_without_an_edition_it_says_so(tmp_path):
    Edition.objects.all().delete()
    with pytest.raises(CommandError, match="还没有任何制度版本"):
        rendered(tmp_path, "docx")
