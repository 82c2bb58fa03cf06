"""An hour of typing survives: a session that ends, a token gone stale, a colleague who was faster, the way back.

On the pages where people write most: a move at the desk, and the page on which an appeal is written.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import NOW

from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people

pytestmark = pytest.mark.django_db
PASSWORD = "Cloud-Ridge-2026"
TYPED = "已到现场查看三次，二号线第七号杆绝缘子破损\n下周二停电更换"
ONCE = re.compile(r'name="once" value="([^"]+)"')


@pytest.fixture
def officer(cast):
    """The officer's browser after a real sign-in."""
    account = people.account(cast.officer("power-supply").person)
    accounts.set_password(account, password=PASSWORD, by=cast.post("security-admin"), at=NOW)
    browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
    return browser, {"username": account.username, "password": PASSWORD}


@pytest.fixture
def drafting(stand):
    """The address of the page on which the officer writes the outcome."""
    return reverse("console:move", args=[stand("handling").code, "draft_outcome"])


FIELDS = {"outcome": "resolved", "checked": TYPED, "answer": "下周二更换", "contact": "陆工 0774-1234567"}


def assert_filled(page):
    for value in FIELDS.values():
        assert value in page.text
    assert re.search(r'value="resolved"[^>]*checked', page.text)


@pytest.mark.parametrize(("hours", "why"), [(1, "半小时没有操作"), (13, "满十二小时")])
def test_a_session_that_ends_while_staff_write(officer, drafting, clock, hours, why):
    browser, who = officer
    browser.post("/sign-in/", who)
    assert browser.get(drafting).status_code == 200
    clock.shift(hours * 3600)
    answer = browser.post(drafting, FIELDS, headers={"referer": f"http://testserver{drafting}"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in/?next=")
    assert "已经保存" in browser.get(answer.headers["Location"]).text
    back = browser.post("/sign-in/", {**who, "next": drafting})
    assert back.headers["Location"] == drafting
    assert_filled(browser.get(drafting))
    code = drafting.split("/")[3]
    assert browser.post(drafting, FIELDS).headers["Location"] == f"/desk/appeals/{code}/"
    assert TYPED not in browser.get(drafting).text, "what was sent is no draft any more"


def test_a_stale_token_at_the_desk(officer, drafting):
    browser, who = officer
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"origin": "http://testserver"})
    browser.post("/sign-in/", who)
    strict.cookies = browser.cookies
    answer = strict.post(drafting, {**FIELDS, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "已经存为草稿" in answer.text
    assert_filled(strict.get(drafting))


def test_a_stale_token_at_the_portal():
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"origin": "http://testserver"})
    answer = strict.post("/appeals/new", {"text": TYPED, "enterprise_name": "某厂", "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    page = strict.get("/appeals/new").text
    assert TYPED.replace("\n", "\r\n") in page or TYPED in page
    assert "某厂" in page


def test_a_visitor_who_comes_back_after_lunch(visitor, clock, cast):
    visitor.post("/drafts/", {"draft-form": "/appeals/new", "text": TYPED, "enterprise_name": "某厂"})
    clock.shift(3 * 3600)
    page = visitor.get("/appeals/new").text
    assert TYPED in page
    assert "已为您恢复" in page


def test_back_after_lodging_shows_the_receipt_and_no_second_appeal(visitor, cast):
    once = ONCE.search(visitor.get("/appeals/new").text)[1]
    form = {"text": TYPED, "enterprise_name": "某厂", "contact_phone": "13800138000", "once": once}
    first = visitor.post("/appeals/new", form)
    again = visitor.post("/appeals/new", form)
    assert first.headers["Location"] == again.headers["Location"]
    assert queries.Appeal.objects.count() == 1
    assert visitor.get(again.headers["Location"]).status_code == 200
    assert TYPED not in visitor.get("/appeals/new").text, "the page is empty for the next matter"


def test_back_after_a_move_says_what_happened_meanwhile(at_desk, drafting):
    desk = at_desk("power-supply-officer")
    once = ONCE.search(desk.get(drafting).text)[1]
    first = desk.post(drafting, {**FIELDS, "once": once})
    again = desk.post(drafting, {**FIELDS, "once": once})
    assert first.headers["Location"] == again.headers["Location"]
    fresh = desk.post(drafting, FIELDS)
    assert fresh.status_code == 409
    assert "陆海生" in fresh.text
    assert TYPED in fresh.text


def test_a_colleague_was_faster(at_desk, stand, cast):
    appeal = stand("registered")
    url = reverse("console:move", args=[appeal.code, "transfer"])
    desk = at_desk("intake-1")
    version = re.search(r'name="version" value="([0-9]+)"', desk.get(url).text)[1]
    appeals.amend(appeal, contact_name="新联系人", by=cast.post("intake-2"), at=NOW + timedelta(minutes=5))
    lead = str(cast.organ("power-supply"))
    answer = desk.post(url, {"lead": lead, "note": TYPED, "version": version})
    assert answer.status_code == 409
    assert "何嘉" in answer.text
    assert "10:05" in answer.text
    assert TYPED in answer.text
    assert re.search(rf'value="{lead}"[^>]*selected', answer.text)
    fresh = re.search(r'name="version" value="([0-9]+)"', answer.text)[1]
    assert desk.post(url, {"lead": lead, "note": TYPED, "version": fresh}).status_code == 303


def test_what_one_writes_nobody_else_reads(at_desk, drafting):
    desk, head = at_desk("power-supply-officer"), at_desk("power-supply-head")
    desk.post("/drafts/", {"draft-form": drafting, "checked": TYPED})
    assert TYPED in desk.get(drafting).text
    assert TYPED not in head.get(drafting).text
