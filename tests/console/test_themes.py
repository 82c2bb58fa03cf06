"""相似诉求: open appeals that are alike, shown to those who see them, with what the office can do with them."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import CORNER, NOW

pytestmark = pytest.mark.django_db
URL = "/desk/themes/"
FUNDS = {
    "title": "流动资金周转困难，请协调续贷",
    "text": "贷款到期银行不续贷，流动资金紧张，请求协调金融机构续贷。",
    "category": "finance",
}


def test_it_is_for_those_who_oversee(admitted):
    assert admitted(URL) == {"intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1"}


def test_those_that_are_alike_stand_together_with_their_numbers(desk, stand):
    one, two = stand("handling"), stand("transferred")
    closed, other = stand("closed"), stand("handling", **FUNDS)
    page = desk("mayor").get(URL).content.decode()
    assert "2 件相似" in page
    assert one.number in page
    assert two.number in page
    assert closed.number not in page
    assert other.number not in page


def test_nobody_reads_of_appeals_that_are_not_theirs(desk, stand):
    appeals = [stand("handling"), stand("handling")]
    for post in ("office-1", "inspector-1"):
        page = desk(post).get(URL).content.decode()
        assert "没有相似的在办诉求" in page
        assert {"office-1": "已经报到县政府办的", "inspector-1": "已有决定事项的"}[post] in page
        assert not [one for one in appeals if one.number in page]


def test_the_office_puts_a_theme_on_a_day_or_calls_a_meeting_over_it(desk, stand):
    appeals = [stand("ripe", rung=2), stand("ripe", rung=2)]
    page = desk("office-1").get(URL).content.decode()
    links = [unescape(url) for url in re.findall(r'<a class="btn" href="([^"]+)"', page)]
    assert [url.partition("?")[0] for url in links] == ["/desk/days/new/", "/desk/days/meeting/"]
    assert all(desk("office-1").get(url).status_code == 200 for url in links)
    meeting = desk("office-1").get(links[1]).content.decode()
    assert all(one.number in meeting for one in appeals)
    assert "召集联席会议" not in desk("mayor").get(URL).content.decode()


def test_what_several_enterprises_bring_for_long_is_offered_for_a_standing_measure(desk, stand):
    keys = list(dict.fromkeys(one.enterprise for one in CORNER.spokesmen))[:3]
    for _ in range(6):  # words weigh by how rare they are among all that is on record
        stand("registered", **FUNDS)
    for key, days in zip(keys, (70, 40, 0), strict=True):
        stand.at = NOW - timedelta(days=days)
        stand("ripe", rung=2, enterprise=key)
    page = desk("office-1").get(URL).content.decode()
    assert '<span class="badge qing">可研究长效措施</span>' in page
    assert "召集联席会议研究长效措施" in page


@pytest.mark.parametrize("count", [2, 4])
def test_it_asks_a_constant_number_of_queries(desk, stand, count):
    for _ in range(count):
        stand("handling")
    browser = desk("mayor")
    browser.get(URL)
    with CaptureQueriesContext(connection) as asked:
        browser.get(URL)
    assert len(asked) == 8, "\n".join(query["sql"] for query in asked.captured_queries)
