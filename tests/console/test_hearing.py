"""接谈: what was said and what it came to, recorded while the enterprise sits there."""

from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.models import AgendaItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(cast, stand):
    """Today's day of the deputy in charge of industry, with two appeals, one of which keeps its name from departments."""
    made = actions.plan(
        host_post=cast.post("deputy-industry").post, date=NOW.date(), place="县政府二楼会议室", reason="急需协调", by=cast.office,
        departments=[cast.organ("power-supply")], at=NOW - timedelta(days=7),
    )  # fmt: skip
    day = queries.fetch(cast.office, made.code)
    actions.put_on_agenda(
        day, [stand("ripe", rung=2), stand("ripe", rung=2, confidential=True)], by=cast.office, at=NOW
    )
    return day


@pytest.fixture
def room(day):
    """The addresses of the two hearings."""
    entries = AgendaItem.objects.filter(day=day).order_by("position").select_related("appeal")
    return [f"/desk/days/{day.code}/appeals/{entry.appeal.code}/" for entry in entries]


def told(**also):
    return {"statement": "再停一次炉就关门", "opinion": "供电公司年底前改造到位", **also}


def decided(cast, **also):
    item = {
        "text_1": "改造园区二号线", "criterion_1": "连续三十天不跳闸", "lead_1": str(cast.organ("power-supply")),
        "due_on_1": "2026-12-25", "assisting_1": [str(cast.organ("park-west"))],
    }  # fmt: skip
    return told(outcome="decided", **item) | also


def test_the_day_is_read_by_those_who_see_it_and_written_by_those_who_record(admitted, desk, room):
    readers = {
        "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "power-supply-officer", "power-supply-head",
    }  # fmt: skip
    assert admitted(room[0]) == readers
    writers = {post for post in readers if "data-room" in desk(post).get(room[0]).content.decode()}
    assert writers == {"intake-1", "office-1", "deputy-industry"}
    assert "由其他领导主持" in desk("mayor").get(room[0]).content.decode()


def test_a_decision_assigns_its_items_and_goes_on_to_the_next(desk, cast, room):
    second = {
        "text_2": "开通夜间抢修", "criterion_2": "两小时内到场", "lead_2": str(cast.organ("park-west")),
        "due_on_2": "2026-12-01",
    }  # fmt: skip
    answer = desk("deputy-industry").post(room[0], decided(cast, **second))
    assert answer.headers["Location"] == room[1]
    first, other = DecidedItem.objects.order_by("id")
    assert (first.text, first.criterion, str(first.due_on)) == ("改造园区二号线", "连续三十天不跳闸", "2026-12-25")
    assert {share.kind for share in first.shares.all()} == {"lead", "assisting"}
    assert other.text == "开通夜间抢修"
    page = desk("power-supply-officer").get(room[0]).content.decode()
    assert "改造园区二号线" in page
    assert "供电公司年底前改造到位" in page


def test_what_is_still_to_come_is_no_earlier_hearing(desk, cast, stand, day):
    appeal = stand("ripe", rung=2)
    actions.call_meeting(
        date=NOW.date() + timedelta(days=14), place="县政府三楼", departments=[cast.organ("power-supply")], by=cast.office,
        at=NOW, agenda=[appeal],
    )  # fmt: skip
    now = appeals.fetch(cast.office, appeal.code)
    actions.put_on_agenda(queries.fetch(cast.office, day.code), [now], by=cast.office, at=NOW)
    assert "此前接谈" not in desk("intake-1").get(f"/desk/days/{day.code}/appeals/{appeal.code}/").text


def test_after_the_last_one_it_returns_to_the_agenda(desk, room, day):
    browser = desk("intake-1")
    assert browser.post(room[1], told(outcome="deferred")).headers["Location"] == room[0]
    assert browser.post(room[0], told(outcome="unresolved")).headers["Location"] == f"/desk/days/{day.code}/"
    assert list(AgendaItem.objects.order_by("position").values_list("outcome", flat=True)) == ["unresolved", "deferred"]


def test_an_explanation_wants_its_basis_and_keeps_what_was_typed(desk, room):
    browser = desk("office-1")
    answer = browser.post(room[0], told(outcome="explained"))
    assert answer.status_code == 422
    assert "再停一次炉就关门" in answer.content.decode()
    assert not AgendaItem.objects.exclude(outcome="").exists()
    browser.post(room[0], told(outcome="explained", basis="《供电营业规则》第五条"))
    assert AgendaItem.objects.exclude(outcome="").get().basis == "《供电营业规则》第五条"


def test_what_an_item_lacks_stands_at_its_field(desk, cast, room):
    answer = desk("office-1").post(room[0], decided(cast, criterion_1="", text_2="开通夜间抢修"))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["criterion_1"] == ["请写明办到什么程度算完成"]
    assert set(errors) == {"criterion_1", "criterion_2", "lead_2", "due_on_2"}
    assert "开通夜间抢修" in answer.content.decode()
    assert not DecidedItem.objects.exists()


def test_a_due_day_too_late_is_refused_and_nothing_is_recorded(desk, cast, room):
    answer = desk("office-1").post(room[0], decided(cast, due_on_1="2027-11-23"))
    assert answer.status_code == 422
    assert "完成时限最长3个月" in answer.content.decode()
    assert not AgendaItem.objects.exclude(outcome="").exists()


def test_items_typed_for_another_outcome_do_not_count(desk, cast, room):
    desk("office-1").post(room[0], decided(cast, outcome="deferred"))
    assert not DecidedItem.objects.exists()
    assert AgendaItem.objects.exclude(outcome="").get().outcome == "deferred"


def test_an_outcome_is_recorded_once(desk, room):
    desk("intake-1").post(room[0], told(outcome="deferred"))
    again = desk("office-1").post(room[0], told(outcome="unresolved"))
    assert again.status_code in (404, 422)
    assert AgendaItem.objects.order_by("position")[0].outcome == "deferred"


def test_the_mayor_does_not_record_on_a_deputys_day(desk, room):
    answer = desk("mayor").post(room[0], told(outcome="deferred"))
    assert answer.status_code == 422
    assert "由其他领导主持" in answer.content.decode()


def test_a_department_does_not_learn_who_asked_not_to_be_named(desk, cast, room):
    name = cast.identity("hengxin-casting")["enterprise_name"]
    desk("intake-1").post(room[1], told(outcome="deferred") | {"statement": f"{name}再停一次炉就关门"})
    assert name in desk("office-1").get(room[1]).content.decode()
    hidden = desk("power-supply-officer").get(room[1]).content.decode()
    assert "再停一次炉就关门" in hidden
    assert name not in hidden


def test_it_asks_a_constant_number_of_queries(desk, room, django_assert_num_queries):
    browser = desk("office-1")
    browser.get(room[0])
    with django_assert_num_queries(27):
        browser.get(room[0])


def test_an_outcome_recorded_by_mistake_is_taken_back_and_its_words_stand_ready(desk, cast, room):
    browser = desk("office-1")
    browser.post(room[0], decided(cast))
    assert "记错了，收回结果" in browser.get(room[0]).content.decode()
    assert browser.post(f"{room[0]}take-back/", {"reason": ""}).status_code == 422
    answer = browser.post(f"{room[0]}take-back/", {"reason": "记错了企业"})
    assert answer.headers["Location"] == room[0]
    page = browser.get(room[0]).content.decode()
    assert "供电公司年底前改造到位" in page
    assert "data-room" in page


def test_taking_back_what_is_begun_says_why_not(desk, cast, room):
    browser = desk("office-1")
    browser.post(room[0], decided(cast))
    item = DecidedItem.objects.get()
    decisions.contact(item, contact="何工", note="联系过", by=cast.officer("power-supply"), at=NOW)
    assert "不能收回" in browser.get(f"{room[0]}take-back/").content.decode()
    answer = browser.post(f"{room[0]}take-back/", {"reason": "记错了企业"})
    assert answer.status_code == 422
    assert "记错了企业" in answer.content.decode()


def test_what_keeps_a_day_from_closing_is_listed_with_the_way_to_each(desk, cast, day, room):
    browser, url = desk("office-1"), f"/desk/days/{day.code}/close_day/"
    browser.post(room[0], decided(cast))
    page = browser.get(url).content.decode()
    assert "还差 2 处" in page
    assert f'href="{room[1]}"' in page
    assert f"/desk/days/{day.code}/record_attendance/#id_presence_{cast.organ('power-supply')}" in page
    assert "还差 2 处" in browser.post(url, {"version": "1"}).content.decode()


def test_an_enterprise_that_did_not_come_is_put_off_from_the_room(desk, room):
    browser = desk("intake-1")
    assert "登记企业到会" in browser.get(room[0]).text
    wrong = browser.post(f"{room[0]}guest/", {"guest": "excused", "reason": "", "name": ""})
    assert (wrong.status_code, "请写明原因" in wrong.text) == (422, True)
    answer = browser.post(f"{room[0]}guest/", {"guest": "missing", "reason": "", "name": "", "defer": "on"})
    assert answer.headers["Location"] == room[0]
    assert "没有说明，未到会，缓议" in browser.get(room[0]).text


def test_a_department_does_not_learn_who_came_for_whom_it_may_not_know(desk, cast, room):
    desk("intake-1").post(f"{room[1]}guest/", {"guest": "came", "reason": "", "name": "欧阳秘莲厂长"})
    assert "欧阳秘莲厂长" in desk("office-1").get(room[1]).text
    hidden = desk("power-supply-officer").get(room[1]).text
    assert ("企业到会" in hidden, "欧阳秘莲" in hidden) == (True, False)
