"""到会统计: each department's year as counts, each with the days behind it."""

import pytest
from tests.held import hold

pytestmark = pytest.mark.django_db
URL = "/desk/attendance/"


def test_the_counts_lead_to_the_days_behind_them(desk, cast, stand):
    held = hold(cast, stand, ("deferred",))
    page = desk("office-1").get(URL).text
    assert f"{URL}park-west/?year=2026&amp;meant=substitute" in page
    behind = desk("office-1").get(f"{URL}park-west/?year=2026&meant=substitute").text
    assert f"/desk/days/{held.code}/" in behind
    assert "主任在省里开会" in behind


def test_a_year_without_days_says_so_and_divides_by_nothing(desk):
    page = desk("mayor").get(URL)
    assert (page.status_code, "还没有到会记录" in page.text) == (200, True)


def test_a_department_reads_its_own(desk, cast, stand):
    hold(cast, stand, ("deferred",))
    browser = desk("power-supply-officer")
    assert "park-west" not in browser.get(URL).text
    assert browser.get(f"{URL}park-west/").status_code == 404
    assert browser.get(f"{URL}power-supply/").status_code == 200
    assert browser.get(f"{URL}power-supply/?meant=other").status_code == 404


@pytest.mark.parametrize("held", [1, 3])
def test_it_takes_the_same_queries_for_one_day_and_for_three(desk, cast, stand, held, django_assert_num_queries):
    for _ in range(held):
        hold(cast, stand, ("deferred",))
    browser = desk("office-1")
    browser.get(URL)
    with django_assert_num_queries(8):
        browser.get(URL)
