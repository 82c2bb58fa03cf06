"""统计: figures with the counts behind every rate, for those whose business they are."""

import re
from html import unescape

import pytest
from tests.cast import NOW
from tests.held import abolish

from qinqing.doors.web.templatetags.qinqing import points, signed
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.bulletins.rules import Cut
from qinqing.procedure.supervision import actions, queries

pytestmark = pytest.mark.django_db
URL = "/desk/statistics/"


@pytest.fixture
def rated(stand, speaker):
    """Two closed appeals of the power company, one of which the enterprise rated."""
    appeal, _ = stand("closed"), stand("closed")
    actions.evaluate(appeal, solved=True, level=4, by=speaker(appeal), at=NOW)
    return appeal


def open_page(browser, query=""):
    bulletins.follow_record()
    return browser.get(URL + query)


def text_of(page):
    return " ".join(page.content.decode().replace("<small>", " <small>").split())


def test_it_is_for_those_who_oversee_and_for_departments(admitted):
    assert admitted(URL) == {
        "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1", "power-supply-officer",
        "power-supply-head",
    }  # fmt: skip


def test_every_rate_has_its_counts(desk, rated):
    page = text_of(open_page(desk("mayor")))
    assert "供电公司" in page
    assert "100.0% <small><a" in page
    assert re.search(r"</a>/<a [^>]+>1</a></small>", page)
    assert "2026年11月" in page


def test_nothing_of_nothing_is_no_rate(desk, stand):
    stand("registered")
    page = text_of(open_page(desk("mayor")))
    assert "还没有转办" in page
    assert "%" not in page.partition("<tbody>")[2].partition("</table>")[0]


def test_a_department_reads_its_own_row(desk, rated, stand):
    stand("handling", lead="park-west")
    page = open_page(desk("power-supply-head")).content.decode()
    assert "供电公司" in page
    assert "城西工业园管委会" not in page.partition("<table")[2]
    assert "合计" not in page
    assert "合计" in open_page(desk("mayor")).content.decode()


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
    assert f"<title>统计 {label}" in page


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
    open_page(browser)
    with django_assert_num_queries(12):
        browser.get(URL)


def test_every_figure_leads_to_its_appeals(desk, rated):
    page = open_page(desk("mayor"))
    addresses = {unescape(url) for url in re.findall(r'href="(/desk/statistics/[^"]+)"', page.content.decode())}
    assert len(addresses) > 8
    for address in addresses:
        assert rated.number in desk("mayor").get(address).content.decode(), address


@pytest.mark.parametrize("cut", list(Cut))
def test_every_number_on_the_page_is_the_number_behind_it(desk, rated, cut):
    """Figures, parts and wholes of rates, of every line and of the total."""
    bulletins.follow_record()
    browser = desk("mayor")
    page = browser.get(f"{URL}?cut={cut.value}&kind=quarter&compared=on").content.decode()
    told = {(unescape(url), int(n)) for url, n in re.findall(r'href="(/desk/statistics/[^"]+)">([0-9]+)</a>', page)}
    assert len(told) > 8
    for address, number in told:
        assert f" {number} 件</h1>" in browser.get(address).content.decode(), address


def test_counts_are_compared_where_there_was_anything_to_compare_with(desk, rated):
    page = open_page(desk("mayor"), "?compared=on").content.decode()
    assert "<small>上期" not in page
    page = open_page(desk("mayor"), "?kind=month&year=2026&month=12&compared=on").content.decode()
    assert "<small>上期 2</small>" in page
    assert "<small>去年" not in page


def test_the_gap_stands_with_the_counts_it_lies_between(desk, stand, cast, later):
    actions.follow_up(
        stand("closed"), reached=True, said="说了", solved=True, level=5, by=cast.officer("power-supply"), at=later()
    )
    sample = actions.draw_sample(year=2026, month=11, seed="s", by=cast.intake, at=later(days=8))
    for call in queries.calls_of(sample, cast.intake)[0]:
        actions.reach(call, solved=False, level=2, said="没有好", by=cast.intake, at=later(days=8))
    page = re.sub(r"<a [^>]*>|</a>", "", open_page(desk("mayor"), "?kind=quarter").content.decode())
    assert "+100<small>部门 1/1</small><small>抽样 0/1</small>" in page


def test_an_organ_that_is_no_more_keeps_its_row_which_says_who_took_over(desk, rated, cast, later):
    assert "已撤并" not in open_page(desk("mayor")).text
    abolish(cast, "power-supply", successor="housing", at=later())
    assert "供电公司<small>已撤并，由住建局承接</small>" in open_page(desk("mayor")).text
    assert "机构已经撤并，岗位不再有人" in desk("system-admin").get("/desk/organs/power-supply/").text


def test_an_unknown_figure_is_not_there(desk, rated):
    assert desk("mayor").get(f"{URL}secret/").status_code == 404


def test_a_rate_that_has_nothing_to_compare_with_is_not_compared(desk, rated):
    page = open_page(desk("mayor"), "?compared=on").content.decode().partition("数字怎么算")[0]
    assert 'name="compared" id="id_compared" checked' in page
    assert "环比" not in page


def test_a_gap_has_a_sign():
    assert [signed(value) for value in (14.3, -2.0, 0.0, None)] == ["+14.3", "-2", "0", "—"]


def test_points_read_as_people_say_them():
    assert [points(value) for value in (3.1, -2.0, 0.0, None)] == ["↑3.1", "↓2", "持平", "—"]
