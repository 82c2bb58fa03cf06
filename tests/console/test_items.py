"""决定事项: the ledger, one item on its way, the reports before the leaders, the city's reply."""

import itertools
import re
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import NOW

from qinqing.doors.console import day_moves, item_moves
from qinqing.procedure.decisions import actions, queries
from qinqing.procedure.decisions.models import Circulation, DecidedItem
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.decisions.states import MOVES
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.states import MOVES as DAY_MOVES

pytestmark = pytest.mark.django_db
LEAD = "power-supply"
READERS = {
    "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1", "power-supply-officer",
    "power-supply-head",
}  # fmt: skip


@pytest.fixture
def decide(cast, stand):
    """``decide(3)``: so many items of one appeal, decided today by the deputy in charge; each time an hour later."""
    hours = itertools.count(8)

    def made(count=1, amount=None, **told):
        hour = next(hours)
        day = receptions.plan(
            host_post=cast.post("deputy-industry").post,
            date=NOW.date(),
            starts_at=time(hour),
            ends_at=time(hour + 1),
            place="会议室",
            reason="急需协调",
            by=cast.office,
            at=NOW,
        )
        receptions.put_on_agenda(day, [stand("ripe", rung=2, **told)], by=cast.office, at=NOW)
        (entry,) = days.agenda(days.fetch(cast.office, day.code), cast.intake)
        item = NewItem("改造园区二号线", "连续三十天不跳闸", cast.organ(LEAD), date(2026, 12, 25), amount=amount)
        return actions.decide_at_hearing(entry, items=[item] * count, opinion="限期改造", by=cast.intake, at=NOW)

    return made


@pytest.fixture
def reported(cast, decide):
    """``reported()``: an item whose report the department's head has signed; circulated too when asked."""

    def made(*, circulated=False):
        (item,) = decide()
        officer, head = cast.officer(LEAD), cast.head(LEAD)
        actions.contact(item, contact="李工", note="已见面", by=officer, at=NOW)
        actions.complete(item, note="已改造", by=officer, at=NOW)
        actions.draft_report(item, text="二号线已改造完毕", proof="验收单", by=officer, at=NOW)
        actions.sign_report(item, by=head, at=NOW)
        if circulated:
            actions.circulate(item, by=cast.office, at=NOW)
        return item

    return made


@pytest.mark.parametrize("way", ["city-decides", "city_explains", "city_leaves"])
def test_the_reply_of_the_city_is_asked_for_with_its_number_and_date(desk, stand, way):
    """Entered by hand, it says which letter it was, 四(一)4."""
    page = desk("office-1").get(f"/desk/appeals/{stand('with_city', rung=4).code}/{way}/").text
    assert "照市里的复函写，连同来文字号和日期" in page


def test_the_ledger_is_for_those_who_have_to_do_with_items(admitted, decide):
    (item,) = decide()
    assert admitted("/desk/items/") == READERS
    assert admitted(f"/desk/items/{item.code}/") == READERS


def test_the_ledger_is_narrowed_by_what_was_asked(desk, cast, decide):
    (item,) = decide()
    browser, host = desk("office-1"), cast.post("deputy-industry").post

    def found(**asked):
        return item.number in browser.get("/desk/items/", asked).content.decode()

    assert found(standing="open", state="assigned", lead=cast.organ(LEAD), host=host)
    assert found(light="week")
    assert found(light="nonsense", host="x", after="y")
    for asked in ({"standing": "over"}, {"state": "reported"}, {"light": "red"}, {"host": "city"}):
        assert not found(**asked)
    assert not found(lead=cast.organ("park-west"))
    assert not found(host=cast.mayor.post)


def test_an_item_shows_its_limits_and_only_what_is_the_readers_to_do(desk, decide):
    (item,) = decide()
    officer = desk("power-supply-officer").get(f"/desk/items/{item.code}/").content.decode()
    assert "为什么是这天" in officer
    assert f"/desk/items/{item.code}/contact/" in officer
    assert f"/desk/items/{item.code}/contact/" not in desk("mayor").get(f"/desk/items/{item.code}/").content.decode()


def test_the_department_walks_it_to_its_report(desk, decide):
    (item,) = decide()
    officer, head, url = desk("power-supply-officer"), desk("power-supply-head"), f"/desk/items/{item.code}/"
    assert "请先“记录首次联系”" not in officer.get(f"{url}contact/").content.decode()
    officer.post(f"{url}contact/", {"contact": "李工", "note": "已见面"})
    officer.post(f"{url}note_progress/", {"progress": "材料已到场"})
    officer.post(f"{url}complete/", {"note": "已改造完毕"})
    officer.post(f"{url}draft_report/", {"text": "二号线已改造", "proof": "验收单"})
    head.post(f"{url}return_draft/", {"reason": "补充日期"})
    assert "二号线已改造" in officer.get(f"{url}draft_report/").content.decode()
    officer.post(f"{url}draft_report/", {"text": "二号线12月1日改造完毕", "proof": "验收单"})
    head.post(f"{url}sign_report/", {})
    item.refresh_from_db()
    assert item.state == "reported"
    assert "二号线12月1日改造完毕" in desk("intake-1").get(url).content.decode()


def test_a_refused_move_keeps_what_was_typed(desk, decide):
    (item,) = decide()
    answer = desk("power-supply-officer").post(f"/desk/items/{item.code}/complete/", {"note": "已改造完毕"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "已改造完毕" in page
    assert "现在是“已交办，待联系企业”" in page


def test_nobody_acts_on_an_item_that_changed_meanwhile(desk, cast, decide):
    (item,) = decide()
    told = {"progress": "材料已到场", "version": str(item.version)}
    actions.contact(item, contact="李工", note="已见面", by=cast.officer(LEAD), at=NOW)
    answer = desk("power-supply-head").post(f"/desk/items/{item.code}/note_progress/", told)
    assert answer.status_code == 409
    assert "材料已到场" in answer.content.decode()


def test_a_later_date_is_asked_for_and_granted(desk, decide):
    (item,) = decide()
    url = f"/desk/items/{item.code}/"
    desk("power-supply-officer").post(f"{url}ask_due/", {"due_on": "2026-12-30", "reason": "变压器到货晚"})
    page = desk("office-1").get(url).content.decode()
    assert "申请把完成时限改到12月30日" in page
    desk("office-1").post(f"{url}move_due/", {})
    item.refresh_from_db()
    assert item.due_on == date(2026, 12, 30)


def test_closing_out_warns_that_it_stands(desk, cast, reported, speaker):
    item = reported(circulated=True)
    url = f"/desk/items/{item.code}/"
    desk("bureau-head").post(f"{url}accept/", {})
    actions.confirm(queries.fetch(cast.intake, item.code), by=speaker(item.appeal), at=NOW)
    assert "办理后不能撤销" in desk("intake-1").get(f"{url}close_out/").content.decode()
    desk("intake-1").post(f"{url}close_out/", {})
    item.refresh_from_db()
    assert (item.state, item.closing_number) == ("closed", "XH-2026-000001")
    assert "销号 XH-2026-000001" in desk("office-1").get(url).content.decode()


def test_dated_steps_are_planned_and_proved_at_the_desk(desk, decide):
    (item,) = decide()
    officer, url = desk("power-supply-officer"), f"/desk/items/{item.code}/"
    told = {
        "text_1": "设备进场",
        "due_on_1": "2026-12-04",
        "proof_1": "进场照片",
        "text_2": "送电",
        "due_on_2": "2026-12-11",
    }
    assert officer.post(f"{url}plan_milestones/", told).headers["Location"] == url
    page = officer.get(url).content.decode()
    assert f"{url}finish_milestone/?milestone=1" in page
    assert f"{url}finish_milestone/?milestone=1" not in desk("mayor").get(url).content.decode()
    assert '<option value="2" selected>' in officer.get(f"{url}finish_milestone/?milestone=2").content.decode()
    proof = SimpleUploadedFile("进场.txt", "十二月三日进场".encode())
    officer.post(f"{url}finish_milestone/", {"milestone": "1", "proof": "设备已进场", "files": proof})
    officer.post(f"{url}move_milestone/", {"milestone": "2", "due_on": "2026-12-18", "reason": "等停电窗口"})
    page = desk("intake-1").get(url).content.decode()
    assert "设备已进场" in page
    assert "原定 12月11日，调整 1 次" in page
    file = re.search(rf"{url}files/\w+/", page)[0]
    sent = desk("power-supply-officer").get(file)
    assert b"".join(sent.streaming_content).decode() == "十二月三日进场"
    sent.close()


def test_what_stands_in_the_way_is_seen_on_both(desk, decide):
    first, second = decide(2)
    officer, url = desk("power-supply-officer"), f"/desk/items/{second.code}/"
    officer.post(f"{url}block/", {"number": first.number, "expected_on": "2026-12-04"})
    assert f"/desk/items/{first.code}/" in officer.get(url).content.decode()
    assert second.number in officer.get(f"/desk/items/{first.code}/").content.decode()
    officer.post(f"{url}unblock/", {"block": "1", "note": "已经办完"})
    assert "已解除" in officer.get(url).content.decode()


def test_the_bureau_writes_down_who_confirmed_money_on_the_telephone(desk, cast, decide):
    (item,) = decide(amount=Decimal(500000))
    url = f"/desk/items/{item.code}/"
    told = {"said_by": "王会计 0774-1234567", "received_on": "2026-11-20", "amount": "30万"}
    assert desk("intake-1").post(f"{url}confirm_receipt/", told).headers["Location"] == url
    page = desk("office-1").get(url).content.decode()
    assert "王会计" in page
    assert "还差" in page
    assert "20 万元" in page


def test_who_confirmed_for_an_enterprise_that_is_hidden_is_kept_from_departments(desk, decide):
    (item,) = decide(amount=Decimal(500000), confidential=True)
    url = f"/desk/items/{item.code}/"
    told = {"said_by": "王会计 0774-1234567", "received_on": "2026-11-20", "amount": "30万"}
    desk("intake-1").post(f"{url}confirm_receipt/", told)
    assert "王会计" in desk("office-1").get(url).content.decode()
    assert "王会计" not in desk(f"{LEAD}-officer").get(url).content.decode()


def test_the_office_sends_a_report_to_the_leaders_in_one_press(admitted, desk, reported):
    item = reported()
    assert admitted("/desk/circulations/") == {"office-1", "deputy-industry", "mayor"}
    page = desk("office-1").get("/desk/circulations/").content.decode()
    assert f"/desk/items/{item.code}/circulate/" in page
    desk("office-1").post(f"/desk/items/{item.code}/circulate/", {"version": str(item.version)})
    assert Circulation.objects.count() == 2
    assert f"/desk/items/{item.code}/circulate/" not in desk("office-1").get("/desk/circulations/").content.decode()


def test_a_leader_reads_with_a_remark_and_is_back_at_the_others(desk, reported):
    item = reported(circulated=True)
    browser, url = desk("mayor"), f"/desk/circulations/{item.code}/"
    assert "二号线已改造完毕" in browser.get("/desk/circulations/").content.decode()
    assert browser.post(url, {"remark": "很好"}).headers["Location"] == "/desk/circulations/"
    assert Circulation.objects.get(state="read").remark == "很好"
    page = browser.get("/desk/circulations/").content.decode()
    assert url not in page
    assert "很好" in page
    assert f"/desk/circulations/{item.code}/" in desk("deputy-industry").get("/desk/circulations/").content.decode()


def test_a_report_that_is_not_before_the_leader_is_not_read(desk, reported):
    item = reported()
    answer = desk("mayor").post(f"/desk/circulations/{item.code}/", {"remark": "很好"})
    assert answer.status_code == 422
    assert "没有等您圈阅的报告" in answer.content.decode()


def test_a_leader_sends_a_report_back(desk, reported):
    item = reported(circulated=True)
    desk("deputy-industry").post(f"/desk/items/{item.code}/send_back_report/", {"reason": "没有企业确认"})
    item.refresh_from_db()
    assert item.state == "implementing"
    assert "没有等您圈阅的报告" in desk("mayor").get("/desk/circulations/").content.decode()


def test_the_citys_reply_becomes_items(admitted, desk, cast, stand):
    appeal = stand("with_city", rung=4)
    url = f"/desk/appeals/{appeal.code}/city-decides/"
    for post in ("city-liaison", "office-1"):
        assert url in desk(post).get(f"/desk/appeals/{appeal.code}/").content.decode()
    assert url not in desk("mayor").get(f"/desk/appeals/{appeal.code}/").content.decode()
    told = {
        "opinion": "同意协调", "text_1": "纳入市电网规划", "criterion_1": "列入年度计划",
        "lead_1": str(cast.organ(LEAD)), "due_on_1": "2026-12-25",
    }  # fmt: skip
    assert desk("mayor").post(url, told).status_code == 422
    assert desk("city-liaison").post(url, told).headers["Location"] == f"/desk/appeals/{appeal.code}/"
    assert DecidedItem.objects.get().agenda_item is None
    page = desk("city-liaison").get(f"/desk/items/{DecidedItem.objects.get().code}/")
    assert (page.status_code, 'href="/desk/items/"' in page.text) == (200, False), "it has no list to go back to"
    assert "纳入市电网规划" in desk("office-1").get("/desk/items/?host=city").content.decode()


def test_a_department_does_not_learn_who_asked_not_to_be_named(desk, cast, decide):
    (item,) = decide(confidential=True)
    name = cast.identity("hengxin-casting")["enterprise_name"]
    for url in ("/desk/items/", f"/desk/items/{item.code}/", f"/desk/items/{item.code}/contact/", "/desk/"):
        assert name not in desk("power-supply-officer").get(url).content.decode()
    assert name in desk("office-1").get(f"/desk/items/{item.code}/").content.decode()


def test_the_ledger_goes_on_by_pages(desk, cast, decide):
    decide(3)
    page = queries.page(cast.office, queries.Wanted(size=2), at=NOW)
    assert len(page.rows) == 2
    rest = desk("office-1").get(f"/desk/items/?after={page.next}").content.decode()
    assert queries.page(cast.office, queries.Wanted(after=page.next), at=NOW).rows[0].number in rest
    assert page.rows[0].number not in rest


@pytest.mark.parametrize("count", [1, 3])
def test_the_ledger_asks_a_constant_number_of_queries(desk, decide, count, django_assert_num_queries):
    decide(count)
    browser = desk("office-1")
    browser.get("/desk/items/")
    with django_assert_num_queries(7):
        browser.get("/desk/items/")


@pytest.mark.parametrize("count", [1, 3])
def test_reading_asks_a_constant_number_of_queries(desk, reported, count, django_assert_num_queries):
    for _ in range(count):
        reported(circulated=True)
    browser = desk("mayor")
    browser.get("/desk/circulations/")
    with django_assert_num_queries(7):
        browser.get("/desk/circulations/")


def test_an_overdue_item_is_red(desk, cast, decide):
    (item,) = decide()
    DecidedItem.objects.filter(pk=item.pk).update(due_at=NOW - timedelta(days=2), due_from=NOW - timedelta(days=9))
    assert item.number in desk("office-1").get("/desk/items/?light=red").content.decode()
    assert "超期" in desk("power-supply-officer").get("/desk/").content.decode()


def test_every_move_of_an_item_and_of_a_day_has_its_page_or_is_made_elsewhere():
    for moves, pages in ((MOVES, item_moves), (DAY_MOVES, day_moves)):
        assert set(moves.index) == set(pages.PAGES) | pages.ELSEWHERE
        assert not set(pages.PAGES) & pages.ELSEWHERE


def test_a_row_says_what_its_light_is_about(desk, decide):
    decide()
    cells = re.findall(r'<td data-label="时限">(.*?)</td>', desk("office-1").get("/desk/items/").text)
    assert len(cells) == 1
    assert re.search(r"<small>首次联系企业 \S+日 到期</small><small>12月25日前完成</small>", cells[0]), cells
