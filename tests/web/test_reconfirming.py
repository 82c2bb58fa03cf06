"""再次确认身份: a quarter of an hour after signing in, what weighs much asks again who is there; nothing typed is lost."""

import html
import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern
from tests.web.test_oidc import at_the_provider, provider  # noqa: F401  (a fixture)

from qinqing.doors.api.table import OPERATIONS
from qinqing.doors.console import urls as console
from qinqing.doors.portal import urls as portal
from qinqing.doors.web import urls as web
from qinqing.doors.web.clock import SHANGHAI, now
from qinqing.doors.web.models import Draft
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.register.actions import second_factors
from qinqing.procedure.register.actions.accounts import bind
from qinqing.services.accounts.rules import one_time
from qinqing.services.journal import queries as journal

PASSWORD = "Cloud-Ridge-2026"
NINE = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
SECRET = one_time.draw_secret()
ASKS = "请确认是您本人"
TYPED = {"text": "同意发布，𠮷", "kinds": ["a", "b"], "once": "x" * 24}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(account):
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def stale(signed_in, clock):
    """Signed in a quarter of an hour ago."""
    clock.shift(timedelta(minutes=15))
    return signed_in


def carried(answer):
    """The hidden fields of the question, as a browser sends them back."""
    form = answer.text.split('class="card"', 1)[1].split("</form>", 1)[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    found = {}
    for name, value in pairs:
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(html.unescape(value))
    return found


def events():
    return [one.event.removeprefix("accounts.account.") for one in journal.history("account/weixiaolan")]


def code(drift=0):
    return one_time.code_at(SECRET, one_time.step_of(now()) + drift)


# When it asks


def test_who_just_signed_in_is_not_asked(signed_in, clock, pages):
    clock.shift(timedelta(minutes=14, seconds=59))
    assert signed_in.post("/weighty", TYPED).headers["Location"] == "/told/1"


def test_after_a_quarter_of_an_hour_it_asks_and_does_nothing(stale, pages):
    answer = stale.post("/weighty", TYPED)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store")
    assert ASKS in answer.text
    assert pages == []


def test_other_pages_do_not_ask(stale):
    assert stale.post("/desk/story", TYPED).status_code == 303


def test_a_page_is_looked_at_without_being_asked_unless_secrets_are_typed_there(stale):
    assert ASKS not in stale.get("/weighty").text
    asked = stale.get("/ahead")
    assert ASKS in asked.text
    assert stale.post("/ahead", {**carried(asked), "again_password": PASSWORD}).headers["Location"] == "/ahead"
    assert ASKS not in stale.get("/ahead").text


def test_the_setting_says_how_long(signed_in, clock, settings):
    settings.QINQING_CONFIRM_MINUTES = 5
    clock.shift(timedelta(minutes=5))
    assert ASKS in signed_in.post("/weighty", TYPED).text
    settings.QINQING_CONFIRM_MINUTES = 6
    assert ASKS not in signed_in.post("/weighty", TYPED).text


def test_a_clock_put_back_does_not_stretch_it(signed_in, clock):
    clock.shift(-timedelta(hours=1))
    assert ASKS in signed_in.post("/weighty", TYPED).text


# What the right answer does


def test_the_right_password_does_what_was_asked_for(stale, clock, pages):
    back = carried(stale.post("/weighty", TYPED))
    assert (back["text"], back["kinds"], back["once"]) == (["同意发布，𠮷"], ["a", "b"], ["x" * 24])
    assert stale.post("/weighty", {**back, "again_password": PASSWORD}).headers["Location"] == "/told/1"
    assert pages == ["同意发布，𠮷"]
    clock.shift(timedelta(minutes=14))
    assert ASKS not in stale.post("/weighty", {**TYPED, "once": "y" * 24}).text
    assert events()[-1] == "reconfirmed"


def test_it_is_done_once_however_often_the_answer_is_sent(stale, pages):
    back = {**carried(stale.post("/weighty", TYPED)), "again_password": PASSWORD}
    assert {stale.post("/weighty", back).headers["Location"] for _ in range(3)} == {"/told/1"}
    assert len(pages) == 1


def test_a_wrong_password_does_nothing_and_keeps_everything(stale, pages):
    back = carried(stale.post("/weighty", TYPED))
    answer = stale.post("/weighty", {**back, "again_password": "Cloud-Ridge-2025"})
    assert answer.status_code == 422
    assert "密码不对，请核对后再试" in answer.text
    assert carried(answer) == back
    assert "Cloud-Ridge" not in answer.text
    assert pages == []
    assert events()[-1] == "reconfirm_failed"


def test_what_was_typed_is_there_too_when_the_page_is_left(stale):
    stale.post("/weighty", TYPED)
    assert "同意发布，𠮷" in stale.get("/weighty").text


def test_a_secret_is_never_written_into_the_question(stale, pages):
    """It cannot be carried: after the answer the form comes back, with the rest filled in."""
    asked = stale.post("/weighty", {**TYPED, "password": "Geheim-1234-x"})
    assert "Geheim-1234-x" not in asked.text
    answer = stale.post("/weighty", {**carried(asked), "again_password": PASSWORD})
    assert answer.headers["Location"] == "/weighty"
    assert pages == []
    page = stale.get("/weighty").text
    assert "同意发布，𠮷" in page
    assert "Geheim-1234-x" not in page
    assert not Draft.objects.filter(data__contains="Geheim").exists()


def test_no_password_reaches_a_draft_or_the_record(stale):
    back = carried(stale.post("/weighty", TYPED))
    stale.post("/weighty", {**back, "again_password": PASSWORD, "text": "拒绝"})
    assert not Draft.objects.filter(data__contains=PASSWORD).exists()
    assert PASSWORD not in str([vars(one) for one in journal.history("account/weixiaolan")])


# With a second factor


@pytest.fixture
def codes(account, clock):
    drawn = second_factors.enrol(
        secret=SECRET, code=code(-2), by=Actor(Role.OFFICER, person=account.pk), at=now() - timedelta(minutes=1)
    )
    clock.shift(60)
    return drawn


def test_who_has_a_second_factor_is_asked_for_a_code_and_the_password_is_not_enough(signed_in, codes, clock, pages):
    clock.shift(timedelta(minutes=15))
    back = carried(signed_in.post("/weighty", TYPED))
    assert signed_in.post("/weighty", {**back, "again_password": PASSWORD}).status_code == 422
    assert pages == []
    assert signed_in.post("/weighty", {**back, "otp_again": code()}).headers["Location"] == "/told/1"


def test_two_clicks_with_one_code_are_one_answer(signed_in, codes, clock, pages):
    clock.shift(timedelta(minutes=15))
    back = {**carried(signed_in.post("/weighty", TYPED)), "otp_again": code()}
    assert {signed_in.post("/weighty", back).headers["Location"] for _ in range(2)} == {"/told/1"}
    assert len(pages) == 1


def test_a_code_that_was_used_confirms_nothing_later(signed_in, codes, clock, pages):
    clock.shift(timedelta(minutes=15))
    back = {**carried(signed_in.post("/weighty", TYPED)), "otp_again": code()}
    signed_in.post("/weighty", back)
    clock.shift(timedelta(minutes=15))
    assert signed_in.post("/weighty", {**back, "once": "z" * 24}).status_code == 422
    assert signed_in.post("/weighty", {**back, "once": "z" * 24, "otp_again": codes[0]}).status_code == 303
    assert signed_in.post("/weighty", {**back, "once": "w" * 24}).status_code == 303
    assert events()[-1] == "reconfirmed"


def test_five_wrong_codes_an_hour(signed_in, codes, clock, pages):
    clock.shift(timedelta(minutes=15))
    back = carried(signed_in.post("/weighty", TYPED))
    wrong = str(int(code()) ^ 1).zfill(6)
    told = [signed_in.post("/weighty", {**back, "otp_again": wrong}).status_code for _ in range(6)]
    assert told == [422] * 5 + [429]
    assert signed_in.post("/weighty", {**back, "otp_again": code()}).status_code == 429
    assert "second_factor_locked" in events()


# Guessing


def test_an_open_page_is_no_place_to_guess_and_its_owner_is_not_locked_out(stale, pages):
    """Counted with the tries to sign in on this device; every other device of the owner's goes on."""
    other = Client(headers={"origin": "http://testserver"})
    assert other.post("/sign-in/", {"username": "weixiaolan", "password": PASSWORD}).status_code == 303
    other.post("/sign-out/")
    back = carried(stale.post("/weighty", TYPED))
    told = [stale.post("/weighty", {**back, "again_password": f"guess-{n}"}).status_code for n in range(11)]
    assert told == [422] * 10 + [429]
    answer = stale.post("/weighty", {**back, "again_password": PASSWORD})
    assert answer.status_code == 429
    assert "填写的内容已经保存" in answer.text
    assert pages == []
    assert "locked" in events()
    assert other.post("/sign-in/", {"username": "weixiaolan", "password": PASSWORD}).status_code == 303


def test_what_strangers_guessed_does_not_keep_the_owner_from_confirming(stale):
    for number in range(40):
        stranger = Client(REMOTE_ADDR=f"198.51.100.{number}", headers={"origin": "http://testserver"})
        stranger.post("/sign-in/", {"username": "weixiaolan", "password": "x"})
    back = carried(stale.post("/weighty", TYPED))
    assert stale.post("/weighty", {**back, "again_password": PASSWORD}).status_code == 303


# By the identity provider


@pytest.fixture
def outside(stale, provider, account):  # noqa: F811
    bind(account.pk, outside_id="u-1001", by=Actor(Role.SECURITY_ADMIN, name="安全", person=10_000), at=now())
    provider.person["auth_time"] = int(now().timestamp()) + 1
    return provider


def again(browser):
    """What leads to the provider, as the question offers it."""
    asked = browser.post("/weighty", TYPED, headers={"referer": "http://testserver/weighty"})
    url = html.unescape(re.search(r'href="(/sign-in/oidc/\?again[^"]+)"', asked.text)[1])
    return browser.get(url).headers["Location"]


def test_it_asks_the_provider_to_let_the_person_sign_in_anew(stale, outside, pages):
    where = again(stale)
    assert "prompt=login" in where
    assert "max_age=0" in where
    assert stale.get(at_the_provider(where)).headers["Location"] == "/weighty"
    page = stale.get("/weighty").text
    assert "已确认是您本人" in page
    assert "同意发布，𠮷" in page
    assert ASKS not in stale.post("/weighty", TYPED).text
    assert len(pages) == 1
    assert events()[-1] == "reconfirmed"


@pytest.mark.parametrize("when", [None, -3600, "now"])
def test_a_provider_that_did_not_ask_anew_confirms_nothing(stale, outside, when):
    outside.person["auth_time"] = when if not isinstance(when, int) else int(now().timestamp()) + when
    assert stale.get(at_the_provider(again(stale))).headers["Location"] == "/weighty"
    assert "还没有确认" in stale.get("/weighty").text
    assert ASKS in stale.post("/weighty", TYPED).text


def test_another_person_at_the_provider_confirms_nothing(stale, outside):
    outside.person["sub"] = "u-2002"
    stale.get(at_the_provider(again(stale)))
    assert "不是您本人的账号" in stale.get("/weighty").text
    assert ASKS in stale.post("/weighty", TYPED).text


# What asks again

WEIGHTY = {
    "console:account_act": {"password", "bind", "on", "off", "link", "lift"}, "console:account_new": {"*"},
    "console:bulletin_move": {"approve", "publish", "confirm_correction"},
    "console:channel": {"*"}, "console:channel_act": {"on", "off"}, "console:channel_new": {"*"},
    "console:first_passwords": {"*"}, "console:holding_end": {"*"}, "console:import": {"*"}, "console:ledger": {"*"},
    "console:notice_confirm": {"*"}, "console:organ_act": {"abolish", "post"},
    "console:peer": {"*"}, "console:peer_act": {"on", "off", "renew", "drop"}, "console:peer_new": {"*"},
    "console:post_act": {"*"}, "console:proposal": {"*"}, "console:reset_ask": {"*"},
    "console:reset_settle": {"grant"}, "console:template_rule": {"confirm"}, "console:template_use": {"*"}, "web:token_new": {"*"},
    "portal:phone": {"*"},
}  # fmt: skip


def test_these_pages_ask_again():
    found = {
        f"{room.app_name}:{one.name}": set(one.callback.reconfirmed)
        for room in (console, portal, web)
        for one in room.urlpatterns
        if isinstance(one, URLPattern) and hasattr(one.callback, "reconfirmed")
    }
    assert found == WEIGHTY


def test_programs_are_offered_none_of_these_steps():
    """A token confirms nothing: the interface has no operation that publishes, exports, appoints or sets up."""
    offered = {one.name for one in OPERATIONS}
    weighty = {name.partition(":")[2] for name in WEIGHTY}
    assert offered & weighty == set()
