"""Nothing typed is lost: autosave, expiry, a stale token, a crash; and nothing is kept that must not be."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from qinqing.doors.web.drafts import sweep_drafts
from qinqing.doors.web.models import Draft

PASSWORD = "Cloud-Ridge-2026"
pytestmark = pytest.mark.django_db


def save(browser, **fields):
    return browser.post("/drafts/", {"draft-form": "/story", **fields})


def test_it_says_when_it_saved(browser):
    with time_machine.travel("2026-11-23 14:32:10 +0800", tick=False):
        assert save(browser, text="每周跳闸").json() == {"saved": "14:32"}


def test_it_comes_back_filled_with_its_hour(browser):
    with time_machine.travel("2026-11-23 14:32:10 +0800", tick=False):
        save(browser, text="每周跳闸", kinds=["a", "b"], quiet="on")
        page = browser.get("/story").text
    assert "已为您恢复 11月23日 14:32 的草稿" in page
    assert "每周跳闸</textarea>" in page
    assert page.count(" selected") == 2
    assert " checked" in page


def test_it_belongs_to_one_visitor(browser, client):
    save(browser, text="每周跳闸")
    assert "每周跳闸" not in client.get("/story").text


def test_it_goes_when_the_form_is_sent(browser, pages):
    save(browser, text="每周跳闸")
    assert browser.post("/story", {"text": "每周跳闸"}).status_code == 303
    assert not Draft.objects.exists()


def test_it_can_be_thrown_away(browser):
    save(browser, text="每周跳闸")
    assert browser.post("/drafts/discard/", {"form": "/story"}).headers["Location"] == "/story"
    assert "每周跳闸" not in browser.get("/story").text


def test_secrets_and_tokens_are_never_kept(browser):
    save(browser, text="每周跳闸", password="hunter2", csrfmiddlewaretoken="c", once="o", code="ABCD1234")
    assert json.loads(Draft.objects.get().data) == {"text": ["每周跳闸"]}
    assert browser.post("/drafts/", {"draft-form": "/sign-in/", "username": "x"}).status_code == 422


@pytest.mark.parametrize(
    "form", ["", "//evil", "https://evil.example/", "/no-such-page", "/story\x00", "/" + "x" * 400]
)
def test_only_pages_of_ours_have_drafts(browser, form):
    assert browser.post("/drafts/", {"draft-form": form, "text": "x"}).status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"referer": "https://evil.example/"},
        {},
    ],
)
def test_strangers_pages_cannot_fill_in_our_forms(headers):
    stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert stranger.post("/drafts/", {"draft-form": "/story", "text": "x"}, headers=headers).status_code == 403
    assert stranger.post("/story", {"text": "x"}, headers=headers).status_code == 403
    assert not Draft.objects.exists()


def test_too_much_text_is_refused_aloud(browser):
    answer = save(browser, text="电" * 200_000)
    assert answer.status_code == 413
    assert "没有自动保存" in answer.json()["error"]


def test_odd_text_comes_back_as_typed(browser):
    typed = 'NUL \x00, \\u0000, 𠮷田, "引号" & <b>'
    save(browser, text=typed)
    assert json.loads(Draft.objects.get().data) == {"text": [typed]}


def test_a_stale_token_keeps_the_text(account):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"origin": "http://testserver"})
    answer = browser.post("/story", {"text": "写了一个小时"})
    assert answer.status_code == 403
    assert "已经存为草稿" in answer.text
    assert "写了一个小时" in browser.get("/story").text


def test_an_expired_session_keeps_the_text_through_sign_in(browser, account):
    with time_machine.travel("2026-11-23 09:00:00 +0800", tick=False) as clock:
        browser.post("/sign-in/", {"username": "weixiaolan", "password": PASSWORD})
        clock.shift(13 * 3600)
        answer = browser.post("/desk/story", {"text": "写了一个小时"})
        assert answer.headers["Location"] == "/sign-in/?next=%2Fdesk%2Fstory"
        assert "写了一个小时" not in browser.get("/story").text
        browser.post("/sign-in/", {"username": "weixiaolan", "password": PASSWORD, "next": "/desk/story"})
        assert "写了一个小时" in browser.get("/desk/story").text


def test_a_colleague_on_the_same_device_does_not_get_it(browser, account):
    from qinqing.services.accounts import actions as accounts

    accounts.create_account(username="colleague", name="同事", password=PASSWORD, at=account.created_at)
    browser.post("/sign-in/", {"username": "weixiaolan", "password": PASSWORD})
    browser.post("/sign-out/")
    browser.post("/desk/story", {"text": "给自己看的话"})
    browser.post("/sign-in/", {"username": "colleague", "password": PASSWORD})
    assert "给自己看的话" not in browser.get("/desk/story").text


def test_a_crash_keeps_the_text(browser):
    answer = browser.post("/story", {"text": "崩溃"})
    assert answer.status_code == 500
    assert "已经存为草稿" in answer.text
    assert "崩溃</textarea>" in browser.get("/story").text


def test_sweeping_forgets_after_thirty_days(browser):
    save(browser, text="每周跳闸")
    saved = Draft.objects.get().saved_at
    assert sweep_drafts(saved + timedelta(days=30)) == 0
    assert sweep_drafts(saved + timedelta(days=30, seconds=1)) == 1


def test_an_owner_keeps_at_most_forty(browser):
    for number in range(45):
        browser.post("/drafts/", {"draft-form": f"/told/{number}", "text": "x"})
    assert Draft.objects.count() == 40


def test_enter_sends_the_form_and_does_not_discard_the_draft(browser):
    """The key presses a form's first own button: the one that discards belongs to another form."""
    save(browser, text="每周跳闸")
    page = browser.get("/story").text
    assert '<form id="discard" method="post" action="/drafts/discard/">' in page
    assert 'form="discard" name="form" value="/story"' in page
