"""四(三): with the minutes each department gets a sheet of what it has to do, and nothing of the others'."""

import io

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.held import hold

from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.receptions import queries as days
from qinqing.services.documents import queries as papers
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


def sheets(minutes, actor):
    """The sheets of these minutes that the actor may read."""
    found = queries.minutes_papers(minutes, actor, days.excerpts(minutes, actor))
    return [one for one in found if one.kind == "assignment"]


def said(paper):
    document = docx.Document(io.BytesIO(papers.paper_file(papers.paper(paper.code), "docx")[0]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *cells]


def test_each_department_that_carries_an_item_has_its_own(cast, stand):
    minutes = hold(cast, stand).until("issued")
    (lead,) = sheets(minutes, cast.officer("power-supply"))
    (helper,) = sheets(minutes, cast.officer("park-west"))
    assert [lead.title, helper.title] == ["供电公司交办单", "城西工业园管委会交办单"]
    assert sorted([lead.number, helper.number]) == ["云政办交〔2026〕1号", "云政办交〔2026〕2号"]
    assert sheets(minutes, cast.office) == sorted([lead, helper], key=lambda one: one.pk)
    assert list(sheets(minutes, cast.post("deputy-agriculture"))) == []
    assert record.verify().ok


def test_it_says_who_does_what_until_when_and_how_it_is_judged(cast, stand):
    minutes = hold(cast, stand).until("issued")
    told = said(sheets(minutes, cast.officer("park-west"))[0])
    label = {
        name: told[told.index(name) + 1] for name in ("你单位职责", "完成时限", "牵头单位", "配合单位", "验收标准")
    }
    assert label == {
        "你单位职责": "配合", "完成时限": "2026年12月25日", "牵头单位": "供电公司", "配合单位": "城西工业园管委会",
        "验收标准": "连续三十天不跳闸",
    }  # fmt: skip
    assert "改造园区二号线" in told
    assert any("第四部分第（三）项" in one and minutes.number in one for one in told)


def test_of_a_confidential_appeal_it_does_not_tell_who_brought_it(cast, stand):
    minutes = hold(cast, stand, confidential=True).until("issued")
    (sheet,) = sheets(minutes, cast.officer("power-supply"))
    assert "云岭恒信" not in papers.paper(sheet.code).content


def test_it_stands_on_the_items_page_too(cast, stand):
    minutes = hold(cast, stand).until("issued")
    for organ in ("power-supply", "park-west"):
        officer = cast.officer(organ)
        (item,) = queries.page(officer, queries.Wanted(), at=minutes.issued_at).rows
        assert list(queries.item_papers(queries.fetch(officer, item.code), officer)) == sheets(minutes, officer)


def test_a_day_that_decided_nothing_assigns_nothing(cast, stand):
    minutes = hold(cast, stand, ("deferred",)).until("issued")
    assert sheets(minutes, cast.office) == []


def test_all_sheets_are_written_in_as_many_queries_as_one(cast, stand):
    held = hold(cast, stand, ("decided", "decided"))
    minutes = held.until("confirmed")
    with CaptureQueriesContext(connection) as asked:
        decisions.issue_minutes(minutes, by=cast.office, at=held.tick())
    written = [one for one in asked.captured_queries if 'INTO "documents_paper"' in one["sql"]]
    assert len(written) == 2  # the minutes, and the sheets together
