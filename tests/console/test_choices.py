"""我的通知: what leaves the house for the reader, and when; at the desk and for enterprises."""

import pytest
from django.test import Client
from tests.cast import NOW
from tests.console.conftest import STAFF

from qinqing.services.accounts import queries as accounts
from qinqing.services.notifications import queries
from qinqing.services.notifications.rules.choosing import STAFF_GROUPS

pytestmark = pytest.mark.django_db
PAGE, OWN = "/desk/messages/choices/", "/my/messages/choices/"
HOURS = {"quiet_from": "22", "quiet_until": "7", "digest_hour": "17"}


@pytest.fixture
def enterprise(cast):
    browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
    browser.force_login(accounts.account(cast.actor("hengxin").person))
    session = browser.session
    session.update({"since": int(NOW.timestamp())})
    session.save()
    return browser


def ways(**changes):
    return {f"way_{one.kind}": changes.get(one.kind, one.way.value) for one in STAFF_GROUPS}


def test_every_desk_has_it_and_the_list_leads_there(desk, admitted):
    assert admitted(PAGE) == STAFF
    assert PAGE in desk("intake-1").get("/desk/messages/").text
    assert [one.label for one in STAFF_GROUPS] == [one.kind.label for one in STAFF_GROUPS], "as the list calls them"


def test_what_cannot_be_switched_off_says_so_and_offers_no_such_choice(desk):
    page = desk("intake-1").get(PAGE)
    field = page.context["form"]["way_urging"]
    assert "不能关闭" in field.help_text
    assert {value for value, _ in field.field.choices} == {"both", "sms", "mail"}
    answer = desk("intake-1").post(PAGE, {**ways(urging="house"), **HOURS})
    assert answer.status_code == 422


def test_choices_are_kept_and_shown_again(cast, desk):
    answer = desk("intake-1").post(PAGE, {**ways(turn="mail"), **HOURS})
    assert (answer.status_code, answer.url) == (303, PAGE)
    kept = queries.choices(cast.intake.person)
    assert (kept.ways["turn"], kept.quiet_from, kept.quiet_until, kept.rest_days) == ("mail", 22, 7, False)
    form = desk("intake-1").get(PAGE).context["form"]
    assert (form["way_turn"].initial, form["quiet_from"].initial) == ("mail", 22)
    assert queries.choices(cast.office.person).ways == {}


def test_where_one_is_reached_stands_there_veiled(desk, cast):
    account = accounts.account(cast.intake.person)
    account.phone, account.email = "13800138000", ""
    account.save()
    page = desk("intake-1").get(PAGE).text
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "没有登记可用的电子邮箱" in page
    assert "还没有启用短信" in page


@pytest.mark.parametrize(
    "bad", [{"quiet_from": "24"}, {"quiet_from": "２０"}, {"way_turn": "pigeon"}, {"digest_hour": ""}]
)
def test_what_is_no_choice_is_asked_again(desk, bad):
    assert desk("intake-1").post(PAGE, {**ways(), **HOURS, **bad}).status_code == 422


def test_an_enterprise_chooses_in_its_own_words(cast, enterprise):
    page = enterprise.get(OWN).text
    assert ("答复" in page, "督办单" in page) == (True, False)
    told = {"way_turn": "sms", "way_progress": "house", "way_day": "both", "way_affairs": "mail"}
    assert enterprise.post(OWN, {**told, **HOURS, "rest_days": "on"}).url == OWN
    assert queries.choices(cast.actor("hengxin").person).ways["progress"] == "house"


def test_a_visitor_is_asked_to_sign_in():
    assert Client().get(OWN).status_code == 303
