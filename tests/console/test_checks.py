"""执行检查: the page of both tables, what is behind a figure, and the ledger."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from tests.cast import NOW

from qinqing.procedure.bulletins import actions

pytestmark = pytest.mark.django_db
URL = "/desk/checks/"
YEAR = "?kind=year&year=2026&month=1"


def open_page(browser, query=YEAR):
    actions.check_record()
    return browser.get(URL + query)


def test_it_is_for_those_who_oversee(admitted):
    found = {"intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1"}
    assert admitted(f"{URL}handle/") == found


def test_each_clause_has_its_counts_and_leads_to_what_shows_it(desk, stand):
    appeal = stand("handling")
    with time_machine.travel(NOW + timedelta(days=70), tick=False):
        browser = desk("mayor")
        session = browser.session
        session["since"] = int((NOW + timedelta(days=70)).timestamp())
        session.save()
        page = open_page(browser).content.decode()
        addresses = {unescape(url) for url in re.findall(r'href="(/desk/checks/[^"]+)"', page)}
        told = {check: browser.get(f"{URL}{check}/{YEAR}").content.decode() for check in ("handle", "reception_day")}
    assert {f"{URL}{check}/{YEAR}" for check in told} <= addresses
    assert appeal.number in told["handle"]
    assert "12月7日<small>制度第1版</small>" in told["handle"]
    assert "2026年12月：应有 1 次，缺 1 次" in told["reception_day"]


def test_few_have_no_share(desk, stand):
    stand("handling")
    page = open_page(desk("mayor"), "").content.decode().partition("按条款")[2].partition("怎么查")[0]
    assert "%<" not in page


def test_an_unknown_step_is_not_there_and_a_mistyped_question_is_this_month(desk):
    assert desk("mayor").get(f"{URL}secret/").status_code == 404
    page = desk("mayor").get(f"{URL}?kind=century&year=0&month=99&organ_id=x").content.decode()
    assert "<title>执行检查 2026年11月" in page


def test_a_row_says_once_that_the_identity_is_hidden(desk, stand):
    """A department reads that in place of the name, the bureau beside the name."""
    number = stand("transferred", confidential=True).number
    for who, words in {"power-supply-officer": "对被反映部门保密）", "intake-1": "身份对被反映部门保密"}.items():
        row = desk(who).get("/desk/appeals/").text.partition(f"<small>{number}")[2].partition("</small>")[0]
        assert (row.count("保密"), words in row) == (1, True), who


def test_a_hidden_name_stays_hidden(desk, stand):
    """The page names appeals by title and number, never enterprises."""
    appeal = stand("handling", confidential=True)
    assert appeal.enterprise_name not in open_page(desk("inspector-1")).content.decode()


def test_it_is_taken_away_as_a_ledger(desk, stand):
    stand("handling")
    actions.check_record()
    assert "执行检查" in desk("mayor").get(URL + YEAR).content.decode()
    answer = desk("mayor").post(f"/desk/ledgers/checks/{YEAR}")
    assert (answer.status_code, b"".join(answer.streaming_content)[:2]) == (200, b"PK")
    assert desk("power-supply-officer").post(f"/desk/ledgers/checks/{YEAR}").status_code == 404


def test_habits_are_shown_with_their_share_only_where_there_are_enough(desk, stand):
    for _ in range(4):
        stand("handling")
    appeal = stand("returned")
    actions.check_record()
    page = desk("mayor").get(f"{URL}habits/").content.decode()
    assert "</a>/5<small>20% 偏多</small>" in page
    (address,) = {unescape(url) for url in re.findall(r'href="(/desk/checks/returns/[^"]+)"', page)}
    assert appeal.number in desk("mayor").get(address).content.decode()
    stand("returned", lead="housing")
    actions.check_record()
    assert "</a>/1</td>" in desk("mayor").get(f"{URL}habits/").content.decode()
    assert desk("power-supply-head").get(f"{URL}habits/").status_code == 404
