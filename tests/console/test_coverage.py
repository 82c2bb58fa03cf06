"""覆盖面 on the desk: every figure leads to its enterprises, the never visited first of all. 五(五)."""

import re

import pytest
from tests.cast import NOW

from qinqing.procedure.outreach import actions
from qinqing.procedure.register import queries as register

pytestmark = pytest.mark.django_db
MAP, LIST = "/desk/coverage/", "/desk/coverage/enterprises/"


@pytest.fixture
def visited(cast):
    hengxin = register.find_enterprises(cast.intake, "云岭恒信", 1)[0]
    park = cast.officer("park-west")
    return actions.write_down_visit(hengxin, visited_at=NOW, visitors="韦", met="", summary="正常", by=park, at=NOW)


def test_it_is_there_for_the_county_and_for_places(admitted, desk):
    for url in (MAP, LIST):
        assert admitted(url) == {"intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1"}
        assert desk("park-west-officer").get(url).status_code == 200


@pytest.mark.parametrize("query", ["", "?mark=visited&across=size", "?mark=quark&section=9&township=x"])
def test_the_map_is_a_table_with_figures_that_lead_on(desk, visited, query):
    page = desk("intake-1").get(f"{MAP}{query}").text
    assert page.count("<caption>") == 1
    links = [url.replace("&amp;", "&") for url in re.findall(r'<td class="num[^"]*"><a href="([^"]+)">', page)]
    assert links
    assert {desk("intake-1").get(url).status_code for url in links[:3]} == {200}


def test_a_figure_leads_to_those_it_lacks(desk, visited):
    page = desk("intake-1").get(f"{LIST}?standing=no-visited").text
    assert "云岭恒信精密铸造有限公司" not in page
    assert "从未联系" in page
    assert "云岭恒信精密铸造有限公司" in desk("intake-1").get(f"{LIST}?standing=visited").text


def test_from_the_list_a_visit_is_planned(desk, visited):
    assert "计划走访" in desk("intake-1").get(LIST).text
    assert "计划走访" not in desk("mayor").get(LIST).text


def test_nothing_found_says_so(desk):
    assert "没有符合条件的企业" in desk("intake-1").get(f"{LIST}?q=查无此家").text
    assert "没有符合条件的企业" in desk("intake-1").get(f"{MAP}?section=T").text


def test_the_ledger_is_taken_away_with_the_lists_filters(desk, visited):
    taken = desk("mayor").post("/desk/ledgers/coverage/?standing=no-visited")
    assert (taken.status_code, "spreadsheet" in taken.headers["Content-Type"]) == (200, True)
    taken.close()
