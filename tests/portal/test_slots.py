"""申请接待, 参加接待日: the enterprise's pages, in its own words."""

from datetime import date

import pytest
from tests.cast import NOW

from qinqing.procedure.receptions import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(cast):
    """A deputy's day in two weeks."""
    return actions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 8), place="三楼会议室", by=cast.office, at=NOW
    )


def test_the_schedule_is_open_to_everybody_and_says_how_to_ask(stranger, day):
    page = stranger.get("/days/").content.decode()
    assert "12月8日" in page
    assert "09:00—12:00" in page
    assert "三楼会议室" in page
    assert "怎样上接待日" in page
    assert "09:00—12:00" in stranger.get("/").content.decode(), "the front page says the hour as well"


def test_the_schedule_names_no_enterprise_and_no_appeal(stranger, cast, stand, day):
    appeal = stand("ripe", rung=2)
    actions.put_on_agenda(day, [appeal], by=cast.office, at=NOW)
    page = stranger.get("/days/").content.decode()
    for secret in (appeal.number, appeal.title, appeal.enterprise_name, "可接待"):
        assert secret not in page


def test_an_empty_schedule_says_so(stranger, cast):
    assert "近期没有公布的接待日" in stranger.get("/days/").content.decode()


def test_an_enterprise_asks_is_answered_and_confirms(enterprise, cast, stand, day):
    appeal = stand("ripe", rung=2)
    browser, place = enterprise("hengxin"), f"/my/{appeal.code}/"
    assert "申请接待" in browser.get(place).content.decode()
    asking = browser.get(f"{place}ask_slot").content.decode()
    assert "12月8日 周二 09:00—12:00" in asking
    assert "还可列入 10 件" in asking
    browser.post(f"{place}ask_slot", {"day": day.code, "wish": "想请供电公司到场"})
    page = browser.get(place).content.decode()
    assert "企业申请，待答复" in page
    assert "撤回申请" in page
    assert f"{place}ask_slot" not in page
    (slot,) = queries.slots_of(appeal, cast.office)
    actions.accept_slot(slot, by=cast.office, at=NOW)
    page = browser.get(place).content.decode()
    assert "已列入，待企业确认" in page
    url = f"{place}slots/{slot.code}/confirm_slot"
    assert url in page
    refused = browser.post(url, {"visitors": "", "phone": "13800002001"})
    assert refused.status_code == 422
    browser.post(url, {"visitors": "陈立恒（总经理）", "phone": "13800002001"})
    page = browser.get(place).content.decode()
    assert "企业参加" in page
    assert "陈立恒（总经理）" in page


def test_who_cannot_come_says_why(enterprise, cast, stand, day):
    appeal = stand("ripe", rung=2)
    actions.put_on_agenda(day, [appeal], by=cast.office, at=NOW)
    (slot,) = queries.slots_of(appeal, cast.office)
    browser, url = enterprise("hengxin"), f"/my/{appeal.code}/slots/{slot.code}/excuse_slot"
    browser.post(url, {"reason": "总经理在国外"})
    assert queries.fetch_slot(cast.office, slot.code).reason == "总经理在国外"
    assert "企业不能参加" in browser.get(f"/my/{appeal.code}/").content.decode()


def test_a_declined_request_reads_its_reason(enterprise, cast, stand, day, speaker):
    appeal = stand("ripe", rung=2)
    slot = actions.ask_slot(appeal, day=day, by=speaker(appeal), at=NOW)
    actions.decline_slot(queries.fetch_slot(cast.office, slot.code), reason="当天议程已满", by=cast.office, at=NOW)
    page = enterprise("hengxin").get(f"/my/{appeal.code}/").content.decode()
    assert "未同意" in page
    assert "当天议程已满" in page
    assert "申请接待" in page


def test_without_a_day_to_ask_for_it_says_when_there_will_be_one(enterprise, stand):
    appeal = stand("ripe", rung=2)
    browser = enterprise("hengxin")
    assert "现在还没有可以申请的日子" in browser.get(f"/my/{appeal.code}/").content.decode()
    assert "现在没有可以申请的接待日" in browser.get(f"/my/{appeal.code}/ask_slot").content.decode()


def test_nobody_answers_for_another_enterprise(enterprise, stranger, cast, stand, day):
    appeal = stand("ripe", rung=2)
    actions.put_on_agenda(day, [appeal], by=cast.office, at=NOW)
    (slot,) = queries.slots_of(appeal, cast.office)
    url = f"/my/{appeal.code}/slots/{slot.code}/confirm_slot"
    told = {"visitors": "别人", "phone": "13800000000"}
    for browser in (enterprise("xinggui"), stranger):
        assert browser.post(url, told).status_code == 404
        assert browser.get(f"/my/{appeal.code}/ask_slot").status_code == 404
    assert queries.fetch_slot(cast.office, slot.code).state == "invited"
    other = stand("ripe", rung=2)
    assert enterprise("hengxin").get(f"/my/{other.code}/slots/{slot.code}/confirm_slot").status_code == 404
