"""账号: the security administrator's alone; passwords shown once, everything on the record."""

import re

import pytest
from django.test import Client
from tests.cast import NOW

from qinqing.procedure.register.actions import resets
from qinqing.procedure.register.models import Membership
from qinqing.services.accounts import actions
from qinqing.services.accounts import queries as accounts
from qinqing.services.accounts.rules import one_time
from qinqing.services.journal.queries import history
from qinqing.services.notifications.queries import Wanted
from qinqing.services.notifications.queries import page as inbox

pytestmark = pytest.mark.django_db
NEW = {"username": "luyang", "name": "陆阳", "phone": "13800009999"}


@pytest.fixture
def browser(desk):
    return desk("security-admin")


@pytest.fixture
def clerk(cast):
    return accounts.account(cast.post("intake-1").person)


def events(username: str) -> list[str]:
    return [entry.event.removeprefix("accounts.account.") for entry in history(f"account/{username}")]


def test_nobody_else_is_told_that_it_exists(admitted, clerk):
    for url in (
        "/desk/accounts/",
        "/desk/accounts/new/",
        f"/desk/accounts/{clerk.pk}/",
        f"/desk/accounts/{clerk.pk}/off/",
    ):
        assert admitted(url) == {"security-admin"}


def test_a_drawn_password_is_shown_once_and_works(browser):
    answer = browser.post("/desk/accounts/new/", NEW)
    made = accounts.account_by_username("luyang")
    assert answer.headers["Location"] == f"/desk/accounts/{made.pk}/password-once/"
    page = browser.get(answer.headers["Location"]).content.decode()
    password = re.search(r'<code id="password">([^<]+)</code>', page)[1]
    assert made.check_password(password)
    assert browser.get(answer.headers["Location"]).headers["Location"] == f"/desk/accounts/{made.pk}/"
    assert events("luyang") == ["created"]
    assert password not in str([entry.body for entry in history("account/luyang")])


def test_a_chosen_password_is_not_shown_again(browser):
    answer = browser.post("/desk/accounts/new/", NEW | {"password": "Cloud-Ridge-2026"})
    made = accounts.account_by_username("luyang")
    assert answer.headers["Location"] == f"/desk/accounts/{made.pk}/"
    assert made.check_password("Cloud-Ridge-2026")


@pytest.mark.parametrize(("wrong", "said"), [
    ({"username": "weixiaolan"}, "已有人使用"), ({"username": "a b"}, "用户名须为"), ({"name": ""}, "请填写"),
    ({"password": "12345"}, "密码不合要求"),
])  # fmt: skip
def test_a_refused_account_keeps_what_was_typed_but_the_password(browser, wrong, said):
    answer = browser.post("/desk/accounts/new/", NEW | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "13800009999" in page
    assert '12345"' not in page


def test_a_reset_ends_the_sessions_of_the_account(browser, clerk):
    other = Client(headers={"origin": "http://testserver"})
    other.force_login(clerk)
    assert other.get("/desk/organs/").status_code == 200
    browser.post(f"/desk/accounts/{clerk.pk}/password/", {"password": "Cloud-Ridge-2026"})
    assert other.get("/desk/organs/").status_code == 303
    assert events("weixiaolan") == ["password_reset"]


def test_an_account_is_switched_off_with_a_reason_and_on_again(browser, clerk):
    url = f"/desk/accounts/{clerk.pk}/"
    assert browser.post(f"{url}off/", {"reason": ""}).status_code == 422
    browser.post(f"{url}off/", {"reason": "调离"})
    clerk.refresh_from_db()
    assert not clerk.is_active
    assert "已停用" in browser.get(url).content.decode()
    browser.post(f"{url}on/", {"reason": "调回"})
    assert events("weixiaolan") == ["deactivated", "activated"]


def test_nobody_switches_off_the_own_account(browser, cast):
    own = cast.post("security-admin").person
    answer = browser.post(f"/desk/accounts/{own}/off/", {"reason": "试试"})
    assert answer.status_code == 422
    assert "不能停用或启用本人的账号" in answer.content.decode()


def test_an_account_is_linked_by_a_whole_name_or_code_only(browser, cast, clerk):
    url = f"/desk/accounts/{clerk.pk}/"
    assert "登记册里没有这家企业" in browser.post(f"{url}link/", {"enterprise": "云岭恒信"}).content.decode()
    browser.post(f"{url}link/", {"enterprise": "云岭恒信精密铸造有限公司"})
    link = Membership.objects.get(account=clerk)
    assert (link.confirmed_at, link.ended_at) == (NOW, None)
    assert "无需再次关联" in browser.post(f"{url}link/", {"enterprise": link.enterprise.credit_code}).content.decode()
    browser.post(f"{url}links/{link.pk}/end/")
    link.refresh_from_db()
    assert link.ended_at == NOW
    assert browser.get(f"{url}links/{link.pk}/end/").status_code == 404


def test_a_rename_is_on_the_record(browser, clerk):
    url = f"/desk/accounts/{clerk.pk}/"
    assert browser.post(f"{url}rename/", {"name": clerk.name, "phone": clerk.phone}).status_code == 422
    browser.post(f"{url}rename/", {"name": clerk.name, "phone": "13900000000"})
    clerk.refresh_from_db()
    assert (clerk.phone, events("weixiaolan")) == ("13900000000", ["renamed"])


def test_it_is_searched_and_paged_by_username(browser):
    for number in range(60):
        actions.create_account(username=f"zz{number:02}", name=f"测试{number}", password=None, at=NOW)
    first = browser.get("/desk/accounts/?q=测试")
    assert len(first.context["rows"]) == 50
    second = browser.get(f"/desk/accounts/?{first.context['older']}")
    assert [one.username for one, _ in second.context["rows"]] == [f"zz{number}" for number in range(50, 60)]


@pytest.mark.parametrize("odd", ["q=%00", "active=x&after=%00", "after=" + "z" * 300])
def test_an_odd_address_is_no_trouble(browser, odd):
    assert browser.get(f"/desk/accounts/?{odd}").status_code == 200


def test_it_asks_as_often_for_one_row_as_for_three(browser, django_assert_num_queries):
    for number in range(3):
        actions.create_account(username=f"zz{number}", name=f"测试{number}", password=None, at=NOW)
        with django_assert_num_queries(6):
            assert len(browser.get("/desk/accounts/?q=测试").context["rows"]) == number + 1


def test_a_reset_is_offered_to_whoever_may_ask_for_it(desk):
    offered = {
        who: desk(who).get("/desk/resets/").content.decode()
        for who in ("security-admin", "system-admin", "audit-admin")
    }
    assert ">申请重置</a>" in offered["security-admin"]
    assert ">为安全管理员申请重置</a>" in offered["system-admin"]
    assert "/desk/resets/new/" not in offered["audit-admin"]


def test_a_reset_that_waits_is_told_to_the_two_who_may_settle_it(desk, cast, clerk):
    guard = cast.post("security-admin")
    secret = one_time.draw_secret()
    code = one_time.code_at(secret, one_time.step_of(NOW))
    actions.enrol_second_factor(clerk, secret=secret, code=code, by=cast.post("intake-1"), at=NOW)
    resets.ask_reset(username=clerk.username, reason="手机掉进水库", by=guard, at=NOW)
    told = {
        who: ("等您确认" in desk(who).get("/desk/").text, "有人的二次验证要重置，请确认" in titles(cast.post(who)))
        for who in ("security-admin", "system-admin", "audit-admin")
    }
    assert told == {"security-admin": (False, False), "system-admin": (True, True), "audit-admin": (True, True)}


def titles(actor):
    return [one.title for one in inbox(actor, Wanted()).rows]
