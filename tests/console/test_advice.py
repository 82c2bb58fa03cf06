"""推荐 beside sorting and transfer: shown with reasons, taken over by one press, and never done by itself."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.rules.kinds import Category, Kind, Matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def sorted_appeal(cast, stand):
    appeal = stand("registered", text="车间停电三次，注塑机报废，请解决", title="停电")
    return actions.sort(
        appeal, kind=Kind.ORDINARY, matter=Matter.TROUBLE, category=Category.POWER, by=cast.intake, at=NOW
    )


def address(appeal, name):
    return f"/desk/appeals/{appeal.code}/{name}/"


def page(desk, appeal, name):
    return desk("intake-1").get(address(appeal, name)).content.decode()


def test_the_transfer_form_shows_departments_with_reasons(desk, cast, sorted_appeal):
    shown = page(desk, sorted_appeal, "transfer")
    assert "职责“停电抢修和线路运维”：提到“停电”" in shown
    assert f'value="lead={cast.organ("power-supply")}"' in shown
    assert f'value="add:assisting={cast.organ("power-supply")}"' in shown


def test_the_recommendation_stands_above_the_form_in_one_line(desk, sorted_appeal):
    """Before the 45 departments: one press away by keyboard, and seen at once on a phone."""
    shown = page(desk, sorted_appeal, "transfer")
    assert "推荐由供电公司牵头" in shown
    assert shown.index("按推荐选好") < shown.index('name="lead"')
    assert "按推荐选好" not in page(desk, sorted_appeal, "refuse")


def test_the_sorting_form_shows_category_and_urgency(desk, stand):
    shown = page(desk, stand("registered", text="全线停产，车间停电三次"), "sort")
    assert 'value="category=power"' in shown
    assert 'value="urgency=urgent"' in shown
    assert "选为牵头" not in shown


def test_other_moves_show_none(desk, stand):
    assert "仅供参考" not in page(desk, stand("registered"), "merge")


def test_a_press_fills_in_the_form_and_keeps_what_was_typed(desk, cast, sorted_appeal):
    browser, url = desk("intake-1"), address(sorted_appeal, "transfer")
    power, park = cast.organ("power-supply"), cast.organ("park-west")
    answer = browser.post(url, {"note": "请尽快", "assisting": [park], "choose": f"lead={power}"})
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    shown = browser.get(url).content.decode()
    assert f'<option value="{power}" selected>' in shown
    assert "请尽快</textarea>" in shown
    browser.post(
        url, {"note": "请尽快", "lead": power, "assisting": [park], "choose": f"add:assisting={cast.organ('housing')}"}
    )
    form = browser.get(url).context["form"]
    assert set(map(int, form.initial["assisting"])) == {park, cast.organ("housing")}
    assert queries.fetch(MACHINE, sorted_appeal.code).lead_id is None


def test_only_fields_of_the_form_are_filled_in(desk, sorted_appeal):
    browser, url = desk("intake-1"), address(sorted_appeal, "transfer")
    browser.post(url, {"note": "甲", "choose": "version=9&csrfmiddlewaretoken=x&nothing=1"})
    assert json.loads(browser.get(url).context["draft"].data) == {"note": ["甲"]}


def test_the_appeal_itself_is_not_among_the_similar_ones(desk, stand, sorted_appeal):
    earlier = stand("handling", text="车间停电三次，注塑机报废，请解决", title="停电了")
    shown = page(desk, sorted_appeal, "transfer")
    assert f"/desk/appeals/{earlier.code}/" in shown
    assert "1 件类似诉求中 1 件由其牵头" in shown
    assert "相似 " in shown


def test_who_may_not_transfer_sees_no_advice(desk, sorted_appeal):
    shown = desk("mayor").get(address(sorted_appeal, "transfer")).content.decode()
    assert "仅供参考" not in shown


def test_how_good_it_was_stands_beside_it_and_leads_to_how_that_is_known(desk, stand, sorted_appeal):
    unmeasured = page(desk, sorted_appeal, "transfer")
    assert "还没有自查过准确程度：转办满 10 件后" in unmeasured
    assert "还没有自查过准确程度：转办满 10 件后" in desk("intake-1").get("/desk/duties/").text
    for one in "甲乙丙丁戊己庚辛壬癸":
        stand("handling", title=f"停电之{one}", text="车间停电三次，请解决")
    actions.measure_monthly(at=NOW)
    placing, sorting = page(desk, sorted_appeal, "transfer"), page(desk, stand("registered"), "sort")
    told = "前三名中含实际牵头部门 100%，按 10 件转办交叉验证，11月23日。"
    assert told in placing
    assert f"类别正确 100%，{told}" in sorting
    assert "类别正确" not in placing
    assert 'href="/desk/duties/#measured"' in placing
    assert 'id="measured"' in desk("intake-1").get("/desk/duties/").text


def test_how_good_it_was_is_one_query(desk, sorted_appeal):
    with CaptureQueriesContext(connection) as asked:
        page(desk, sorted_appeal, "transfer")
    assert sum("advice/departments" in query["sql"] for query in asked.captured_queries) == 1
