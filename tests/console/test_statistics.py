"""部门统计: figures with the counts behind every rate, for those whose business they are."""

import pytest
from tests.cast import NOW

from qinqing.procedure.supervision import actions

pytestmark = pytest.mark.django_db
URL = "/desk/statistics/"


@pytest.fixture
def rated(stand, speaker):
    """Two closed appeals of the power company, one of which the enterprise rated."""
    appeal, _ = stand("closed"), stand("closed")
    actions.evaluate(appeal, solved=True, level=4, by=speaker(appeal), at=NOW)
    return appeal


def text_of(page):
    return " ".join(page.content.decode().replace("<small>", " <small>").split())


def test_it_is_for_those_who_oversee_and_for_departments(admitted):
    assert admitted(URL) == {
        "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1", "power-supply-officer",
        "power-supply-head",
    }  # fmt: skip


def test_every_rate_has_its_counts(desk, rated):
    page = text_of(desk("mayor").get(URL))
    assert "供电公司" in page
    assert "100.0% <small>1/1</small>" in page
    assert "2026年11月" in page


def test_nothing_of_nothing_is_no_rate(desk, stand):
    stand("handling")
    page = text_of(desk("mayor").get(URL))
    assert "供电公司" in page
    assert "%" not in page.partition("<tbody>")[2].partition("</table>")[0]


def test_a_department_reads_its_own_row(desk, rated, stand):
    stand("handling", lead="park-west")
    page = desk("power-supply-head").get(URL).content.decode()
    assert "供电公司" in page
    assert "城西工业园管委会" not in page.partition("<table")[2]
    assert "合计" not in page
    assert "合计" in desk("mayor").get(URL).content.decode()


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("", "2026年11月"),
        ("?kind=quarter&year=2026&month=11", "2026年第四季度"),
        ("?kind=year&year=2025&month=5", "2025年"),
        ("?kind=century&year=0&month=99", "2026年11月"),
    ],
)
def test_the_period_is_chosen_and_a_mistyped_one_is_this_month(desk, asked, label):
    page = desk("mayor").get(URL + asked).content.decode()
    assert f"<title>部门统计 {label}" in page


def test_the_periods_follow_each_other_up_to_today(desk):
    page = desk("mayor").get(URL).content.decode()
    assert "month=10" in page
    assert "下一期" not in page
    assert "下一期" in desk("mayor").get(f"{URL}?kind=month&year=2026&month=10").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_a_constant_number_of_queries(desk, stand, count, django_assert_num_queries):
    for lead in ("power-supply", "park-west", "housing")[:count]:
        stand("handling", lead=lead)
    browser = desk("mayor")
    browser.get(URL)
    with django_assert_num_queries(8):
        browser.get(URL)
