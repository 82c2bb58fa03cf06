"""走访 on the desk: chosen by need, written down, and every difficulty made an appeal in one click. 五(四)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.rules import Heard
from qinqing.procedure.register import queries as register

pytestmark = pytest.mark.django_db
LIST = "/desk/visits/"
TOLD = {"visited_at": "2026-11-20T15:00", "visitors": "韦主任", "met": "陈立恒", "summary": "订单增加"}


@pytest.fixture
def hengxin(cast):
    return register.find_enterprises(cast.intake, "云岭恒信", 1)[0]


@pytest.fixture
def heard(cast, hengxin):
    """A visit of the park on which something was heard."""
    return actions.write_down_visit(
        hengxin, visited_at=NOW - timedelta(days=1), visitors="韦主任", met="陈立恒", summary="正常",
        findings=[Heard("夜班工人没有公交")], by=cast.officer("park-west"), at=NOW,
    )  # fmt: skip


def test_it_is_there_for_the_county_and_for_places(admitted, desk):
    assert admitted(LIST) == {"intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1"}
    assert admitted("/desk/visits/new/") == {"intake-1", "bureau-head"}
    assert desk("park-west-officer").get(LIST).status_code == 200
    assert f'href="{LIST}"' in desk("park-west-officer").get("/desk/").text
    assert f'href="{LIST}"' not in desk("power-supply-officer").get("/desk/").text


def test_whoever_chooses_sees_the_last_contacts_first(desk, heard):
    page = desk("intake-1").get("/desk/visits/new/?q=恒信").text
    assert "走访1次，最近11月22日" in page
    assert "从未联系" in desk("intake-1").get("/desk/visits/new/?q=兴桂").text
    assert "没有找到这家企业" in desk("park-west-officer").get("/desk/visits/new/?q=查无此家").text


def test_a_visit_is_written_down_with_what_was_heard(desk, hengxin):
    url = f"/desk/visits/new/{hengxin.code}/write_down/"
    told = TOLD | {"text_1": "缺工三十人", "text_2": "电价太高", "answer_2": "已讲清分时电价", "confidential_1": "on"}
    done = desk("park-west-officer").post(url, told)
    assert done.status_code == 303
    page = desk("park-west-officer").get(done.headers["Location"]).text
    assert [word in page for word in ("待登记诉求", "已当面解答", "对部门保密", "缺工三十人")] == [True] * 4


def test_an_answer_without_a_difficulty_is_asked_about(desk, hengxin):
    answer = desk("intake-1").post(f"/desk/visits/new/{hengxin.code}/write_down/", TOLD | {"answer_1": "已讲清"})
    assert answer.status_code == 422
    assert "请写下企业提出的困难" in answer.text


def test_one_click_makes_the_appeal_and_gives_the_receipt(desk, heard):
    clerk, finding = desk("intake-1"), heard.findings.get()
    url = f"/desk/visits/findings/{finding.code}/register/"
    assert f'action="{url}"' in clerk.get(f"{LIST}{heard.code}/").text
    done = clerk.post(url, {"version": finding.version})
    appeal = Appeal.objects.get()
    assert done.headers["Location"] == f"/desk/appeals/{appeal.code}/receipt/"
    assert "查询码" in clerk.get(done.headers["Location"]).text
    assert f'href="{LIST}{heard.code}/"' in clerk.get(f"/desk/appeals/{appeal.code}/").text
    assert f'href="/desk/appeals/{appeal.code}/"' in clerk.get(f"{LIST}{heard.code}/").text
    assert appeal.number in desk("park-west-officer").get(f"{LIST}{heard.code}/").text


def test_what_a_place_heard_waits_on_the_clerks_desk(desk, heard):
    assert "走访听到、等登记的困难" in desk("intake-1").get("/desk/").text
    assert "等登记的困难" not in desk("bureau-head").get("/desk/").text


def test_the_list_is_narrowed_and_says_when_nothing_fits(desk, heard):
    assert heard.code in desk("mayor").get(f"{LIST}?q=恒信&state=made").text
    assert "没有符合条件的走访" in desk("mayor").get(f"{LIST}?state=planned").text
    assert "还没有走访" in desk("deputy-agriculture").get(LIST).text
    assert heard.code in desk("mayor").get(f"{LIST}?state=quark&since=nonsense&after=..").text


def test_the_ledger_is_taken_away_with_the_lists_filters(desk, heard):
    taken = desk("park-west-officer").post("/desk/ledgers/visits/?state=made")
    assert taken.status_code == 200
    assert "spreadsheet" in taken.headers["Content-Type"]
    taken.close()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_for_one_row_and_for_three(cast, desk, hengxin, rows):
    for _ in range(rows):
        actions.plan_visit(hengxin, on=NOW.date(), visitors="韦主任", by=cast.officer("park-west"), at=NOW)
    for url, most in ((LIST, 5), ("/desk/visits/new/?q=云岭", 10)):
        browser = desk("park-west-officer")
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
        assert len(asked) == most, "\n".join(query["sql"] for query in asked.captured_queries)


def test_the_record_shows_each_step(desk, cast, hengxin):
    visit = actions.plan_visit(hengxin, on=NOW.date(), visitors="韦主任", by=cast.intake, at=NOW)
    browser = desk("intake-1")
    assert browser.post(f"{LIST}{visit.code}/record/", TOLD | {"version": 1}).status_code == 303
    assert browser.post(f"{LIST}{visit.code}/note/", {"text": "缺仓库"}).status_code == 303
    page = browser.get(f"{LIST}{visit.code}/").text
    assert [word in page for word in ("计划走访", "记录走访", "缺仓库")] == [True] * 3
    assert queries.fetch_visit(cast.mayor, visit.code).standing.label == "已走访"


def test_an_enterprises_page_shows_the_last_contacts(desk, hengxin, heard):
    page = desk("intake-1").get(f"/desk/enterprises/{hengxin.code}/").text
    assert f'href="{LIST}{heard.code}/"' in page
    assert f'href="/desk/visits/new/{hengxin.code}/plan/"' in page
    assert "计划走访" not in desk("mayor").get(f"/desk/enterprises/{hengxin.code}/").text
