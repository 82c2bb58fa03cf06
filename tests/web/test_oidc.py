"""统一身份认证: an account that is bound opens by the provider's word, none is made, and nothing but the truth is believed."""

import http.client
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from tests.web import identity as told_by

from qinqing.doors.web.clock import now, today
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.register.actions import second_factors
from qinqing.procedure.register.actions.accounts import bind
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts.models import Account
from qinqing.services.accounts.rules import one_time
from qinqing.services.journal import queries as journal

GUARD = Actor(Role.SECURITY_ADMIN, name="安全", person=10_000)
LIES = (
    "nonce", "audience", "issuer", "expired", "not yet", "two audiences", "no expiry", "unsigned", "signed with the client's secret",
    "another key", "unknown key", "no token", "rubbish", "changed", "issuer of discovery", "page instead",
)  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    with told_by.serving() as identity:
        settings.QINQING_OIDC = {
            "issuer": identity.address, "client": told_by.CLIENT, "secret": told_by.SECRET, "claim": "sub",
            "scopes": "openid profile", "name": "广西政务统一身份认证",
        }  # fmt: skip
        settings.QINQING_OUTGOING_INSIDE = frozenset({urlsplit(identity.address).netloc})
        yield identity


@pytest.fixture
def bound(account):
    return bind(account.pk, outside_id="u-1001", by=GUARD, at=account.created_at)


def at_the_provider(address):
    """The browser goes to the provider, the person agrees, and the browser is sent back: to which address of ours."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.netloc)
    line.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(line.getresponse().headers["Location"])
    line.close()
    return f"{back.path}?{back.query}"


def sign_in(browser, wanted=""):
    """All the way: to the provider and back."""
    return browser.get(at_the_provider(browser.get(f"/sign-in/oidc/?next={wanted}").headers["Location"]))


def refused(browser, answer):
    """Sent back to the page for signing in, which says why."""
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/")
    assert browser.get("/desk/").status_code == 303
    return browser.get("/sign-in/").text


def test_a_bound_account_is_opened(browser, provider, bound):
    assert "用广西政务统一身份认证登录" in browser.get("/sign-in/").text
    assert sign_in(browser, "/told/4").headers["Location"] == "/told/4"
    assert browser.get("/desk/").status_code == 200
    entry = journal.history("account/weixiaolan")[-1]
    assert (entry.event, entry.facts["way"]) == ("accounts.account.signed_in", "广西政务统一身份认证")


def test_what_goes_to_the_provider_is_what_the_standard_asks(browser, provider, bound):
    where = urlsplit(browser.get("/sign-in/oidc/").headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(where.query).items()}
    assert asked["redirect_uri"] == "http://testserver/sign-in/oidc/back/"
    assert asked["scope"].split()[0] == "openid"
    assert len(asked["state"]) == len(asked["nonce"]) == len(asked["code_challenge"]) == 43
    again = parse_qs(urlsplit(browser.get("/sign-in/oidc/").headers["Location"]).query)
    assert {again[name][0] for name in ("state", "nonce", "code_challenge")} & set(asked.values()) == set()


@pytest.mark.parametrize("methods", [["client_secret_basic"], ["client_secret_post"]])
def test_the_client_proves_itself_as_the_provider_asks(browser, provider, bound, methods):
    provider.methods = methods
    assert sign_in(browser).status_code == 303
    assert browser.get("/desk/").status_code == 200


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_is_believed(browser, provider, bound, lie):
    where = browser.get("/sign-in/oidc/").headers["Location"]
    back = at_the_provider(where)
    provider.lies = lie
    assert "统一身份认证" in refused(browser, browser.get(back))


def test_an_unknown_person_is_told_the_mark_and_no_account_is_made(browser, provider, account):
    provider.person["sub"] = "u-9999"
    assert "u-9999" in refused(browser, sign_in(browser))
    assert Account.objects.count() == 1
    assert [one.event for one in journal.history(f"knocking/{today()}")] == ["accounts.unknown.outside_refused"]


def test_a_switched_off_account_stays_shut(browser, provider, bound):
    accounts.deactivate(bound, by=GUARD, at=bound.created_at)
    assert "还没有绑定" in refused(browser, sign_in(browser))


def test_a_code_is_redeemed_once_and_a_state_is_good_once(browser, provider, bound):
    back = at_the_provider(browser.get("/sign-in/oidc/").headers["Location"])
    assert browser.get(back).headers["Location"] == "/my/"
    browser.post("/sign-out/")
    assert "不是从这个浏览器开始的" in refused(browser, browser.get(back))


def test_another_browser_cannot_bring_the_answer(browser, provider, bound):
    """Nobody is signed in as somebody else by following a link."""
    back = at_the_provider(browser.get("/sign-in/oidc/").headers["Location"])
    victim = Client(headers={"origin": "http://testserver"})
    assert "不是从这个浏览器开始的" in refused(victim, victim.get(back))
    victim.get("/sign-in/oidc/")
    assert "不是从这个浏览器开始的" in refused(victim, victim.get(back))
    assert "/token" not in provider.asked


def test_a_stolen_code_is_worth_nothing_without_the_verifier(browser, provider, bound):
    code = parse_qs(urlsplit(at_the_provider(browser.get("/sign-in/oidc/").headers["Location"])).query)["code"][0]
    thief = Client(headers={"origin": "http://testserver"})
    state = parse_qs(urlsplit(thief.get("/sign-in/oidc/").headers["Location"]).query)["state"][0]
    refused(thief, thief.get(f"/sign-in/oidc/back/?code={code}&state={state}"))


def test_the_way_back_is_open_for_ten_minutes(browser, provider, bound):
    with time_machine.travel("2026-11-23 09:00:00 +0800", tick=False) as clock:
        back = at_the_provider(browser.get("/sign-in/oidc/").headers["Location"])
        clock.shift(601)
        assert "等得太久" in refused(browser, browser.get(back))


@pytest.mark.parametrize(
    "odd", ["", "?error=access_denied&state=x", "?code=x", "?state=%00&code=%00", "?state=%ED%A0%80&code=1"]
)
def test_odd_ways_back_are_refused(browser, provider, bound, odd):
    refused(browser, browser.get(f"/sign-in/oidc/back/{odd}"))
    browser.get("/sign-in/oidc/")
    refused(browser, browser.get(f"/sign-in/oidc/back/{odd}"))


def test_an_employee_number_may_be_the_mark_also_from_userinfo(browser, provider, account, settings):
    settings.QINQING_OIDC = settings.QINQING_OIDC | {"claim": "employee_number"}
    bind(account.pk, outside_id="450981", by=GUARD, at=account.created_at)
    assert "没有给出“employee_number”" in refused(browser, sign_in(browser))
    provider.extra["employee_number"] = 450981
    provider.lies = "subject of userinfo"
    assert "没有通过核验" in refused(browser, sign_in(browser))
    provider.lies = ""
    sign_in(browser)
    assert browser.get("/desk/").status_code == 200


def test_it_never_leads_off_the_site(browser, provider, bound):
    for wanted in ("https://evil.example", "//evil.example"):
        assert sign_in(browser, wanted).headers["Location"] == "/my/"
        browser.post("/sign-out/")


def test_a_provider_that_is_away_or_not_named_as_inside_is_said(browser, provider, bound, settings):
    settings.QINQING_OUTGOING_INSIDE = frozenset()
    assert "连不上" in refused(browser, browser.get("/sign-in/oidc/"))
    settings.QINQING_OIDC = settings.QINQING_OIDC | {"issuer": "http://127.0.0.1:9"}
    settings.QINQING_OUTGOING_INSIDE = frozenset({"127.0.0.1:9"})
    assert "连不上" in refused(browser, browser.get("/sign-in/oidc/"))


def test_starting_is_limited_by_address(browser, provider):
    for _ in range(300):
        accounts.strike("oidc@127.0.0.1", at=now(), limit=300, window=timedelta(hours=1))
    assert "太频繁" in refused(browser, browser.get("/sign-in/oidc/"))
    assert provider.asked == []


@pytest.mark.parametrize("url", ["/sign-in/oidc/", "/sign-in/oidc/back/"])
def test_without_a_provider_there_is_no_such_page(browser, url):
    assert browser.get(url).status_code == 404
    assert "/sign-in/oidc/" not in browser.get("/sign-in/").text


def test_a_mark_belongs_to_one_account_and_only_the_security_administrator_binds(bound):
    other = accounts.create_account(username="other", name="另一位", password=None, at=bound.created_at)
    with pytest.raises(Refused, match="已绑定另一个账号"):
        bind(other.pk, outside_id="u-1001", by=GUARD, at=bound.created_at)
    for role in set(Role) - {Role.SECURITY_ADMIN, Role.MACHINE}:
        with pytest.raises(Refused):
            bind(other.pk, outside_id="u-2", by=Actor(role, person=other.pk), at=bound.created_at)
    bind(bound.pk, outside_id="", by=GUARD, at=bound.created_at)
    bind(other.pk, outside_id="u-1001", by=GUARD, at=bound.created_at)
    assert [one.event.split(".")[-1] for one in journal.history("account/weixiaolan")] == ["bound", "unbound"]


def test_neither_codes_nor_tokens_stand_in_the_messages(browser, provider, bound, caplog):
    caplog.set_level("DEBUG")
    back = at_the_provider(browser.get("/sign-in/oidc/").headers["Location"])
    provider.lies = "nonce"
    browser.get(back)
    said = caplog.text + str([vars(one) for one in journal.history("account/weixiaolan")])
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert not [one for one in (told_by.SECRET, "access-1", "eyJ", code) if one in said]


def test_who_was_turned_away_still_arrives_after_signing_in_otherwise(browser, provider, account):
    answer = sign_in(browser, "/told/4")
    assert answer.headers["Location"] == "/sign-in/?next=%2Ftold%2F4"
    page = browser.get(answer.headers["Location"]).text
    assert 'name="next" value="/told/4"' in page
    assert "还没有绑定" in page
    provider.lies = "nonce"
    assert sign_in(browser, "/told/4").headers["Location"] == "/sign-in/?next=%2Ftold%2F4"


def test_the_second_step_says_what_was_proved(browser, provider, bound):
    secret = one_time.draw_secret()
    code = one_time.code_at(secret, one_time.step_of(now()))
    second_factors.enrol(secret=secret, code=code, by=Actor(Role.OFFICER, person=bound.pk), at=now())
    assert sign_in(browser).headers["Location"] == "/sign-in/code/"
    assert "广西政务统一身份认证已通过" in browser.get("/sign-in/code/").text
