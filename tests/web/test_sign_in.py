"""Signing in: one answer for every failure, limits, sessions that end, and no way off the site."""

from datetime import date, timedelta

import time_machine
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session

from qinqing.doors.web import sessions
from qinqing.doors.web.requests import local
from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal

PASSWORD = "Cloud-Ridge-2026"


def sign_in(browser, username="weixiaolan", password=PASSWORD, **more):
    return browser.post("/sign-in/", {"username": username, "password": password, **more})


def test_it_answers_unknown_names_and_wrong_passwords_alike(browser, account):
    wrong = sign_in(browser, password="x")
    unknown = sign_in(browser, username="nobody", password="x")
    assert wrong.status_code == unknown.status_code == 422
    assert "用户名或密码不对" in wrong.text
    assert [line for line in wrong.text.splitlines() if "用户名或密码" in line] == [
        line for line in unknown.text.splitlines() if "用户名或密码" in line
    ]


def test_it_puts_entries_and_failures_on_the_record(browser, account):
    sign_in(browser, password="x")
    sign_in(browser)
    events = [entry.event for entry in journal.history("account/weixiaolan")]
    assert events == ["accounts.account.sign_in_failed", "accounts.account.signed_in"]


def test_it_changes_the_session_key(browser, account, settings):
    session = browser.session
    session["lodging"] = True  # a visitor's session, whose key a stranger may have planted
    session.save()
    first = browser.cookies[settings.SESSION_COOKIE_NAME].value
    sign_in(browser)
    assert Session.objects.count() == 1
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != first


def test_it_stops_after_five_tries_from_one_place_and_says_for_how_long(browser, account):
    with time_machine.travel("2026-11-23 09:00:00 +0800", tick=False) as clock:
        statuses = [sign_in(browser, password="x").status_code for _ in range(6)]
        assert statuses == [422] * 5 + [429]
        answer = sign_in(browser)
        assert answer.status_code == 429
        assert "一小时后再试" in answer.text
        clock.shift(3601)
        assert sign_in(browser).status_code == 303


def test_strangers_cannot_lock_out_a_known_device(browser, account, client):
    sign_in(browser)
    browser.post("/sign-out/")
    for _ in range(12):
        assert sign_in(client, password="x").status_code in {422, 429}
    assert sign_in(client).status_code == 429
    assert sign_in(browser).status_code == 303


def test_it_goes_where_the_reader_wanted(browser, account):
    assert browser.get("/desk/").headers["Location"] == "/sign-in/?next=%2Fdesk%2F"
    assert sign_in(browser, next="/told/4?a=1").headers["Location"] == "/told/4?a=1"


def test_it_never_leads_off_the_site():
    outside = ["https://evil.example", "//evil.example", "/\\evil.example", "///evil.example", "javascript:alert(1)",
               "http:evil.example", "\\\\evil.example", "/\t/evil.example", " //evil.example",
               "https:///evil.example"]  # fmt: skip
    assert {local(url, "/home") for url in outside} == {"/home"}
    assert local("/desk/appeals/?q=电", "/") == "/desk/appeals/?q=电"


def test_sign_out_takes_a_post(signed_in):
    assert signed_in.get("/sign-out/").status_code == 405
    signed_in.post("/sign-out/")
    assert signed_in.get("/desk/").status_code == 303


def test_a_switched_off_account_is_out_with_its_next_request(signed_in, account):
    assert signed_in.get("/desk/").status_code == 200
    get_user_model().objects.filter(pk=account.pk).update(is_active=False)
    assert signed_in.get("/desk/").status_code == 303


def test_a_new_password_ends_every_other_session(browser, account, client):
    sign_in(browser)
    sign_in(client)
    changed = browser.post("/password/", {"old": PASSWORD, "new": "Quite-Other-77", "again": "Quite-Other-77"})
    assert changed.status_code == 303
    assert browser.get("/desk/").status_code == 200
    assert client.get("/desk/").status_code == 303


def test_the_old_password_must_be_right(signed_in):
    answer = signed_in.post("/password/", {"old": "x", "new": "Quite-Other-77", "again": "Quite-Other-77"})
    assert answer.status_code == 422
    assert "现在的密码不对" in answer.text


def test_a_session_ends_after_twelve_hours_to_the_second(browser, account):
    with time_machine.travel("2026-11-23 08:00:00 +0800", tick=False) as clock:
        sign_in(browser)
        for _ in range(47):
            clock.shift(15 * 60)
            assert browser.get("/desk/").status_code == 200
        clock.shift(15 * 60 - 1)
        assert browser.get("/desk/").status_code == 200
        clock.shift(1)
        assert browser.get("/desk/").status_code == 303


def test_an_untouched_session_ends_to_the_second(browser, account):
    idle = sessions.idle_of(register.actor_for(account, None, date(2026, 11, 23)))
    with time_machine.travel("2026-11-23 08:00:00 +0800", tick=False) as clock:
        sign_in(browser)
        clock.shift(idle - timedelta(seconds=1))
        assert browser.get("/desk/").status_code == 200
        clock.shift(idle - timedelta(seconds=1))
        assert browser.get("/desk/").status_code == 200
        clock.shift(idle)
        assert browser.get("/desk/").status_code == 303


def test_staff_have_half_an_hour():
    assert sessions.idle_of(Actor(Role.OFFICER)) == timedelta(minutes=30)
    assert sessions.idle_of(Actor(Role.ENTERPRISE)) == timedelta(hours=2)


def test_without_its_sign_of_life_a_session_counts_from_the_sign_in(browser, account):
    with time_machine.travel("2026-11-23 08:00:00 +0800", tick=False) as clock:
        sign_in(browser)
        clock.shift(timedelta(hours=2))
        browser.cookies["qinqing_seen"] = "forged.9999999999:signature"
        assert browser.get("/desk/").status_code == 303


def test_reading_pages_writes_no_session(signed_in):
    signed_in.get("/desk/")
    before = list(Session.objects.values_list("session_key", "session_data"))
    signed_in.get("/desk/")
    assert list(Session.objects.values_list("session_key", "session_data")) == before


def test_demo_accounts_are_listed_only_in_a_demo(browser, account, settings):
    get_user_model().objects.update(is_demo=True)
    settings.QINQING_DEMO, settings.QINQING_DEMO_PASSWORD = True, PASSWORD
    assert "演示账号" in browser.get("/sign-in/").text
    filled = browser.get("/sign-in/?as=weixiaolan").text
    assert f'value="{PASSWORD}"' in filled
    settings.QINQING_DEMO = False
    plain = browser.get("/sign-in/?as=weixiaolan").text
    assert "演示账号" not in plain
    assert PASSWORD not in plain


def test_a_demo_lists_one_account_of_each_role_first(browser, cast, settings):
    get_user_model().objects.update(is_demo=True)
    settings.QINQING_DEMO, settings.QINQING_DEMO_PASSWORD = True, PASSWORD
    first, _, others = browser.get("/sign-in/").text.partition("<details><summary>其余")
    assert "受理岗" in first
    assert first.count("受理岗") == 1
    assert "受理岗" in others
    assert first.index("工信商务局受理岗") < first.index("县政府办") < first.index("系统管理员")


def test_the_right_password_forgives_the_wrong_ones_of_this_place(browser, account):
    for _ in range(3):
        for _ in range(4):
            sign_in(browser, password="x")
        assert sign_in(browser).status_code == 303
        browser.post("/sign-out/")
