"""Ten wrong tries at a number, twenty from an address, then an hour of rest: also where each try is taken back. H2, H8."""

import re
from datetime import timedelta

import pytest
import time_machine
from tests.cast import NOW

from qinqing.doors.web.guessing import TRIES_PER_NUMBER
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


def test_the_twenty_first_try_from_an_address_is_not_made(cast, stranger):
    told = [attempt(stranger, f"JDR-2026-{n:06d}", "ABCDEFGH")[1] for n in range(21)]
    assert ["一小时后再试" in one for one in told] == [False] * 20 + [True]


def test_one_number_is_one_number_however_it_is_typed(cast, stranger):
    """And luck opens it in a year with less than one chance in ten million: forty bits, bound to the number."""
    number = appeals.lodge(text="线路跳闸", enterprise_name="某厂", by=PUBLIC, at=NOW).appeal.number
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    spellings = [
        number,
        number.lower(),
        wide,
        f" {number} ",
        number.replace("-", "－"),
        f"\u200b{number}",
        number.title(),
    ]
    told = [attempt(stranger, spellings[n % 7], "ABCDEFGH")[1] for n in range(12)]
    assert ["一小时后再试" in one for one in told] == [False] * 10 + [True] * 2
    assert TRIES_PER_NUMBER * 24 * 365 / 32**8 < 1e-7


def test_the_right_code_is_no_guess_and_forgives_none(cast, stranger):
    receipt = appeals.lodge(text="线路跳闸", enterprise_name="某厂", by=PUBLIC, at=NOW)
    number = receipt.appeal.number
    for _ in range(9):
        attempt(stranger, number, "ABCDEFGH")
    assert all(attempt(stranger, number, receipt.query_code)[0] for _ in range(25))
    assert "查询码不对" in attempt(stranger, number, "ABCDEFGH")[1]
    assert "一小时后再试" in attempt(stranger, number, receipt.query_code)[1]


def test_names_of_accounts_cannot_be_tried_out_without_end(cast, stranger):
    asked = {"name": "某人", "phone": "", "password": "Cloud-Ridge-2026", "username": "weixiaolan"}
    told = []
    for _ in range(31):
        once = ONCE.search(stranger.get("/my/join").text)[1]
        told.append(stranger.post("/my/join", {**asked, "once": once}).text)
    assert ["请明天再试" in one for one in told] == [False] * 30 + [True]


def test_whom_to_call_about_a_lost_code_is_said_with_the_number(stranger, cast, settings):
    settings.QINQING_CONTACT = "电话=0776-6123456"
    assert '请打电话给工信商务局（<a href="tel:07766123456">0776-6123456</a>）换发' in stranger.get("/track").text
    settings.QINQING_CONTACT = ""
    assert "请打电话给工信商务局换发" in stranger.get("/track").text
