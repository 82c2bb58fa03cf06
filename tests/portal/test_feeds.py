"""日历订阅: the public schedule and everybody's own days, as other calendars read them."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from tests.cast import NOW

from qinqing.kernel.actors import PUBLIC
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.receptions import actions, queries
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(cast):
    """A deputy's day in two weeks, the power company called."""
    return actions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 8), place="三楼会议室，东侧", by=cast.office, at=NOW,
        departments=[cast.organ("power-supply")],
    )  # fmt: skip


def address(actor):
    return f"/days/feed/{queries.feed_token(actions.renew_feed(by=actor, at=NOW))}.ics"


def events(answer):
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_public_schedule_is_a_calendar(stranger, cast, stand, day):
    actions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=NOW)
    answer = stranger.get("/days/schedule.ics")
    (event,) = events(answer)
    assert event.decoded("dtstart") == datetime.fromisoformat("2026-12-08T09:00:00+08:00")
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=3)
    assert str(event["location"]) == "三楼会议室，东侧"
    assert str(event["summary"]) == f"{queries.host_title(day)}接待日"
    assert "JDR-" not in answer.content.decode()
    assert all(len(line.encode()) <= 75 for line in answer.content.decode().split("\r\n")), "RFC 5545, 3.1"


def test_each_person_reads_the_days_of_the_own_posts(stranger, cast, day):
    seen = {
        who: len(events(stranger.get(address(cast.post(who)))))
        for who in ("deputy-industry", "deputy-agriculture", "power-supply-officer", "housing-officer", "office-1")
    }
    assert seen == {
        "deputy-industry": 1, "deputy-agriculture": 0, "power-supply-officer": 1, "housing-officer": 0, "office-1": 1,
    }  # fmt: skip


def test_an_enterprise_reads_its_own_day_and_number_and_nothing_told(stranger, cast, stand, day):
    appeal = stand("ripe", rung=2)
    enterprise = cast.actor("hengxin")
    assert events(stranger.get(address(enterprise))) == []
    actions.put_on_agenda(day, [appeal], by=cast.office, at=NOW)
    answer = stranger.get(address(enterprise))
    (event,) = events(answer)
    assert appeal.number in str(event["description"])
    for kept in (appeal.title, appeal.enterprise_name):
        assert kept not in answer.content.decode()
    assert events(stranger.get(address(cast.actor("xinggui")))) == []


def test_a_day_that_moves_is_a_newer_copy_and_one_called_off_says_so(stranger, cast, day):
    url = address(cast.office)
    (before,) = events(stranger.get(url))
    actions.amend(day, date=date(2026, 12, 10), reason="防汛会", by=cast.office, at=NOW)
    (moved,) = events(stranger.get(url))
    assert (moved["uid"], str(moved["status"])) == (before["uid"], "CONFIRMED")
    assert moved["sequence"] > before["sequence"]
    assert moved.decoded("dtstart").date() == date(2026, 12, 10)
    actions.cancel_day(queries.fetch(cast.office, day.code), reason="县长出差", by=cast.office, at=NOW)
    (gone,) = events(stranger.get(url))
    assert str(gone["status"]) == "CANCELLED"
    assert events(stranger.get("/days/schedule.ics")) == []


def test_an_old_address_a_wrong_one_and_one_from_a_copied_database_open_nothing(stranger, cast, day):
    old = address(cast.office)
    new = address(cast.office)
    feed = queries.feed_of(cast.office.person)
    assert stranger.get(new).status_code == 200
    for wrong in (old, new.replace(".ics", "0.ics"), f"/days/feed/{feed.code}.ics", f"/days/feed/{feed.code}-.ics"):
        assert stranger.get(wrong).status_code == 404
    actions.close_feed(by=cast.office, at=NOW)
    assert stranger.get(new).status_code == 404
    with pytest.raises(Refused, match="还没有开通"):
        actions.close_feed(by=cast.office, at=NOW)


def test_nobody_without_an_account_has_a_feed(cast):
    with pytest.raises(Refused, match="请先登录"):
        actions.renew_feed(by=PUBLIC, at=NOW)
    with pytest.raises(NotFound):
        queries.feed_account("")


def test_who_is_switched_off_reads_nothing_more(stranger, cast, day):
    url = address(cast.office)
    accounts.deactivate(people.account(cast.office.person), by=cast.post("security-admin"), at=NOW)
    assert events(stranger.get(url)) == []


def test_the_address_is_opened_changed_and_closed_on_its_page(enterprise):
    browser = enterprise("hengxin")
    assert "开通订阅" in browser.get("/days/subscribe").content.decode()
    browser.post("/days/subscribe", {})
    first = browser.get("/days/subscribe").context["address"]
    browser.post("/days/subscribe", {})
    second = browser.get("/days/subscribe").context["address"]
    assert first != second
    assert Client().get(second).status_code == 200
    browser.post("/days/subscribe", {"stop": "1"})
    assert "开通订阅" in browser.get("/days/subscribe").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_asks_a_constant_number_of_queries(stranger, cast, count, django_assert_num_queries):
    for number in range(count):
        on = date(2026, 12, 7) + timedelta(days=number)
        actions.plan(host_post=cast.mayor.post, date=on, place="五楼", by=cast.office, at=NOW)
    url = address(cast.office)
    stranger.get(url)
    with django_assert_num_queries(5):
        assert len(events(stranger.get(url))) == count
