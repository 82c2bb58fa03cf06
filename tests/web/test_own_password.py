"""修改密码: asked for when it is due, says its rules, and leads back with nothing lost."""

from datetime import date, timedelta

import pytest
import time_machine

from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.procedure.register import actions as register
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal import queries as journal

PASSWORD, NEW = "Cloud-Ridge-2026", "Quite-Other-77"
pytestmark = pytest.mark.django_db


@pytest.fixture
def given(account):
    """An account whose password the security administrator chose."""
    guard = Actor(Role.SECURITY_ADMIN, name="安全", person=account.pk + 1)
    return accounts.set_password(account, password=NEW, by=guard, at=account.created_at)


@pytest.fixture
def clerk(account):
    """Somebody with a post."""
    at = account.created_at
    organ = register.add_organ(code="bureau", name="县工业信息化和商务局", kind="bureau", by=MACHINE, at=at)
    post = register.add_post(code="intake-9", organ=organ.pk, role="intake", title="受理岗", by=MACHINE, at=at)
    register.appoint(post.pk, account=account.pk, since=date(2026, 11, 1), by=MACHINE, at=at)
    return account


def sign_in(browser, password=PASSWORD, **more):
    return browser.post("/sign-in/", {"username": "weixiaolan", "password": password, **more})


def change(browser, url="/password/", old=PASSWORD, new=NEW):
    return browser.post(url, {"old": old, "new": new, "again": new})


def test_the_page_says_the_rules_of_the_county(signed_in, settings):
    for policy in ("dengbao", "modern"):
        settings.QINQING_PASSWORD_POLICY = policy
        page = signed_in.get("/password/").text
        assert all(rule in page for rule in queries.password_rules(staff=False))


def test_a_password_that_somebody_else_chose_is_replaced_at_the_first_sign_in(browser, given):
    sign_in(browser, NEW)
    led = browser.get("/desk/organs/?q=1")
    assert led.headers["Location"] == "/password/?next=%2Fdesk%2Forgans%2F%3Fq%3D1"
    page = browser.get(led.headers["Location"]).text
    assert "别人替您设的" in page
    back = change(browser, led.headers["Location"], NEW, "My-Own-Stone-5")
    assert back.headers["Location"] == "/desk/organs/?q=1"
    assert browser.get("/desk/").status_code == 200
    assert "别人替您设的" not in browser.get("/password/").text


def test_what_is_posted_meanwhile_is_kept_and_comes_back(browser, given):
    sign_in(browser, NEW)
    led = browser.post("/desk/story", {"text": "机器停了两天，𠮷"}, headers={"referer": "http://testserver/desk/story"})
    assert led.headers["Location"] == "/password/?next=%2Fdesk%2Fstory"
    back = change(browser, led.headers["Location"], NEW, "My-Own-Stone-5")
    assert back.headers["Location"] == "/desk/story"
    # /story is open to everybody; /desk/story, its closed twin, is where it was posted to
    assert "机器停了两天，𠮷" in browser.get("/desk/story").text


def test_a_wrong_try_still_owes_and_no_other_page_opens(browser, given):
    sign_in(browser, NEW)
    assert change(browser, old="x", new="My-Own-Stone-5").status_code == 422
    assert change(browser, old=NEW, new=NEW).status_code == 422
    assert {browser.get(url).status_code for url in ("/desk/", "/logins/", "/tokens/", "/desk/post/")} == {303}
    assert browser.get("/password/").status_code == 200
    assert browser.post("/sign-out/").status_code == 303


def test_it_leads_nowhere_off_the_site(browser, given):
    sign_in(browser, NEW)
    for wanted in ("https://evil.example", "//evil.example", "/\\evil.example"):
        assert browser.get(f"/password/?next={wanted}").status_code == 200
    assert change(browser, "/password/?next=//evil.example", NEW, "My-Own-Stone-5").headers["Location"] == "/my/"


def test_staff_replace_it_after_ninety_days(browser, clerk):
    with time_machine.travel(clerk.created_at, tick=False) as clock:
        clock.shift(timedelta(days=84))
        sign_in(browser)
        assert "密码再过 6 天到期" in browser.get("/desk/organs/").text
        clock.shift(timedelta(days=6))
        sign_in(browser)
        led = browser.get("/desk/organs/")
        assert led.headers["Location"] == "/password/?next=%2Fdesk%2Forgans%2F"
        assert "已用满 90 天" in browser.get(led.headers["Location"]).text
        assert change(browser, led.headers["Location"]).headers["Location"] == "/desk/organs/"
        assert browser.get("/desk/organs/").status_code == 200


def test_enterprises_keep_theirs(browser, account):
    with time_machine.travel(account.created_at + timedelta(days=400), tick=False):
        sign_in(browser)
        assert browser.get("/desk/").status_code == 200


def test_the_record_says_by_which_rules_and_not_what(signed_in, settings):
    settings.QINQING_PASSWORD_POLICY = "modern"
    change(signed_in, new="some quite other words")
    entry = journal.history("account/weixiaolan")[-1]
    assert (entry.event, entry.facts) == ("accounts.account.password_changed", {"policy": "现代"})
    assert "some quite other words" not in str(vars(entry))


def test_a_page_of_passwords_does_not_say_that_they_are_still_there(signed_in):
    page = change(signed_in, old="x", new="My-Own-Stone-5").text
    assert "没有办成，密码要重新填" in page
    assert "填写的内容都在" not in page


def test_a_password_like_the_name_is_told_in_one_sentence(signed_in, settings):
    settings.QINQING_PASSWORD_POLICY = "modern"
    assert "密码和用户名太像，请换一个不相干的。" in change(signed_in, new="weixiaolan-1").text
