"""机构与人员: who there is, who stands in, who is away; kept by two administrators who cannot do each other's work."""

from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.console.conftest import STAFF

from qinqing.kernel.phrases import local
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.models import Holding, Leave, Organ, Post
from qinqing.services.accounts.models import Account

pytestmark = pytest.mark.django_db
TODAY = local(NOW).date()
PARK = "/desk/organs/park-west/"


@pytest.fixture
def security(cast):
    return cast.post("security-admin")


def test_all_staff_read_and_each_administrator_keeps_the_own_half(admitted):
    assert admitted("/desk/organs/") == STAFF
    assert admitted(PARK) == STAFF
    for url in ("/desk/organs/_new/", f"{PARK}amend/", f"{PARK}abolish/"):
        assert admitted(url) == {"system-admin"}
    for url in (f"{PARK}post/", "/desk/organs/_posts/mayor/appoint/", "/desk/organs/_posts/deputy-industry/portfolio/"):
        assert admitted(url) == {"security-admin"}


@pytest.mark.parametrize("url", [
    "/desk/organs/nowhere/", f"{PARK}dissolve/", "/desk/organs/_posts/mayor/portfolio/",
    "/desk/organs/_posts/nobody/appoint/", "/desk/organs/_posts/mayor/holdings/999999/",
])  # fmt: skip
def test_what_is_not_there_is_not_there(desk, url):
    assert desk("security-admin").get(url).status_code == 404


def test_the_list_shows_holders_substitutes_and_leave(desk, cast, security):
    mayor = cast.post("mayor")
    actions.take_leave(account=mayor.person, since=TODAY, until=TODAY + timedelta(days=3), by=security, at=NOW)
    page = desk("intake-1").get("/desk/organs/").content.decode()
    assert "覃远明 <span" in page
    assert "请假至11月26日" in page
    assert "蒋立新（代班）" in page


def test_it_says_which_industries_nobody_answers_for(desk, cast, security):
    assert "没有人分管" not in desk("office-1").get("/desk/organs/").content.decode()
    post = Post.objects.get(code="deputy-industry")
    actions.set_portfolio(post.pk, sections=["C"], by=security, at=NOW)
    assert "没有人分管：采矿业" in desk("office-1").get("/desk/organs/").content.decode()


def test_an_organ_is_found_by_a_former_name(desk):
    found = desk("mayor").get("/desk/organs/", {"q": "国土资源"}).content.decode()
    assert "自然资源局" in found
    assert "住建局" not in found


def test_an_organ_is_added_amended_and_abolished(desk, cast):
    browser = desk("system-admin")
    told = {
        "code": "big-data",
        "name": "云岭县大数据局",
        "kind": "department",
        "former_names": "县信息中心、县电子政务办",
    }
    assert browser.post("/desk/organs/_new/", told).headers["Location"] == "/desk/organs/big-data/"
    made = Organ.objects.get(code="big-data")
    assert made.former_names == ["县信息中心", "县电子政务办"]
    browser.post("/desk/organs/big-data/amend/", told | {"name": "云岭县数据局", "former_names": "县信息中心"})
    made.refresh_from_db()
    assert (made.name, made.former_names) == ("云岭县数据局", ["县信息中心", "云岭县大数据局"])
    heir = str(cast.organ("natural-resources"))
    browser.post("/desk/organs/big-data/abolish/", {"successor": heir, "reason": "机构改革"})
    assert "已撤并，由" in browser.get("/desk/organs/big-data/").content.decode()
    assert "云岭县数据局" not in browser.get("/desk/organs/").content.decode()
    assert "云岭县数据局" in browser.get("/desk/organs/?all=1").content.decode()


def test_an_organ_with_people_in_it_is_not_abolished_and_the_reason_stays(desk):
    answer = desk("system-admin").post(f"{PARK}abolish/", {"reason": "机构改革方案第八条"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "还有人任职" in page
    assert "机构改革方案第八条" in page


def test_a_post_gets_a_holder_and_a_substitute_and_loses_them(desk):
    browser = desk("security-admin")
    told = {"code": "park-west-extra", "role": "officer", "title": "二号经办人"}
    browser.post(f"{PARK}post/", told)
    post = Post.objects.get(code="park-west-extra")
    url, person = "/desk/organs/_posts/park-west-extra/", Account.objects.get(username="hejia")
    browser.post(f"{url}appoint/", {"account": "何嘉", "since": "2026-11-23"})
    browser.post(f"{url}substitute/", {"account": "weixiaolan", "since": "2026-11-23", "until": "2026-12-31"})
    kinds = {one.kind: (one.account.username, one.until) for one in post.holdings.select_related("account")}
    assert kinds["principal"] == ("hejia", None)
    assert kinds["substitute"][0] == "weixiaolan"
    held = Holding.objects.get(post=post, account=person)
    assert browser.post(f"{url}holdings/{held.pk}/", {"until": "2026-11-23"}).headers["Location"] == PARK
    held.refresh_from_db()
    assert held.until == TODAY


@pytest.mark.parametrize(("typed", "said"), [("查无此人", "没有这个账号"), ("", "请填写")])
def test_a_name_nobody_bears_is_said_at_the_field(desk, typed, said):
    answer = desk("security-admin").post(
        "/desk/organs/_posts/mayor/substitute/", {"account": typed, "since": "2026-11-23"}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_three_administrators_stay_apart(desk):
    answer = desk("security-admin").post(
        "/desk/organs/_posts/intake-1/appoint/", {"account": "chengkai", "since": "2026-11-23"}
    )
    assert answer.status_code == 422
    assert "专人专岗" in answer.content.decode()


def test_an_industry_has_one_deputy(desk):
    browser, url = desk("security-admin"), "/desk/organs/_posts/deputy-industry/portfolio/"
    answer = browser.post(url, {"sections": ["C", "A"]})
    assert answer.status_code == 422
    assert "分管" in answer.content.decode()
    assert browser.post(url, {"sections": ["C"]}).headers["Location"] == "/desk/organs/county-government/"
    assert Post.objects.get(code="deputy-industry").sections == ["C"]


def test_people_take_their_own_leave_and_nobody_elses(desk, cast):
    own, other = cast.post("intake-1").person, cast.post("mayor").person
    browser = desk("intake-1")
    assert browser.get(f"/desk/organs/_leave/{other}/").status_code == 404
    assert desk("security-admin").get(f"/desk/organs/_leave/{other}/").status_code == 200
    browser.post(f"/desk/organs/_leave/{own}/", {"since": "2026-11-24", "until": "2026-11-27"})
    leave = Leave.objects.get(account=own)
    assert "11月24日—11月27日" in browser.get(f"/desk/organs/_leave/{own}/").content.decode()
    assert browser.get(f"/desk/organs/_leave/{own}/{leave.code}/").status_code == 200
    browser.post(f"/desk/organs/_leave/{own}/{leave.code}/")
    leave.refresh_from_db()
    assert leave.until == leave.since


def test_the_page_asks_as_often_for_one_post_as_for_three(desk, cast, security, django_assert_num_queries):
    browser = desk("mayor")
    actions.add_organ(code="one", name="云岭县一局", kind="department", by=cast.post("system-admin"), at=NOW)
    organ = queries.organ_by_code("one").id

    def add(number: int) -> None:
        post = actions.add_post(code=f"one-{number}", organ=organ, role="officer", title="岗", by=security, at=NOW)
        person = cast.post("intake-1").person
        actions.appoint(post.pk, account=person, since=TODAY, by=security, at=NOW)

    add(1)
    for url, count in (("/desk/organs/one/", 6), ("/desk/organs/", 6)):
        assert browser.get(url).status_code == 200
        with django_assert_num_queries(count):
            browser.get(url)
    add(2)
    add(3)
    for url, count in (("/desk/organs/one/", 6), ("/desk/organs/", 6)):
        assert browser.get(url).status_code == 200
        with django_assert_num_queries(count):
            browser.get(url)


def test_the_page_of_leave_says_who_acts_meanwhile_or_that_nobody_does(desk, cast):
    mayor, inspector = cast.post("mayor").person, cast.post("park-west-officer").person
    page = desk("security-admin").get(f"/desk/organs/_leave/{mayor}/").content.decode()
    assert "其间由谁办" in page
    assert "没有代班人" in desk("security-admin").get(f"/desk/organs/_leave/{inspector}/").content.decode()
