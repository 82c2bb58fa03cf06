"""大屏: this month, lights by department, next days and decided items, and nobody's name but the offices'."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.decisions.states import State

pytestmark = pytest.mark.django_db
URL = "/desk/wall/"
READERS = {"intake-1", "bureau-head", "office-1", "mayor", "inspector-1"}


@pytest.fixture
def shown(desk):
    """``shown()``: the page as the office has it on its wall."""

    def look(query=""):
        actions.follow_record()
        return desk("office-1").get(URL + query)

    return look


def test_it_is_for_those_who_read_the_whole_countys_figures(admitted):
    assert admitted(URL) == READERS


def test_it_comes_again_by_itself_without_a_script_until_somebody_stops_it(shown):
    page = shown()
    assert page.headers["Refresh"] == "60"
    assert 'http-equiv="refresh"' not in page.content.decode()
    assert "Refresh" not in shown("?still=1").headers


def test_no_enterprise_no_appeal_and_no_wording_hangs_on_a_wall(shown, stand):
    appeals = [stand("implementing", rung=2), stand("closed"), stand("handling", confidential=True)]
    page = shown().content.decode()
    for appeal in appeals:
        assert appeal.enterprise_name not in page
        assert appeal.title not in page
        assert appeal.number not in page
    items = decisions.items_of(appeals[0], MACHINE)
    assert items
    assert not [item.text for item in items if item.text in page]


def test_lights_are_the_departments_running_limits(desk, stand):
    stand("handling")
    page = desk("office-1").get(URL).content.decode()
    assert '<b class="red">已超期 0</b>' in page
    assert '<th scope="row">供电公司</th>' in page
    assert page.count("<rect") == 3 + 2 * 12


def test_decided_items_are_counted_by_where_they_stand(shown, stand, cast):
    stand("implementing", rung=2)
    told = decisions.standings(cast.mayor, at=NOW)
    assert (told[State.ASSIGNED], told[State.CLOSED]) == ((1, 0), (0, 0))
    assert decisions.standings(cast.mayor, at=NOW + timedelta(days=200))[State.ASSIGNED] == (1, 1)
    assert "决定事项 1 项" in shown().content.decode()


def test_the_curve_is_each_months_figures(stand, cast):
    stand("handling")
    stand("closed")
    actions.follow_record()
    months = queries.trend(cast.mayor, date(2026, 11, 1))
    assert [one.month.month for one in months] == [12, *range(1, 12)]
    assert [(one.received, one.closed) for one in months] == [(0, 0)] * 11 + [(2, 1)]
    assert queries.trend(cast.city, date(2026, 11, 1))[-1].received == 0


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_a_constant_number_of_queries(desk, stand, count):
    for _ in range(count):
        stand("handling")
    browser = desk("office-1")
    browser.get(URL)
    with CaptureQueriesContext(connection) as asked:
        browser.get(URL)
    assert len(asked) == 15, "\n".join(query["sql"] for query in asked.captured_queries)
