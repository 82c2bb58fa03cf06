"""二次验证: six digits beside the password, each good once; and taking it off takes two administrators (trust H6)."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as configured
from django.db import connection
from django.test import Client

from qinqing.doors.web.clock import SHANGHAI, now
from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.procedure.register import actions as register
from qinqing.procedure.register.actions import resets, second_factors
from qinqing.procedure.register.actions.accounts import reset_password
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.accounts.models import RecoveryCode, SecondFactor
from qinqing.services.accounts.rules import one_time
from qinqing.services.accounts.sealing import seal, unseal
from qinqing.services.journal import queries as journal

PASSWORD = "Cloud-Ridge-2026"
NINE = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
SECURITY = Actor(Role.SECURITY_ADMIN, name="安全", person=10_001)
SYSTEM = Actor(Role.SYSTEM_ADMIN, name="系统员", person=10_002)
AUDIT = Actor(Role.AUDIT_ADMIN, name="审计", person=10_003)
SECRET = one_time.draw_secret()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def codes(account, clock):
    """The account has a second factor; its recovery codes. The step it was enrolled with is behind us."""
    drawn = second_factors.enrol(secret=SECRET, code=code(), by=Actor(Role.OFFICER, person=account.pk), at=now())
    clock.shift(60)
    return drawn


def code(drift=0):
    return one_time.code_at(SECRET, one_time.step_of(now()) + drift)


def first_step(browser, **more):
    return browser.post("/sign-in/", {"username": "weixiaolan", "password": PASSWORD, **more})


def second_step(browser, typed):
    return browser.post("/sign-in/code/", {"code": typed})


def events():
    return [one.event.removeprefix("accounts.account.") for one in journal.history("account/weixiaolan")]


# The rule


@pytest.mark.parametrize(("second", "told"), [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
    (20000000000, "353130"),
])  # fmt: skip
def test_the_codes_are_those_of_rfc_6238(second, told):
    """Appendix B, for SHA-1; of its eight digits the last six."""
    assert one_time.code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", second // 30) == told


def test_a_clock_may_be_one_step_off_and_no_more():
    fits = [drift for drift in range(-5, 6) if one_time.matching_step(SECRET, code(drift), now()) is not None]
    assert fits == [-1, 0, 1]


@pytest.mark.parametrize("typed", ["1２3 456", "123-456", " 123456\n", "I23456"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert one_time.shape_code(typed) == "123456"


def test_codes_are_hard_enough_to_guess():
    """Six digits are 20 bits, less three steps; a recovery code is 80. Five an hour and twenty a day are tried."""
    assert 10**one_time.DIGITS > 2**19
    assert len(one_time.SIGNS) ** one_time.RECOVERY_SIGNS == 2**80
    per_day = min(limit * timedelta(days=1) / window for limit, window in accounts.second_factor_windows())
    assert per_day * 365 * len(one_time.DRIFT) / 10**one_time.DIGITS < 1 / 40
    assert len(set(one_time.draw_recovery_codes())) == one_time.RECOVERY_CODES


def test_the_secret_is_sealed_in_the_database(codes, settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        (stored,) = cursor.fetchone()
        cursor.execute("SELECT digest FROM accounts_recoverycode")
        digests = [digest for (digest,) in cursor.fetchall()]
    assert SECRET not in stored
    assert unseal(stored) == SECRET
    assert not any(one in digest or one.replace("-", "") in digest for one in codes for digest in digests)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" + "z" * 50, [configured.SECRET_KEY]
    assert unseal(stored) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(stored) == ""
    assert unseal(seal("亲清")) == "亲清"


# Signing in


def test_the_password_alone_opens_nothing(browser, codes):
    assert first_step(browser, next="/told/1").headers["Location"] == "/sign-in/code/"
    assert browser.get("/desk/").status_code == 303
    assert browser.get("/sign-in/code/").status_code == 200
    assert second_step(browser, code()).headers["Location"] == "/told/1"
    assert browser.get("/desk/").status_code == 200
    assert journal.history("account/weixiaolan")[-1].facts == {
        "address": "127.0.0.1", "way": "密码", "second": "验证码",
    }  # fmt: skip


def test_each_code_opens_once(codes):
    typed = code()
    for expected in (303, 422, 422):
        browser = Client(headers={"origin": "http://testserver"})
        first_step(browser)
        assert second_step(browser, typed).status_code == expected
    assert events()[-1] == "second_factor_failed"


def test_an_earlier_step_is_spent_with_a_later_one(browser, account, codes):
    assert accounts.prove_second_factor(account, code=code(1), at=now()) == "code"
    assert [accounts.prove_second_factor(account, code=code(drift), at=now()) for drift in (-1, 0, 1)] == ["", "", ""]


def test_the_step_it_was_enrolled_with_is_spent(account):
    second_factors.enrol(secret=SECRET, code=code(), by=Actor(Role.OFFICER, person=account.pk), at=now())
    assert accounts.prove_second_factor(account, code=code(), at=now()) == ""


def test_a_recovery_code_opens_once_however_it_is_typed(codes):
    for typed, expected in ((codes[0].upper().replace("-", " "), 303), (codes[0], 422), (codes[1], 303)):
        browser = Client(headers={"origin": "http://testserver"})
        first_step(browser)
        assert second_step(browser, typed).status_code == expected
    assert RecoveryCode.objects.filter(used_at=None).count() == 8
    assert journal.history("account/weixiaolan")[-1].facts["second"] == "恢复码"


def test_it_stops_after_five_wrong_codes_and_after_twenty_a_day(browser, codes, clock):
    first_step(browser)
    assert [second_step(browser, "000000").status_code for _ in range(7)] == [422] * 5 + [429] * 2
    assert second_step(browser, code()).status_code == 429
    assert events().count("second_factor_locked") == 1
    tried = 5
    for _ in range(5):
        clock.shift(3601)
        first_step(browser)
        tried += [second_step(browser, "000000").status_code for _ in range(5)].count(422)
    assert tried == 20
    clock.shift(86_401)
    first_step(browser)
    assert second_step(browser, code()).status_code == 303


def test_the_second_step_is_over_after_ten_minutes(browser, codes, clock):
    first_step(browser)
    clock.shift(601)
    assert second_step(browser, code()).headers["Location"] == "/sign-in/"
    assert "等得太久" in browser.get("/sign-in/").text


@pytest.mark.parametrize("how", ["off", "password"])
def test_it_is_over_when_the_account_changes_meanwhile(browser, account, codes, how):
    first_step(browser)
    if how == "off":
        accounts.deactivate(account, by=SECURITY, at=now())
    else:
        accounts.set_password(account, password="Quite-Other-77", by=SECURITY, at=now())
    assert second_step(browser, code()).headers["Location"] == "/sign-in/"


def test_nobody_comes_to_the_second_step_without_the_first(browser, codes):
    assert browser.get("/sign-in/code/").headers["Location"] == "/sign-in/"
    assert second_step(browser, code()).headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("typed", ["", "\x00", "１２３", "x" * 64, "000000' OR 1=1", "𠮷" * 6])
def test_odd_codes_are_refused_in_a_sentence(browser, codes, typed):
    first_step(browser)
    assert second_step(browser, typed).status_code == 422


def test_a_new_password_does_not_go_around_it(browser, account, codes):
    reset_password(account.pk, password="Quite-Other-77", by=SECURITY, at=now())
    entered = browser.post("/sign-in/", {"username": "weixiaolan", "password": "Quite-Other-77"})
    assert entered.headers["Location"] == "/sign-in/code/"


# Enrolling


def test_it_is_enrolled_on_a_page_with_a_picture(signed_in, account):
    page = signed_in.get("/second-factor/").text
    assert "data:image/svg+xml" in page
    secret = re.search(r'<code id="secret">([^<]+)</code>', page)[1].replace(" ", "")
    typed = one_time.code_at(secret, one_time.step_of(now()))
    assert signed_in.post("/second-factor/", {"code": typed, "password": "x"}).status_code == 422
    assert signed_in.post("/second-factor/", {"code": "000000", "password": PASSWORD}).status_code == 422
    assert secret in signed_in.get("/second-factor/").text.replace(" ", "")
    done = signed_in.post("/second-factor/", {"code": typed, "password": PASSWORD})
    assert done.headers["Location"] == "/second-factor/codes/"
    shown = re.findall(r"<code>([0-9a-z-]{19})</code>", signed_in.get("/second-factor/codes/").text)
    assert {one_time.recovery_digest(one) for one in shown} == set(
        RecoveryCode.objects.values_list("digest", flat=True)
    )
    signed_in.post("/second-factor/codes/")
    assert signed_in.get("/second-factor/codes/").headers["Location"] == "/second-factor/"
    assert "还有 10 个" in signed_in.get("/second-factor/").text
    assert events()[-1] == "second_factor_enrolled"
    told = str([vars(one) for one in journal.history("account/weixiaolan")])
    assert not [one for one in (secret, typed, *shown) if one in told]


def test_recovery_codes_are_drawn_anew_and_it_is_given_up_with_a_code(account, browser, codes, clock):
    first_step(browser)
    second_step(browser, code())
    clock.shift(60)
    assert browser.post("/second-factor/codes/new/", {"code": "000000"}).status_code == 422
    assert browser.post("/second-factor/codes/new/", {"code": code()}).headers["Location"] == "/second-factor/codes/"
    assert accounts.prove_second_factor(account, code=codes[0], at=now()) == ""
    clock.shift(60)
    assert browser.post("/second-factor/off/", {"code": code(-3)}).status_code == 422
    assert browser.post("/second-factor/off/", {"code": code()}).status_code == 303
    assert not SecondFactor.objects.exists()
    assert events()[-2:] == ["recovery_codes_renewed", "second_factor_given_up"]


def test_an_open_page_is_no_place_to_guess_codes_or_the_password(browser, account, codes, clock):
    first_step(browser)
    second_step(browser, code())
    clock.shift(60)
    told = [browser.post("/second-factor/off/", {"code": "000000"}).status_code for _ in range(7)]
    assert told == [422] * 5 + [429] * 2
    assert browser.post("/second-factor/codes/new/", {"code": code()}).status_code == 429
    SecondFactor.objects.all().delete()
    told = [browser.post("/second-factor/", {"code": "000000", "password": "x"}).status_code for _ in range(12)]
    assert told == [422] * 10 + [429] * 2


def test_nobody_keeps_anothers(account, codes):
    other = Actor(Role.SECURITY_ADMIN, person=account.pk + 1)
    with pytest.raises(Refused):
        accounts.give_up_second_factor(account, code=code(), by=other, at=now())


# Asked for by the post


@pytest.fixture
def guard(account):
    """The account of these tests is the system administrator's."""
    at = account.created_at
    organ = register.add_organ(code="office", name="县人民政府办公室", kind="office", by=MACHINE, at=at)
    post = register.add_post(code="sys", organ=organ.pk, role="system_admin", title="系统管理员", by=MACHINE, at=at)
    register.appoint(post.pk, account=account.pk, since=date(2026, 11, 1), by=MACHINE, at=at)
    return account


@pytest.mark.parametrize(("setting", "asked"), [
    (["administrators"], True), (["leaders"], False), ([], False), (["staff"], True), (["mayor", "system_admin"], True),
])  # fmt: skip
def test_a_post_asks_for_it_by_the_setting(browser, guard, settings, setting, asked):
    settings.QINQING_SECOND_FACTOR = setting
    first_step(browser)
    led = browser.get("/desk/organs/")
    assert (led.status_code == 303) == asked
    if asked:
        assert led.headers["Location"] == "/second-factor/?next=%2Fdesk%2Forgans%2F"
        assert "系统管理员登录要二次验证" in browser.get(led.headers["Location"]).text


def test_once_enrolled_one_goes_on_where_one_was_and_may_not_give_it_up(browser, guard, clock):
    first_step(browser)
    page = browser.get("/second-factor/?next=/desk/organs/").text
    secret = re.search(r'<code id="secret">([^<]+)</code>', page)[1].replace(" ", "")
    typed = one_time.code_at(secret, one_time.step_of(now()))
    browser.post("/second-factor/?next=/desk/organs/", {"code": typed, "password": PASSWORD})
    assert browser.post("/second-factor/codes/").headers["Location"] == "/desk/organs/"
    assert browser.get("/desk/organs/").status_code == 200
    clock.shift(60)
    typed = one_time.code_at(secret, one_time.step_of(now()))
    assert browser.post("/second-factor/off/", {"code": typed}).status_code == 303
    assert SecondFactor.objects.exists()


# Taken off by two


def asked_for(by=SECURITY):
    return resets.ask_reset(username="weixiaolan", reason="手机掉进水库", by=by, at=now())


@pytest.mark.parametrize("second", [SYSTEM, AUDIT, Actor(Role.SECURITY_ADMIN, name="另一位", person=10_004)])
def test_one_administrator_asks_and_another_settles_it(browser, account, codes, second):
    first_step(browser)
    second_step(browser, code())
    asked = asked_for()
    assert queries.second_factor(account.pk) is not None
    with pytest.raises(Refused, match="另一位"):
        resets.settle_reset(asked.pk, granted=True, by=SECURITY, at=now())
    resets.settle_reset(asked.pk, granted=True, by=second, at=now())
    assert queries.second_factor(account.pk) is None
    assert not RecoveryCode.objects.exists()
    assert browser.get("/desk/").status_code == 303
    assert events()[-2:] == ["second_reset_asked", "second_reset_granted"]
    with pytest.raises(Conflict):
        resets.settle_reset(asked.pk, granted=True, by=second, at=now())


def test_the_owner_neither_asks_nor_settles(account, codes):
    own = Actor(Role.SECURITY_ADMIN, name="本人", person=account.pk)
    with pytest.raises(Refused, match="本人"):
        asked_for(own)
    asked = asked_for()
    with pytest.raises(Refused, match="本人"):
        resets.settle_reset(asked.pk, granted=True, by=own, at=now())


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}))
def test_nobody_else_asks_or_settles(account, codes, role):
    asked = asked_for()
    with pytest.raises(Refused):
        resets.settle_reset(asked.pk, granted=True, by=Actor(role, person=10_009), at=now())
    with pytest.raises(Refused):
        asked_for(Actor(role, person=10_009))


def test_declined_it_stays(account, codes):
    resets.settle_reset(asked_for().pk, granted=False, by=AUDIT, at=now())
    assert queries.second_factor(account.pk) is not None
    assert events()[-1] == "second_reset_declined"
    assert asked_for().pk


def test_a_request_waits_three_days_and_one_at_a_time(codes, clock):
    asked = asked_for()
    with pytest.raises(Refused, match="已有一份"):
        asked_for()
    clock.shift(timedelta(days=3, seconds=1))
    with pytest.raises(Refused, match="超过 3 天"):
        resets.settle_reset(asked.pk, granted=True, by=AUDIT, at=now())
    assert asked_for().pk != asked.pk


def test_the_system_administrator_asks_for_the_security_administrators_own(account, codes, clock):
    with pytest.raises(Refused):
        asked_for(SYSTEM)
    at = account.created_at
    organ = register.add_organ(code="office", name="县人民政府办公室", kind="office", by=MACHINE, at=at)
    post = register.add_post(code="sec", organ=organ.pk, role="security_admin", title="安全管理员", by=MACHINE, at=at)
    register.appoint(post.pk, account=account.pk, since=date(2026, 11, 1), by=MACHINE, at=at)
    resets.settle_reset(asked_for(SYSTEM).pk, granted=True, by=AUDIT, at=now())
    assert queries.second_factor(account.pk) is None


def test_without_one_there_is_nothing_to_take_off(account):
    with pytest.raises(Refused, match="没有开通"):
        asked_for()
    with pytest.raises(Refused, match="没有这个用户名"):
        resets.ask_reset(username="nobody", reason="x", by=SECURITY, at=now())
