"""企业申请和参会确认, at the office's desk."""

from datetime import date

import pytest
from tests.cast import NOW

from qinqing.doors.console.views import slots as pages
from qinqing.doors.portal.views import slots as own
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.states import SLOTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(cast):
    """A deputy's day in two weeks."""
    return actions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 8), place="三楼会议室", by=cast.office, at=NOW
    )


@pytest.fixture
def asked(stand, day, speaker):
    """An enterprise that asks for it."""
    appeal = stand("ripe", rung=2)
    return actions.ask_slot(appeal, day=day, wish="想请供电公司到场", by=speaker(appeal), at=NOW)


def test_a_request_is_answered_from_the_days_page(desk, cast, asked, day):
    browser, place = desk("office-1"), f"/desk/days/{day.code}/"
    page = browser.get(place).content.decode()
    assert "企业申请这次接待" in page
    assert "想请供电公司到场" in page
    accept = f"{place}slots/{asked.code}/accept_slot/"
    assert accept in page
    assert browser.post(accept, {}).headers["Location"] == place
    page = browser.get(place).content.decode()
    assert "已列入，待企业确认" in page
    assert "待确认 1 件" in page
    assert "企业申请这次接待" not in page


def test_a_request_is_declined_with_a_reason(desk, cast, asked, day):
    url = f"/desk/days/{day.code}/slots/{asked.code}/decline_slot/"
    assert desk("office-1").post(url, {"reason": ""}).status_code == 422
    desk("office-1").post(url, {"reason": "当天议程已满"})
    assert queries.fetch_slot(cast.office, asked.code).state == "declined"


def test_the_office_writes_down_what_it_is_told_by_telephone(desk, cast, asked, day):
    actions.accept_slot(queries.fetch_slot(cast.office, asked.code), by=cast.office, at=NOW)
    browser, place = desk("office-1"), f"/desk/days/{day.code}/"
    told = {"visitors": "陈立恒", "phone": "13800002001"}
    browser.post(f"{place}slots/{asked.code}/confirm_slot/", told)
    page = browser.get(place).content.decode()
    assert "陈立恒，13800002001" in page
    assert "参加 1 件" in page
    browser.post(f"{place}slots/{asked.code}/excuse_slot/", {"reason": "总经理出国"})
    assert "不能参加 1 件" in browser.get(place).content.decode()


def test_telephone_numbers_are_not_for_departments(desk, cast, asked, day):
    actions.accept_slot(queries.fetch_slot(cast.office, asked.code), by=cast.office, at=NOW)
    slot = queries.fetch_slot(cast.office, asked.code)
    actions.confirm_slot(slot, visitors="陈立恒", phone="13800002001", by=cast.office, at=NOW)
    actions.call_departments(queries.fetch(cast.office, day.code), [cast.organ("power-supply")], by=cast.office, at=NOW)
    page = desk("power-supply-officer").get(f"/desk/days/{day.code}/").content.decode()
    assert asked.appeal.number in page
    assert "13800002001" not in page


def test_what_may_not_be_done_says_why(desk, cast, asked, day):
    actions.decline_slot(queries.fetch_slot(cast.office, asked.code), reason="已满", by=cast.office, at=NOW)
    page = desk("office-1").get(f"/desk/days/{day.code}/slots/{asked.code}/accept_slot/").content.decode()
    assert "现在是“未同意”" in page
    assert '<form method="post" data-draft' not in page


def test_only_those_of_the_day_answer_there(desk, cast, asked, day):
    other = actions.plan(host_post=cast.mayor.post, date=date(2026, 12, 8), place="五楼", by=cast.office, at=NOW)
    assert desk("office-1").get(f"/desk/days/{other.code}/slots/{asked.code}/accept_slot/").status_code == 404
    assert desk("office-1").get(f"/desk/days/{day.code}/slots/{asked.code}/dissolve/").status_code == 404


def test_every_move_has_its_page_or_is_made_elsewhere():
    assert set(SLOTS.index) == set(pages.PAGES) | pages.ELSEWHERE
    assert not set(pages.PAGES) & pages.ELSEWHERE
    assert set(own.PAGES) <= set(SLOTS.index)
