"""Ten tries at a number, sixty from an address, then an hour of rest: also where each try is taken back. H2, H8."""

import re
from datetime import timedelta

import pytest
import time_machine
from tests.cast import NOW

from qinqing.kernel.actors import PUBLIC
from qinqing.procedure.appeals import actions as appeals

pytestmark = pytest.mark.django_db
ONCE = re.compile(r'name="once" value="([^"]+)"')


def attempt(browser, number, code):
    """One try through the page, with its single-use token: whether it opened, and what was said."""
    once = ONCE.search(browser.get("/track").text)[1]
    answer = browser.post("/track", {"number": number, "code": code, "once": once})
    return answer.status_code == 303, answer.text


def test_the_eleventh_try_at_a_number_is_not_made(cast, stranger):
    receipt = appeals.lodge(text="线路跳闸", enterprise_name="某厂", by=PUBLIC, at=NOW)
    number = receipt.appeal.number
    for _ in range(10):
        opened, told = attempt(stranger, number, "ABCDEFGH")
        assert not opened
        assert "查询码不对" in told
    opened, told = attempt(stranger, number, receipt.query_code)
    assert not opened, "even the right one has to wait"
    assert "一小时后再试" in told
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        assert attempt(stranger, number, receipt.query_code)[0]


def test_the_sixty_first_try_from_an_address_is_not_made(cast, stranger):
    told = [attempt(stranger, f"JDR-2026-{n:06d}", "ABCDEFGH")[1] for n in range(61)]
    assert ["一小时后再试" in one for one in told] == [False] * 60 + [True]


def test_names_of_accounts_cannot_be_tried_out_without_end(cast, stranger):
    asked = {"name": "某人", "phone": "", "password": "Cloud-Ridge-2026", "username": "weixiaolan"}
    told = []
    for _ in range(31):
        once = ONCE.search(stranger.get("/my/join").text)[1]
        told.append(stranger.post("/my/join", {**asked, "once": once}).text)
    assert ["请明天再试" in one for one in told] == [False] * 30 + [True]
