"""台账: what a list shows is taken away as .xlsx, for whom and by whom, and what stands in it."""

import io
from datetime import datetime

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from tests.answers import let_go
from tests.cast import NOW

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import actions
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.supervision import actions as supervision
from qinqing.services.documents.actions import export_ledger
from qinqing.services.documents.rules.ledgers import Column, Ledger
from qinqing.services.journal.models import Entry

pytestmark = pytest.mark.django_db
LONG = "=企业反映用电受限。" + "很长的诉求。" * 6600 + "完"


@pytest.fixture
def taken(desk):
    """``taken("office-1", "items")``: the ledger this post takes away, opened again."""

    def take(post, name, query=""):
        answer = desk(post).post(f"/desk/ledgers/{name}/{query}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
        return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    return take


def rows_of(book):
    """The first sheet's lines, each by its headings."""
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_the_ledger_of_items_tells_what_they_are_made_of(taken, stand):
    appeal = stand("implementing", rung=2)
    (row,) = rows_of(taken("office-1", "items"))
    (item,) = decisions.items_of(appeal, MACHINE)
    assert row["编号"] == item.number
    assert row["完成时限"] == datetime.combine(item.due_on, datetime.min.time())
    assert row["牵头部门"] == item.lead_name
    assert row["环节"] == item.standing.label
    assert row["诉求编号"] == appeal.number
    assert row["销号"] is None


def test_it_holds_what_the_list_holds(taken, stand):
    stand("implementing", rung=2)
    assert len(rows_of(taken("office-1", "items", "?standing=open"))) == 1
    assert rows_of(taken("office-1", "items", "?standing=over")) == []
    assert rows_of(taken("office-1", "items", "?q=没有这样的事")) == []
    assert len(rows_of(taken("intake-1", "appeals"))) == 1
    assert rows_of(taken("intake-1", "appeals", "?state=registered")) == []
    assert rows_of(taken("intake-1", "appeals", "?q=没有这样的事")) == []


def test_each_post_takes_what_it_sees(taken, stand):
    stand("implementing", rung=2)
    assert len(rows_of(taken("power-supply-officer", "items"))) == 1
    assert rows_of(taken("housing-officer", "items")) == []
    assert rows_of(taken("housing-officer", "appeals")) == []


@pytest.mark.parametrize("post", ["city-liaison", "system-admin", "audit-admin"])
def test_others_are_told_that_it_is_not_there(desk, post):
    assert desk(post).post("/desk/ledgers/items/").status_code == 404
    assert desk(post).get("/desk/ledgers/items/").status_code == 404


def test_a_link_alone_takes_nothing(desk):
    before = Entry.objects.count()
    assert desk("office-1").get("/desk/ledgers/items/").status_code == 405
    assert desk("office-1").post("/desk/ledgers/nothing/").status_code == 404
    assert Entry.objects.count() == before


def test_who_took_which_ledger_is_on_record(taken, stand, cast):
    stand("implementing", rung=2)
    taken("office-1", "items", f"?standing=open&lead={cast.organ('power-supply')}")
    entry = Entry.objects.get(event="documents.ledger.exported")
    assert entry.subject.startswith("ledger/items-")
    assert entry.by.post == cast.office.post
    assert entry.facts["ledger"] == "决定事项台账"
    assert entry.facts["rows"] == 1
    assert entry.facts["filters"][0] == "办理：在办"
    assert entry.facts["filters"][1].startswith("牵头部门：")
    assert entry.at == NOW


def test_departments_do_not_read_who_asked_to_be_hidden(taken, stand):
    """五: neither in its own column, nor in what was said, nor by looking for the name."""
    appeal = stand("implementing", rung=2)
    hidden = {
        "confidential": True,
        "text": "张三秘密说电压不稳",
        "title": "张三秘密反映电压",
        "contact_name": "张三秘密",
    }
    Appeal.objects.filter(pk=appeal.pk).update(**hidden)
    DecidedItem.objects.update(text="给张三秘密换变压器")
    for name in ("items", "appeals"):
        (row,) = rows_of(taken("power-supply-officer", name))
        assert row["企业"] == appeals.HIDDEN
        assert "张三秘密" not in str(row)
        (open_row,) = rows_of(taken("intake-1", name))
        assert open_row["企业"] != appeals.HIDDEN
    assert rows_of(taken("power-supply-officer", "items", "?q=张三秘密")) == []
    assert len(rows_of(taken("intake-1", "items", "?q=张三秘密"))) == 1


def test_a_long_text_that_begins_like_a_formula_is_taken_whole(taken, stand):
    """D1, D3: through the door, too."""
    stand("handling", text=LONG)
    book = taken("intake-1", "appeals")
    (row,) = rows_of(book)
    first, _, _ = row["诉求内容"].rpartition("……（未完")
    rest = [line[4] for line in book["续文"].iter_rows(min_row=2, values_only=True)]
    assert unescape(first + "".join(rest)) == LONG
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}


@pytest.mark.parametrize("count", [1, 3])
def test_a_ledger_takes_as_many_queries_for_three_rows_as_for_one(desk, stand, count, django_assert_num_queries):
    browser = desk("office-1")
    for _ in range(count):
        stand("implementing", rung=2)
    let_go(browser.post("/desk/ledgers/items/"))
    with django_assert_num_queries(12):
        let_go(browser.post("/desk/ledgers/items/"))


def test_a_ledger_that_fails_half_way_is_not_on_record(cast):
    ledger = Ledger("x", "某台账", (Column("编号"),), frozenset({cast.intake.role}))

    def rows():
        yield ("1",)
        raise LookupError

    with pytest.raises(LookupError):
        export_ledger(ledger, rows(), by=cast.intake, at=NOW)
    assert not Entry.objects.filter(event="documents.ledger.exported").exists()


def test_items_are_narrowed_looked_for_and_sorted(desk, stand, cast):
    first, second = (stand("implementing", rung=2) for _ in range(2))
    browser = desk("office-1")
    numbers = [decisions.items_of(one, cast.office)[0].number for one in (first, second)]

    def found(query):
        page = browser.get(f"/desk/items/?{query}").text
        return sorted((number for number in numbers if number in page), key=page.index)

    assert found("") == numbers[::-1]
    assert found("order=oldest") == numbers
    assert len(found("order=due")) == len(found("order=due_last")) == 2
    assert found(f"q={numbers[0]}") == numbers[:1]
    assert found(f"q={first.number}") == numbers[:1]
    assert found("due_from=2099-01-01") == found("due_until=2000-01-01") == found("blocked=yes") == []
    assert found("kind=money") == []
    assert len(found("kind=other&blocked=no&due_from=2026-01-01")) == 2
    assert len(found("due_from=nonsense&after=x~y&order=sideways&q=%00")) == 2


def test_pages_by_due_date_lead_through_everything_once(cast, stand):
    for _ in range(3):
        stand("implementing", rung=2)
    for order in ("due", "due_last", "oldest", "newest"):
        seen, after = [], ""
        while True:
            page = decisions.page(cast.office, decisions.Wanted(order=order, after=after, size=1), at=NOW)
            seen += [row.pk for row in page.rows]
            if not (after := page.next):
                break
        assert len(seen) == len(set(seen)) == 3


def test_the_figures_count_everything_that_was_asked_for(cast, stand, desk):
    stand("implementing", rung=2)
    figures = decisions.figures(cast.office, decisions.Wanted(), at=NOW)
    assert (figures.all, figures.open, figures.overdue, figures.blocked, figures.promised) == (1, 1, 0, 0, 0)
    assert decisions.figures(cast.office, decisions.Wanted(standing="over"), at=NOW).all == 0
    page = desk("office-1").get("/desk/items/?standing=open").text
    assert 'action="/desk/ledgers/items/?standing=open"' in page


def test_every_list_that_has_a_ledger_shows_its_button(desk, stand):
    stand("implementing", rung=2)
    for page, names in {
        "items": ["items"], "appeals": ["appeals"], "days": ["days"], "enterprises": ["enterprises"],
        "follow-ups": ["evaluations", "follow-ups"],
    }.items():  # fmt: skip
        told = desk("bureau-head").get(f"/desk/{page}/").text
        assert all(f'action="/desk/ledgers/{name}/' in told for name in names), page


def test_days_and_who_came_are_one_ledger_of_a_year(taken, stand):
    stand("implementing", rung=2)
    rows = rows_of(taken("office-1", "days", f"?year={NOW.year}"))
    assert {row["主持"] for row in rows}
    assert all(row["日期"].year == NOW.year for row in rows)
    own = rows_of(taken("power-supply-officer", "days", f"?year={NOW.year}"))
    assert len({row["部门"] for row in own if row["部门"]}) <= 1
    assert rows_of(taken("office-1", "days", "?year=2019")) == []


def test_enterprises_are_taken_with_how_to_reach_them(taken, desk):
    rows = rows_of(taken("intake-1", "enterprises"))
    assert rows
    assert {"企业名称", "统一社会信用代码", "乡镇、园区", "联系人"} <= set(rows[0])
    assert rows_of(taken("intake-1", "enterprises", "?q=没有这样的企业")) == []
    assert desk("power-supply-officer").post("/desk/ledgers/enterprises/").status_code == 404


@pytest.fixture
def aftercare(cast, stand):
    """A closed appeal that was called about and badly rated, the name in every word of it."""
    appeal = stand("closed")
    supervision.follow_up(
        appeal,
        reached=True,
        said="王五公司说电压还是不稳",
        solved=False,
        level=2,
        by=cast.officer("power-supply"),
        at=NOW,
    )
    enterprise = cast.actor("hengxin")
    supervision.evaluate(
        appeal, solved=False, level=1, reasons=["slow"], comment="王五公司认为太慢", by=enterprise, at=NOW
    )
    return appeal


def test_calls_and_evaluations_are_ledgers_of_their_own(taken, aftercare):
    call, *_ = rows_of(taken("intake-1", "follow-ups"))
    assert (call["是否接通"], call["满意程度"], call["企业的话"]) == ("是", "不满意", "王五公司说电压还是不稳")
    (said,) = rows_of(taken("intake-1", "evaluations"))
    assert (said["是否解决"], said["满意程度"], said["不满意的原因"]) == ("否", "非常不满意", "办理太慢")
    assert said["整改"]
    assert rows_of(taken("housing-officer", "evaluations")) == rows_of(taken("housing-officer", "follow-ups")) == []


def test_calls_and_evaluations_do_not_tell_departments_a_hidden_name(taken, aftercare):
    Appeal.objects.filter(pk=aftercare.pk).update(confidential=True, enterprise_name="王五公司")
    for name in ("evaluations", "follow-ups"):
        rows = rows_of(taken("power-supply-officer", name))
        assert {row["企业"] for row in rows} == {appeals.HIDDEN}
        assert "王五公司" not in str(rows)
        assert "王五公司" in str(rows_of(taken("intake-1", name)))


def test_urging_notices_are_taken_by_those_who_read_them(desk, taken):
    assert rows_of(taken("inspector-1", "urgings")) == rows_of(taken("power-supply-head", "urgings")) == []
    assert rows_of(taken("inspector-1", "urgings", "?state=issued")) == []


def test_the_papers_of_a_batch_stand_on_its_page_for_those_who_see_all_of_it(desk, cast, stand):
    """四(一)2: the summary names every enterprise, so no department and no single portfolio reads it."""
    batch = actions.compile_batch([stand("unresolved", rung=1)], note="请研究", by=cast.intake, at=NOW)
    page = desk("office-1").get(f"/desk/batches/{batch.code}/").text
    (paper,) = appeals.batch_papers(batch, cast.office)
    address = f"/desk/batches/{batch.code}/papers/{paper.code}/docx/"
    assert address in page
    assert paper.content_sha256[:16] in page
    assert desk("intake-1").get(address).status_code == 200
    for post in ("power-supply-officer", "deputy-industry", "inspector-1", "city-liaison", "system-admin"):
        assert desk(post).get(address).status_code == 404
        assert address not in desk(post).get(f"/desk/batches/{batch.code}/").text
