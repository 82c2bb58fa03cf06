"""接待日: the year against the Plan, a day planned, filled, put in order, attended, closed."""

from datetime import date, timedelta

import pytest
from tests.cast import NOW

from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.models import AgendaItem, Attendance, ReceptionDay

pytestmark = pytest.mark.django_db
READERS = {
    "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1", "power-supply-officer",
    "power-supply-head",
}  # fmt: skip
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def day(cast):
    """A day of the deputy in charge of industry, planned for today."""
    host = cast.post("deputy-industry")
    made = actions.plan(
        host_post=host.post,
        date=NOW.date(),
        place="县政府二楼会议室",
        reason="急需协调",
        by=cast.office,
        at=NOW - timedelta(days=7),
    )
    return queries.fetch(cast.office, made.code)


@pytest.fixture
def on_agenda(cast, stand, day):
    """Three appeals on the day's agenda."""
    appeals = [stand("ripe", rung=2) for _ in range(3)]
    actions.put_on_agenda(day, appeals, by=cast.office, at=NOW)
    return appeals


def order_of(day):
    return list(AgendaItem.objects.filter(day=day).order_by("position").values_list("appeal__code", flat=True))


def test_the_year_is_for_those_who_have_to_do_with_days(admitted, day):
    assert admitted("/desk/days/") == READERS
    assert admitted("/desk/days/new/") == {"office-1"}


def test_a_department_sees_the_day_it_is_called_to(admitted, cast, day):
    overseers = READERS - {"power-supply-officer", "power-supply-head"}
    assert admitted(f"/desk/days/{day.code}/") == overseers
    actions.call_departments(day, [cast.organ("power-supply")], by=cast.office, at=NOW)
    assert admitted(f"/desk/days/{day.code}/") == READERS


def test_the_year_says_what_is_held_planned_and_missing(desk, day):
    page = desk("office-1").get("/desk/days/").content.decode()
    assert "已安排" in page
    assert "缺1次" in page
    assert "month=2026-12" in page
    assert "month=" not in desk("mayor").get("/desk/days/").content.decode()
    assert "还没有接待日" in desk("mayor").get("/desk/days/?year=2025").content.decode()
    assert desk("mayor").get("/desk/days/?year=9999999").status_code == 200


def test_the_office_plans_a_day_and_is_told_when_the_notice_is_short(desk, cast):
    told = {
        "host_post": str(cast.mayor.post), "date": FRIDAY.isoformat(), "starts_at": "14:30", "ends_at": "17:00",
        "kind": "on_site", "capacity": "4", "reason": "县长下周出差",
        "place": "城西工业园", "departments": [str(cast.organ("power-supply"))], "note": "现场看线路",
    }  # fmt: skip
    answer = desk("office-1").post("/desk/days/new/", told, follow=True)
    page = answer.content.decode()
    made = ReceptionDay.objects.get(date=FRIDAY)
    assert (made.rung, made.kind, f"{made.starts_at:%H:%M}—{made.until:%H:%M}") == (3, "on_site", "14:30—17:00")
    assert (made.capacity, made.reason) == (4, "县长下周出差")
    assert "离接待日只有 4 个工作日，少于 5 个" in page
    assert "供电公司" in page


def test_a_refused_plan_keeps_what_was_typed(desk, cast):
    told = {
        "host_post": str(cast.mayor.post), "date": "2026-11-20", "starts_at": "09:00", "ends_at": "12:00",
        "kind": "centralised", "capacity": "10",
        "place": "县政府二楼会议室",
    }  # fmt: skip
    answer = desk("office-1").post("/desk/days/new/", told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "接待日不能安排在已经过去的日子" in page
    assert "县政府二楼会议室" in page
    assert 'value="2026-11-20"' in page
    assert not ReceptionDay.objects.exists()


def test_the_month_pressed_in_the_year_comes_along(desk, cast):
    page = desk("office-1").get(f"/desk/days/new/?host={cast.mayor.post}&month=2026-12").content.decode()
    assert 'value="2026-12-01"' in page
    assert f'<option value="{cast.mayor.post}" selected>' in page


def test_ripe_appeals_are_ticked_and_put_on_the_agenda(desk, stand, day):
    first, second = stand("ripe", rung=2), stand("ripe", rung=2)
    browser, url = desk("office-1"), f"/desk/days/{day.code}/"
    page = browser.get(url).content.decode()
    assert first.number in page
    assert second.number in page
    assert browser.post(url, {"chosen": [second.code]}).headers["Location"] == url
    assert order_of(day) == [second.code]
    refused = browser.post(url, {})
    assert refused.status_code == 422
    assert "请先勾选要列入的诉求" in refused.content.decode()


def test_the_proposal_is_ticked_and_explained_and_may_be_taken_whole(desk, cast, stand, day):
    for _ in range(2):
        stand("ripe", rung=2, urgency="special")
    browser, url = desk("office-1"), f"/desk/days/{day.code}/"
    answer = browser.get(url)
    page, picks = answer.content.decode(), answer.context["form"].initial["chosen"]
    assert len(picks) == 2
    assert page.count(" checked") == 2
    assert "建议列入 2 件，已勾选；还能列入 10 件" in page
    assert "建议：已等候 0 个工作日，特事特办；要通知供电公司到会" in page
    assert "建议：已等候 0 个工作日，特事特办；有关部门本来就到会" in page
    assert "每多通知一个部门到会减" in page
    browser.post(url, {"chosen": picks})
    assert order_of(day) == picks


def test_a_theme_is_put_on_together(desk, stand, day):
    alike = [stand("ripe", rung=2) for _ in range(2)]
    browser, url = desk("office-1"), f"/desk/days/{day.code}/"
    assert "专题：用电" in browser.get(url).content.decode()
    browser.post(url, {"chosen": [appeal.code for appeal in alike]})
    assert len(order_of(day)) == 2


def test_whom_the_agenda_concerns_is_called_with_one_press(desk, cast, day, on_agenda):
    browser = desk("office-1")
    answer = browser.get(f"/desk/days/{day.code}/")
    told = {"organs": answer.context["to_call"]["organs"], "version": str(day.version)}
    assert "一并通知到会" in answer.content.decode()
    browser.post(f"/desk/days/{day.code}/call_departments/", told)
    assert queries.departments(day) == sorted(told["organs"])
    assert "一并通知到会" not in browser.get(f"/desk/days/{day.code}/").content.decode()


def test_sixty_on_one_day_are_refused_in_one_sentence_and_stay_ticked(desk, cast, stand, day):
    actions.amend(day, capacity=1, by=cast.office, at=NOW)
    both = [stand("ripe", rung=2).code for _ in range(2)]
    answer = desk("office-1").post(f"/desk/days/{day.code}/", {"chosen": both})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "可接待 1 件，已列入 0 件，还能列入 1 件，所选 2 件没有列入" in page
    assert page.count(" checked") == 2


def test_only_the_office_puts_on_the_agenda(desk, stand, day):
    ripe = stand("ripe", rung=2)
    page = desk("mayor").get(f"/desk/days/{day.code}/").content.decode()
    assert 'name="chosen"' not in page
    assert desk("mayor").post(f"/desk/days/{day.code}/", {"chosen": [ripe.code]}).status_code == 422
    assert order_of(day) == []


def test_the_order_is_changed_by_buttons(desk, day, on_agenda):
    first, second, third = (appeal.code for appeal in on_agenda)
    browser, url = desk("office-1"), f"/desk/days/{day.code}/order/"
    answer = browser.post(url, {"codes": [first, second, third], "up": third})
    assert answer.headers["Location"] == f"/desk/days/{day.code}/#a-{third}"
    assert order_of(day) == [first, third, second]
    browser.post(url, {"codes": [first, third, second], "down": first})
    assert order_of(day) == [third, first, second]
    stale = browser.post(url, {"codes": [first, second], "up": second})
    assert stale.status_code == 422
    assert "议程刚刚有变化" in stale.content.decode()
    assert browser.get(url).headers["Location"] == f"/desk/days/{day.code}/"


def test_an_appeal_is_taken_off_with_a_reason(desk, day, on_agenda):
    url = f"/desk/days/{day.code}/appeals/{on_agenda[0].code}/off/"
    assert desk("mayor").post(url, {"reason": "企业改期"}).status_code == 422
    assert desk("office-1").post(url, {"reason": "企业改期"}).headers["Location"] == f"/desk/days/{day.code}/"
    assert order_of(day) == [appeal.code for appeal in on_agenda[1:]]


def test_the_leads_of_the_agenda_are_suggested_to_be_called(desk, cast, day, on_agenda):
    browser, url = desk("office-1"), f"/desk/days/{day.code}/call_departments/"
    assert "议程涉及的部门还没有通知：供电公司" in browser.get(f"/desk/days/{day.code}/").content.decode()
    form = browser.get(url).context["form"]
    assert form.initial["organs"] == [cast.organ("power-supply")]
    browser.post(url, {"organs": form.initial["organs"]})
    assert queries.departments(day) == [cast.organ("power-supply")]


def test_attendance_is_told_by_department_and_what_lacks_stands_at_its_field(desk, cast, day):
    organ, browser, url = cast.organ("power-supply"), desk("intake-1"), f"/desk/days/{day.code}/record_attendance/"
    actions.call_departments(day, [organ], by=cast.office, at=NOW)
    answer = browser.post(url, {f"presence_{organ}": "substitute", f"name_{organ}": "陆海生"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {f"reason_{organ}": ["主要负责人没有到会的，请写明原因"]}
    assert "陆海生" in answer.content.decode()
    assert "请登记至少一个部门" in browser.post(url, {}).content.decode()
    told = {f"presence_{organ}": "substitute", f"name_{organ}": "陆海生", f"reason_{organ}": "主要负责人出差"}
    assert browser.post(url, told).headers["Location"] == f"/desk/days/{day.code}/"
    assert Attendance.objects.get().name == "陆海生"
    assert "委托他人到会" in browser.get(f"/desk/days/{day.code}/").content.decode()


def test_what_may_not_be_done_says_why(desk, cast, day, on_agenda):
    page = desk("office-1").get(f"/desk/days/{day.code}/").content.decode()
    assert "还没有记录结果，请逐件记录" in page
    asked = desk("office-1").get(f"/desk/days/{day.code}/close_day/").content.decode()
    assert "还没有记录结果，请逐件记录" in asked
    assert '<form method="post" data-draft' not in asked


def test_a_day_is_cancelled_after_a_warning(desk, day, on_agenda):
    browser, url = desk("office-1"), f"/desk/days/{day.code}/cancel_day/"
    assert "办理后不能撤销" in browser.get(url).content.decode()
    browser.post(url, {"reason": "防汛应急"})
    day.refresh_from_db()
    assert day.state == "cancelled"
    on_agenda[0].refresh_from_db()
    assert on_agenda[0].state == "ripe"


def test_nobody_acts_on_a_day_that_changed_meanwhile(desk, cast, day):
    read = day.version
    actions.amend(day, place="三楼会议室", reason="腾会议室", by=cast.office, at=NOW)
    told = {
        "date": NOW.date().isoformat(), "starts_at": "09:00", "ends_at": "12:00", "kind": "on_site", "capacity": "10",
        "place": "县政府二楼会议室",
        "reason": "改现场办公", "version": str(read),
    }  # fmt: skip
    answer = desk("office-1").post(f"/desk/days/{day.code}/amend/", told)
    assert answer.status_code == 409
    assert "改现场办公" in answer.content.decode()


def test_what_is_not_there_is_not_there(desk, day):
    for url in (f"/desk/days/{day.code}/dissolve/", "/desk/days/nowhere123/", f"/desk/days/{day.code}/appeals/nobody/"):
        assert desk("office-1").get(url).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_year_asks_a_constant_number_of_queries(desk, cast, count, django_assert_num_queries):
    for number in range(count):
        actions.plan(
            host_post=cast.mayor.post,
            date=FRIDAY + timedelta(days=number),
            place="会议室",
            reason="急需协调",
            by=cast.office,
            at=NOW,
        )
    browser = desk("office-1")
    browser.get("/desk/days/")
    with django_assert_num_queries(8):
        browser.get("/desk/days/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_day_asks_a_constant_number_of_queries(desk, cast, stand, day, count, django_assert_num_queries):
    actions.put_on_agenda(day, [stand("ripe", rung=2) for _ in range(count)], by=cast.office, at=NOW)
    browser = desk("office-1")
    browser.get(f"/desk/days/{day.code}/")
    with django_assert_num_queries(27):
        browser.get(f"/desk/days/{day.code}/")
