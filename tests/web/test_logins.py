"""Where one is signed in: listed, ended, and over when it must be (trust H7, A5)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from qinqing.doors.web import devices
from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register import actions as register
from qinqing.procedure.register.actions import logins
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts.models import Login
from qinqing.services.journal import queries as journal

PASSWORD, NEW = "Cloud-Ridge-2026", "Quite-Other-77"
WORDS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36": "Chrome · Windows",
    "Mozilla/5.0 (Linux; Android 14; PJX110) AppleWebKit/537.36 Chrome/116 MicroMessenger/8.0.49": "微信 · 安卓",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Safari/604.1": "Safari · iPhone",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko": "IE · Windows",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0": "火狐 · Linux",
    "": "没有说明的设备", "<script>alert(1)</script>": "没有说明的设备", "x" * 5000: "没有说明的设备",
}  # fmt: skip
pytestmark = pytest.mark.django_db


def browser_of(words="Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36", address="203.0.113.5"):
    return Client(REMOTE_ADDR=address, headers={"origin": "http://testserver", "user-agent": words})


def sign_in(browser, username="weixiaolan", **more):
    return browser.post("/sign-in/", {"username": username, "password": PASSWORD, **more})


@pytest.fixture
def two(account):
    """Two devices on which the same person is signed in."""
    one, other = browser_of(), browser_of("Mozilla/5.0 (iPhone) Safari/604.1", "203.0.113.6")
    sign_in(one)
    sign_in(other)
    return one, other


def events(username="weixiaolan"):
    return [one.event.removeprefix("accounts.account.") for one in journal.history(f"account/{username}")]


@pytest.mark.parametrize(("told", "words"), WORDS.items(), ids=WORDS.values())
def test_a_device_is_named_as_its_owner_calls_it(rf, told, words):
    assert devices.words_for(rf.get("/", headers={"user-agent": told})) == words


def test_one_sees_where_one_is_signed_in(two):
    page = two[0].get("/logins/").text
    assert "Chrome · Windows" in page
    assert "Safari · iPhone" in page
    assert "203.0.113.6" in page
    assert page.count("就是这里") == 1


def test_another_ones_logins_are_not_shown_and_not_ended(two, account):
    accounts.create_account(username="modongsheng", name="莫东升", password=PASSWORD, at=account.created_at)
    stranger = browser_of("Mozilla/5.0 (Macintosh; Mac OS X) Firefox/1", "198.51.100.9")
    sign_in(stranger, "modongsheng")
    mine = Login.objects.filter(account=account).values_list("pk", flat=True)
    assert "203.0.113" not in stranger.get("/logins/").text
    assert {stranger.post(f"/logins/{pk}/end/").status_code for pk in mine} == {404}
    assert two[0].get("/desk/").status_code == two[1].get("/desk/").status_code == 200


def test_one_login_is_ended_and_the_device_is_out_with_its_next_request(two, account):
    here, there = two
    pk = Login.objects.get(account=account, device__contains="iPhone").pk
    assert here.get(f"/logins/{pk}/end/").status_code == 200
    assert there.get("/desk/").status_code == 200
    assert here.post(f"/logins/{pk}/end/").headers["Location"] == "/logins/"
    assert there.get("/desk/").status_code == 303
    assert here.get("/desk/").status_code == 200
    assert events()[-1] == "login_ended"


def test_all_others_are_ended(two, account):
    here, there = two
    assert here.post("/logins/end/").status_code == 303
    assert (here.get("/desk/").status_code, there.get("/desk/").status_code) == (200, 303)
    assert here.post("/logins/end/").status_code == 422
    assert events()[-1] == "logins_ended"


def test_the_security_administrator_ends_a_login_and_nobody_else(two, account):
    pk = Login.objects.get(account=account, device__contains="iPhone").pk
    for role in set(Role) - {Role.SECURITY_ADMIN, Role.MACHINE}:
        with pytest.raises(Refused):
            logins.end_login(account.pk, login=pk, by=Actor(role, person=account.pk + 1), at=account.created_at)
    guard = Actor(Role.SECURITY_ADMIN, name="安全", person=account.pk + 1)
    logins.end_login(account.pk, login=pk, by=guard, at=account.created_at)
    assert (two[0].get("/desk/").status_code, two[1].get("/desk/").status_code) == (200, 303)
    with pytest.raises(Refused, match="已经结束"):
        logins.end_login(account.pk, login=pk, by=guard, at=account.created_at)
    with pytest.raises(NotFound):
        logins.end_login(account.pk, login=0, by=guard, at=account.created_at)
    logins.sign_out_everywhere(account.pk, reason="电脑丢失", by=guard, at=account.created_at)
    assert two[0].get("/desk/").status_code == 303


@pytest.mark.parametrize("how", ["password", "off", "everywhere"])
def test_it_is_over_at_a_new_password_and_when_switched_off(two, account, how):
    guard = Actor(Role.SECURITY_ADMIN, name="安全", person=account.pk + 1)
    {
        "password": lambda: accounts.set_password(account, password="Quite-Other-77", by=guard, at=account.created_at),
        "off": lambda: accounts.deactivate(account, by=guard, at=account.created_at),
        "everywhere": lambda: accounts.end_sessions(account, by=guard, at=account.created_at),
    }[how]()
    assert [browser.get("/desk/").status_code for browser in two] == [303, 303]
    assert Session.objects.filter(session_key__in=Login.objects.values("key")).count() == 0
    assert set(Login.objects.values_list("ended_at", flat=True)) == {account.created_at}


def test_changing_ones_own_password_keeps_this_login_and_its_row(two, account):
    here, there = two
    here.post("/password/", {"old": PASSWORD, "new": "Quite-Other-77", "again": "Quite-Other-77"})
    assert (here.get("/desk/").status_code, there.get("/desk/").status_code) == (200, 303)
    page = here.get("/logins/").text
    assert "就是这里" in page
    assert "iPhone" not in page


def test_signing_out_ends_the_row_and_is_on_the_record(two):
    two[0].post("/sign-out/")
    assert list(Login.objects.order_by("pk").values_list("why", flat=True)) == ["本人退出", ""]
    assert events()[-1] == "signed_out"


@pytest.fixture
def post(account):
    """A post that the person of these tests can take."""
    at, since = account.created_at, date(2026, 11, 1)
    organ = register.add_organ(code="bureau", name="县工业信息化和商务局", kind="bureau", by=MACHINE, at=at)
    post = register.add_post(code="intake-9", organ=organ.pk, role="intake", title="受理岗", by=MACHINE, at=at)
    other = register.add_post(code="head-9", organ=organ.pk, role="bureau_head", title="局长", by=MACHINE, at=at)
    return post, other, since


def test_it_is_over_when_the_role_changes_either_way(account, post):
    first, second, since = post
    with time_machine.travel(account.created_at, tick=False):
        browser = browser_of()
        sign_in(browser)
        held = register.appoint(first.pk, account=account.pk, since=since, by=MACHINE, at=account.created_at)
        refused = browser.get("/desk/")
        assert (refused.status_code, refused.headers["Location"]) == (303, "/sign-in/?next=%2Fdesk%2F")
        assert "您的岗位有变动" in browser.get("/sign-in/").text
        sign_in(browser)
        assert browser.get("/desk/organs/").status_code == 200
        register.substitute(second.pk, account=account.pk, since=since, by=MACHINE, at=account.created_at)
        assert browser.get("/desk/organs/").status_code == 303
        sign_in(browser)
        yesterday = date(2026, 11, 22)
        register.end_holding(held.pk, until=yesterday, by=MACHINE, at=account.created_at)
        assert browser.get("/desk/organs/").status_code == 303


def test_a_role_that_ends_by_its_date_ends_the_login_at_midnight(account, post):
    first, _, since = post
    register.appoint(
        first.pk, account=account.pk, since=since, until=date(2026, 11, 23), by=MACHINE, at=account.created_at
    )
    with time_machine.travel(datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), tick=False) as clock:
        browser = browser_of()
        sign_in(browser)
        assert browser.get("/desk/organs/").status_code == 200
        clock.shift(1)
        assert browser.get("/desk/organs/").status_code == 303


@pytest.mark.parametrize("how", ["ended by another", "role changed", "untouched", "new password"])
def test_whatever_ends_it_in_mid_form_nothing_typed_is_lost(account, post, how):
    at = account.created_at
    with time_machine.travel(at, tick=False) as clock:
        here = browser_of()
        sign_in(here)
        assert here.get("/story").status_code == 200
        guard = Actor(Role.SECURITY_ADMIN, name="安全", person=account.pk + 1)
        if how == "ended by another":
            logins.end_login(account.pk, login=Login.objects.get().pk, by=guard, at=at)
        elif how == "role changed":
            register.appoint(post[0].pk, account=account.pk, since=post[2], by=MACHINE, at=at)
        elif how == "untouched":
            clock.shift(timedelta(hours=2, seconds=1))
        else:
            own = Actor(Role.INTAKE, person=account.pk)
            accounts.set_password(account, password=NEW, by=own, at=at)
        kept = here.post(
            "/desk/story", {"text": "机器停了两天，𠮷字头"}, headers={"referer": "http://testserver/desk/story"}
        )
        assert kept.status_code == 303 or "机器停了两天" in kept.text
        back = sign_in(here, password=NEW if how == "new password" else PASSWORD, next="/desk/story")
        assert back.headers["Location"] == "/desk/story"
        assert "机器停了两天，𠮷字头" in here.get("/desk/story").text


def test_the_limits_are_settings(account, settings):
    settings.QINQING_SESSION_HOURS = 1
    with time_machine.travel(account.created_at, tick=False) as clock:
        browser = browser_of()
        sign_in(browser)
        clock.shift(3599)
        assert browser.get("/desk/").status_code == 200
        clock.shift(1)
        assert browser.get("/desk/").status_code == 303
        assert Login.objects.get().why == "本次登录已满 1 小时，请重新登录。"


def test_last_use_is_noted_once_in_five_minutes_and_reading_writes_nothing_else(account):
    with time_machine.travel(account.created_at, tick=False) as clock:
        browser = browser_of()
        sign_in(browser)
        seen = []
        for _ in range(12):
            clock.shift(60)
            browser.get("/desk/")
            seen.append(Login.objects.get().used_at - account.created_at)
        assert sorted({int(one.total_seconds() // 60) for one in seen}) == [0, 5, 10]


def test_old_rows_are_swept(account):
    with time_machine.travel(account.created_at, tick=False):
        sign_in(browser_of())
    assert accounts.sweep_logins(before=account.created_at) == 0
    assert accounts.sweep_logins(before=account.created_at + timedelta(seconds=1)) == 1
