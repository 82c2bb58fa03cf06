"""换验证器: another telephone takes the place of the present one; and what one is told of the codes that were used."""

import re
from datetime import datetime

import pytest
import time_machine

from qinqing.doors.web.clock import SHANGHAI, now
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.register.actions import second_factors
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts.models import RecoveryCode, SecondFactor
from qinqing.services.accounts.rules import one_time
from qinqing.services.journal import queries as journal

SECRET = one_time.draw_secret()
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=SHANGHAI), tick=False) as clock:
        yield clock


@pytest.fixture
def codes(account, clock):
    """The account has a second factor; its recovery codes. The step it was enrolled with is behind us."""
    drawn = second_factors.enrol(secret=SECRET, code=code(), by=Actor(Role.OFFICER, person=account.pk), at=now())
    clock.shift(60)
    return drawn


def code():
    return one_time.code_at(SECRET, one_time.step_of(now()))


def first_step(browser):
    return browser.post("/sign-in/", {"username": "weixiaolan", "password": "Cloud-Ridge-2026"})


def second_step(browser, typed):
    return browser.post("/sign-in/code/", {"code": typed})


def replace(browser, former, fresh=""):
    """The page of 换验证器, with the secret it shows and a code of it."""
    page = browser.get("/second-factor/new/").text
    secret = re.search(r'id="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return browser.post("/second-factor/new/", {
        "former": former, "code": fresh or one_time.code_at(secret, one_time.step_of(now())),
        "once": re.search(r'name="once" value="([^"]+)"', page)[1],
    })  # fmt: skip


@pytest.fixture
def inside(browser, codes, clock):
    first_step(browser)
    second_step(browser, code())
    clock.shift(60)
    return browser


@pytest.mark.parametrize("by", ["code", "recovery"])
def test_another_authenticator_takes_the_place_of_the_present_one(inside, codes, clock, account, by):
    before = SecondFactor.objects.get().secret
    former = code() if by == "code" else codes[0]
    assert replace(inside, former).headers["Location"] == "/second-factor/codes/"
    assert SecondFactor.objects.get().secret != before
    assert journal.history("account/weixiaolan")[-1].event == "accounts.account.second_factor_replaced"
    assert not set(codes) & set(re.findall(r"<code>([^<]+)</code>", inside.get("/second-factor/codes/").text))
    clock.shift(60)
    assert accounts.prove_second_factor(account, code=code(), at=now()) == ""
    assert accounts.prove_second_factor(account, code=codes[1], at=now()) == ""


def test_neither_a_wrong_former_code_nor_a_wrong_new_one_replaces_it(inside, codes):
    before = SecondFactor.objects.get().secret
    assert "原来的验证码不对" in replace(inside, "000000").text
    assert "新验证码不对" in replace(inside, codes[0], fresh="000000").text
    assert SecondFactor.objects.get().secret == before
    assert RecoveryCode.objects.filter(used_at=None).count() == 10


def test_who_has_none_is_led_to_where_it_is_enrolled(signed_in):
    assert signed_in.get("/second-factor/new/").headers["Location"] == "/second-factor/"


def test_a_recovery_code_that_was_used_up_is_told_with_how_many_are_left(browser, codes):
    first_step(browser)
    second_step(browser, codes[0])
    assert "用掉了一个恢复码，还剩 9 个" in browser.get("/second-factor/").text


def test_the_page_of_logins_says_how_one_came_in_and_that_a_right_password_met_a_wrong_code(browser, codes):
    first_step(browser)
    second_step(browser, "000000")
    second_step(browser, code())
    page = browser.get("/logins/").text
    assert "登录（密码、验证码）" in page
    assert "密码对了，二次验证的验证码不对" in page
