"""手机验证码登录: six digits, ten minutes, once; for this number and this browser; guesses are hopeless, owners get in."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.utils import timezone
from tests.cast import NOW

from qinqing.doors.web import phone_codes
from qinqing.procedure.register.actions import joining
from qinqing.services.accounts.actions import issue_phone_code, prove_phone_code
from qinqing.services.accounts.models import Account, PhoneCode
from qinqing.services.accounts.sealing import unseal
from qinqing.services.journal.models import Entry
from qinqing.services.notifications.actions import send_next
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.rules import Kind

pytestmark = pytest.mark.django_db
MOBILE = "13800138000"


@pytest.fixture(autouse=True)
def _whole_house(settings):
    settings.ROOT_URLCONF = "qinqing.config.urls"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def gateway(db):
    told = {"url": "https://sms.example.com/", "format": "json", "headers": "", "body": "{}", "success": "", "site": ""}
    return Channel.objects.create(medium="sms", name="短信", active=True, settings=told, kinds=list(Kind))


@pytest.fixture
def owner(cast, gateway):
    account = Account.objects.get(pk=cast.actor("hengxin").person)
    joining.bind_mobile(MOBILE, by=cast.actor("hengxin"), at=NOW)
    return account


def browser(address="127.0.0.1"):
    return Client(raise_request_exception=False, headers={"origin": "http://testserver"}, REMOTE_ADDR=address)


def ask(one, phone=MOBILE, **more):
    return one.post("/sign-in/phone/", {"phone": phone, **more})


def sent():
    """The code in the newest text message."""
    return re.search(
        r"验证码 ([0-9]{6})，", unseal(Delivery.objects.latest("pk").sealed).encode().decode("unicode_escape")
    )[1]


def type_in(one, code):
    return one.post("/sign-in/phone/code/", {"code": code})


def signed_in(one):
    return "_auth_user_id" in one.session


def test_number_and_code_open_the_account(owner):
    one = browser()
    assert ask(one, next="/appeals/new").headers["Location"] == "/sign-in/phone/code/"
    assert "138****8000" in one.get("/sign-in/phone/code/").text
    answer = type_in(one, sent())
    assert answer.headers["Location"] == "/appeals/new"
    assert signed_in(one)
    last = Entry.objects.filter(subject=f"account/{owner.username}").latest("pk")
    assert (last.event, json.loads(last.body)["facts"]["way"]) == ("accounts.account.signed_in", "短信验证码")


@pytest.mark.parametrize(
    "typed", ["138 0013 8000", "+86-138-0013-8000", "１３８００１３８０００", "0086 13800138000", "138001380OO"]
)
def test_the_number_is_understood_however_it_is_typed(owner, typed):
    assert ask(browser(), typed).status_code == 303
    assert PhoneCode.objects.get().phone == MOBILE


@pytest.mark.parametrize(
    "spelt", [lambda code: f" {code[:3]} {code[3:]} ", lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code)]
)
def test_the_code_is_understood_however_it_is_typed(owner, spelt):
    one = browser()
    ask(one)
    assert type_in(one, spelt(sent())).status_code == 303


def test_a_landline_is_told_so(gateway):
    answer = ask(browser(), "0776-1234567")
    assert answer.status_code == 422
    assert "座机收不到短信" in answer.text
    assert "0776-1234567" in answer.text, "what was typed is still there"


def test_a_code_opens_once(owner):
    one = browser()
    ask(one)
    code, session = sent(), one.session[phone_codes.WAITING]
    assert type_in(one, code).status_code == 303
    other = browser()
    other.get("/sign-in/phone/")
    store = other.session
    store[phone_codes.WAITING] = session
    store.save()
    assert type_in(other, code).status_code == 422
    assert not signed_in(other)


def test_a_code_is_good_for_ten_minutes(owner):
    one = browser()
    ask(one)
    code = sent()
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        answer = type_in(one, code)
    assert answer.headers["Location"] == "/sign-in/phone/"
    assert not signed_in(one)


def test_a_code_is_good_in_the_browser_that_asked_alone(owner):
    mine, theirs = browser(), browser("10.0.0.9")
    ask(mine)
    code = sent()
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        ask(theirs)
        assert type_in(theirs, code).status_code == 422
        assert type_in(mine, code).status_code == 303


def test_another_code_makes_the_former_void(owner):
    one = browser()
    ask(one)
    first = sent()
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        assert one.post("/sign-in/phone/code/", {"again": "1"}).status_code == 303
        second = sent()
        if first != second:
            assert type_in(one, first).status_code == 422
        assert type_in(one, second).status_code == 303


def test_another_code_is_to_be_had_after_sixty_seconds(owner):
    one = browser()
    ask(one)
    assert "还要等 <b>60</b>" in one.get("/sign-in/phone/code/").text
    with time_machine.travel(NOW + timedelta(seconds=31), tick=False):
        page = one.post("/sign-in/phone/code/", {"again": "1"}, follow=True)
        assert "请再等 29 秒" in page.text
        assert 'class="again wait w30"' in page.text
    assert PhoneCode.objects.count() == Delivery.objects.count() == 1
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        assert 'class="again"' in one.get("/sign-in/phone/code/").text


def test_known_and_unknown_numbers_are_answered_alike(owner, django_assert_num_queries):
    def told(phone, address):
        one = browser(address)
        answers = [ask(one, phone), one.get("/sign-in/phone/code/"), type_in(one, "000000x"), type_in(one, "１")]
        return [(a.status_code, a.headers.get("Location"), veil(a.text)) for a in answers]

    def veil(text):
        return re.sub(r'13[0-9]\*{4}[0-9]{4}|nonce="[^"]+"|value="[^"]{20,}"', "", text)

    assert told(MOBILE, "10.0.0.1") == told("13900139000", "10.0.0.2")
    assert Delivery.objects.count() == 2, "both are sent a code: the same work"


def test_an_unknown_number_opens_an_account_and_one_without_posts_alone_is_signed_in(cast, gateway):
    clerk = Account.objects.get(pk=cast.intake.person)
    Account.objects.filter(pk=clerk.pk).update(mobile=MOBILE)
    one = browser()
    ask(one)
    assert type_in(one, sent()).headers["Location"] == "/my/open", "whoever holds a post signs in with a password"
    assert not signed_in(one)


def test_ten_thousand_guesses_do_not_open_it_and_the_owner_gets_in(owner):
    """Five a code are taken and few codes are to be had, whoever asks from wherever; ten thousand at one code are five, too."""
    with time_machine.travel(NOW, tick=False) as clock:
        for n in range(20):
            stranger = browser(f"10.1.{n}.7")
            if ask(stranger).status_code == 303:
                right = int(sent())
                guesses = [type_in(stranger, f"{(right + 1 + guess) % 10**6:06}") for guess in range(60)]
                assert {answer.status_code for answer in guesses} <= {422, 429}
                assert type_in(stranger, f"{right:06}").status_code == 429, "nor does the right one, by then"
                assert not signed_in(stranger)
            clock.shift(timedelta(seconds=86))
        assert sum(PhoneCode.objects.values_list("tries", flat=True)) <= 15 * 5
        handle = issue_phone_code(MOBILE, at=(now := timezone.now())).handle
        assert not any(prove_phone_code(handle, f"{guess:06}", at=now).phone for guess in range(10_000))
        assert PhoneCode.objects.latest("pk").tries == 5
        known = browser("10.9.9.9")
        known.cookies["qinqing_device"] = signing.dumps([(owner.pk, "mine")], salt="qinqing_device")
        assert ask(known).status_code == 303, "the owner's own device counts apart"
        assert type_in(known, sent()).status_code == 303
        assert signed_in(known)


def test_guesses_from_one_address_end(gateway):
    with time_machine.travel(NOW, tick=False) as clock:
        statuses = []
        for n in range(15):
            one = browser()
            assert ask(one, f"139000000{n:02}").status_code == 303
            statuses += [type_in(one, "abc").status_code for _ in range(5)]
            clock.shift(timedelta(seconds=1))
    assert statuses.count(422) == phone_codes.GUESSES
    assert set(statuses[phone_codes.GUESSES :]) == {429}


def test_numbers_are_not_flooded(gateway):
    """However many addresses ask: eight an hour to one number, fifteen a day."""
    with time_machine.travel(NOW, tick=False) as clock:
        for n in range(30):
            ask(browser(f"10.2.0.{n}"))
            clock.shift(timedelta(seconds=61))
        assert Delivery.objects.count() == 8
        for n in range(100):
            ask(browser(f"10.2.1.{n}"))
            clock.shift(timedelta(minutes=13))
    assert 15 <= Delivery.objects.count() <= 30


def test_a_refusal_is_counted_although_it_is_refused(gateway):
    one = browser()
    ask(one)
    answer = ask(one)
    assert answer.status_code == 429
    assert "60 秒后再获取" in answer.text
    assert MOBILE in answer.text


def test_the_code_stands_nowhere(owner, caplog):
    one = browser()
    asked = ask(one)
    code = sent()
    type_in(one, code)
    assert code not in asked.headers["Location"]
    assert not Message.objects.filter(text__contains=code).exists()
    assert code not in str(list(Entry.objects.values_list("body", "subject")))
    assert code not in str(list(PhoneCode.objects.values()))
    assert code not in str(list(Delivery.objects.values()))
    assert code not in str([row.get_decoded() for row in Session.objects.all()])
    assert code not in caplog.text


def test_the_office_sees_a_veiled_number_and_no_words(owner, cast, monkeypatch):
    ask(browser())
    code = sent()
    office = Client(headers={"origin": "http://testserver"})
    office.force_login(Account.objects.get(pk=cast.office.person))
    page = office.get("/desk/channels/_sent/").text
    assert "短信验证码" in page
    assert "138****8000" in page
    assert code not in page
    assert MOBILE not in page


def test_the_words_are_gone_once_the_message_is_out(owner):
    ask(browser())
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        assert send_next(at=NOW + timedelta(minutes=11))
    out = Delivery.objects.get()
    assert (out.fate, out.sealed) == ("failed", "")
    assert "有效期" in out.why


def test_without_a_gateway_it_is_not_offered(db):
    one = browser()
    assert "手机验证码" not in one.get("/sign-in/").text.replace("my/join", "")
    assert "还没有接通短信" in one.get("/sign-in/phone/").text
    answer = ask(one)
    assert "还没有接通短信" in answer.text
    assert not PhoneCode.objects.exists()


def test_in_the_demo_county_the_message_is_shown(db, settings):
    settings.QINQING_DEMO = True
    one = browser()
    ask(one)
    page = one.get("/sign-in/phone/code/").text
    code = re.search(r"验证码 ([0-9]{6})，", page)[1]
    assert type_in(one, code).headers["Location"] == "/my/open"


def test_the_number_signs_in_with_the_password_too_and_counts_as_the_same_account(owner):
    owner.set_password("Cloud-Ridge-2026")
    owner.save(update_fields=["password"])
    one = browser()
    for n in range(5):
        one.post("/sign-in/", {"username": MOBILE if n % 2 else owner.username, "password": "x"})
    answer = one.post("/sign-in/", {"username": MOBILE, "password": "Cloud-Ridge-2026"})
    assert answer.status_code == 429
    assert (
        browser("10.3.3.3")
        .post("/sign-in/", {"username": "+86 138 0013 8000", "password": "Cloud-Ridge-2026"})
        .status_code
        == 303
    )


def test_a_number_that_the_security_administrator_takes_away_opens_nothing(owner, cast):
    from qinqing.procedure.register.actions.accounts import rename_account

    rename_account(owner.pk, name=owner.name, phone="13700000000", by=cast.post("security-admin"), at=NOW)
    one = browser()
    ask(one)
    assert type_in(one, sent()).headers["Location"] == "/my/open"


def test_a_second_factor_is_still_asked_for(owner, cast):
    from qinqing.procedure.register.actions import second_factors
    from qinqing.services.accounts.rules import one_time

    secret = one_time.draw_secret()
    second_factors.enrol(
        secret=secret, code=one_time.code_at(secret, one_time.step_of(NOW)), by=cast.actor("hengxin"), at=NOW
    )
    one = browser()
    ask(one)
    assert type_in(one, sent()).headers["Location"] == "/sign-in/code/"
    assert not signed_in(one)


def test_an_account_that_was_switched_off_is_not_opened(owner):
    Account.objects.filter(pk=owner.pk).update(is_active=False)
    one = browser()
    ask(one)
    assert type_in(one, sent()).headers["Location"] == "/my/open"


def test_the_worker_takes_a_code_out_at_once_and_nothing_else_with_it(owner):
    """Somebody holds a telephone and waits: what may wait a minute does."""
    ask(browser())
    channel = Channel.objects.get()
    Delivery.objects.create(once="x", channel=channel, receiver="", made_at=NOW, due_at=NOW)
    assert send_next(at=NOW, texts=True)
    assert not send_next(at=NOW, texts=True)
    assert set(Delivery.objects.values_list("purpose", "tries")) == {("短信验证码", 1), ("", 0)}


def test_nobody_takes_a_proved_number_for_a_username(owner):
    from qinqing.kernel.errors import Refused

    with pytest.raises(Refused, match="已有人使用"):
        joining.open_by_password(username=MOBILE, name="某人", phone="", password="Cloud-Ridge-2026", at=NOW)


@pytest.mark.parametrize("known", [True, False])
def test_what_a_visitor_typed_is_there_after_signing_in_by_a_code(owner, known):
    one = browser()
    words = {"text": "线路跳闸三次", "enterprise_name": "某厂", "choose": ""}
    one.post("/appeals/new", words)
    ask(one, MOBILE if known else "13900139000", next="/appeals/new")
    answer = type_in(one, sent())
    if not known:
        once = re.search(r'name="once" value="([^"]+)"', one.get("/my/open").text)[1]
        answer = one.post("/my/open", {"name": "陆敏", "once": once})
    assert answer.headers["Location"] == "/appeals/new"
    assert signed_in(one)
    assert "线路跳闸三次" in one.get("/appeals/new").text


def test_who_forgot_the_password_is_led_from_signing_in_to_a_new_one(owner):
    one = browser()
    assert '<a href="/sign-in/phone/?next=/password/">凭手机验证码设新的</a>' in one.get("/sign-in/").text
    ask(one, next="/password/")
    page = one.get(type_in(one, sent()).headers["Location"]).text
    assert ("不用填旧密码" in page, "工作人员" in page) == (True, False), "an enterprise reads its own rules"
    assert one.post("/password/", {"new": "Quite-Other-77", "again": "Quite-Other-77"}).status_code == 303
    last = Entry.objects.filter(subject=f"account/{owner.username}").latest("pk")
    assert json.loads(last.body)["facts"]["way"] == "短信验证码"
    other = browser()
    assert other.post("/sign-in/", {"username": owner.username, "password": "Quite-Other-77"}).status_code == 303
    assert "忘了现在的密码" in other.get("/password/").text


def test_a_page_left_open_sets_no_password_without_the_former_one(owner):
    one = browser()
    ask(one)
    type_in(one, sent())
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert "现在的密码" in one.get("/password/").text
        assert one.post("/password/", {"new": "Quite-Other-77", "again": "Quite-Other-77"}).status_code == 422
