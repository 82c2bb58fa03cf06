"""办结告知单: the clerk prints it with the link to rate by, and replaces a lost one. 四(三), 五(四)."""

import pytest
from tests.cast import NOW

from qinqing.doors.web import qr
from qinqing.procedure.appeals import actions as bureau
from qinqing.procedure.supervision import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast, stand):
    """The link of an appeal that was just closed."""
    return queries.links_of(bureau.close(stand("confirmed"), result="resolved", by=cast.intake, at=NOW))[0]


def address(link):
    return f"/rate/{queries.rating_token(link.code)}/"


def test_the_clerk_prints_it_and_replaces_it(link, desk):
    url, clerk = f"/desk/appeals/{link.appeal.code}/notice/", desk("intake-1")
    assert address(link) in clerk.get(url).text
    assert " 24:00前有效" in clerk.get(url).text
    assert url in clerk.get(f"/desk/appeals/{link.appeal.code}/").text
    for post in ("power-supply-officer", "power-supply-head", "bureau-head", "mayor"):
        assert desk(post).get(url).status_code == 404
    renewed = clerk.post(f"/desk/appeals/{link.appeal.code}/renew-link/", {"reason": "企业说丢了"})
    assert renewed.url == url
    page = clerk.get(url).text
    assert address(link) not in page
    assert address(queries.good_link(link.appeal, at=NOW)) in page


def test_its_qr_code_is_the_link_itself_and_the_clerks_alone(link, desk):
    url = f"/desk/appeals/{link.appeal.code}/notice/"
    page = desk("intake-1").get(url).text
    assert f'src="{url}qr/"' in page
    assert "/track" in page
    answer = desk("intake-1").get(f"{url}qr/")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert answer.content == qr.svg(f"http://testserver{address(link)}")
    for post in ("power-supply-officer", "bureau-head", "mayor"):
        assert desk(post).get(f"{url}qr/").status_code == 404
    actions.evaluate_by_link(link, solved=True, level=5, by=queries.BEARER, at=NOW)
    assert desk("intake-1").get(f"{url}qr/").status_code == 404


def test_the_notice_of_what_is_rated_offers_no_link(link, desk):
    actions.evaluate_by_link(link, solved=True, level=5, by=queries.BEARER, at=NOW)
    page = desk("intake-1").get(f"/desk/appeals/{link.appeal.code}/notice/").text
    assert "/rate/" not in page
    assert "已经评价过" in page
    assert "可以评价" not in page


def test_what_was_rated_without_the_link_is_not_said_to_be_open(link, desk, speaker, settings):
    settings.QINQING_CONTACT = "电话=0776-5210000；地址=县政务中心二楼；传真="
    actions.evaluate(link.appeal, solved=True, level=5, by=speaker(link.appeal), at=NOW)
    page = desk("intake-1").get(f"/desk/appeals/{link.appeal.code}/notice/").text
    assert "可以评价" not in page
    assert "不能再用" in page
    assert "电话：0776-5210000；地址：县政务中心二楼" in page
