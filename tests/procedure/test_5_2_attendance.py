"""五(二): 参加接待的县直有关部门主要领导……按时到位接待; 二(三): whether the enterprise came."""

from datetime import time, timedelta

import pytest
from tests.held import hear, hold

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.rules.kinds import Presence, Present
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(stand, cast, later):
    """One appeal on today's agenda, to which the power company is called."""
    appeal = stand("scheduled", rung=2)
    (found,) = days.heard_on(appeal)
    day = days.fetch(cast.office, found.day.code)
    receptions.call_departments(day, [cast.organ("power-supply")], by=cast.office, at=later())
    return days.entry(cast.intake, day.code, appeal.code)


def came(cast, entry, later, **told):
    row = Present(cast.organ("power-supply"), **{"presence": Presence.LEADER, "name": "何经理"} | told)
    return receptions.record_attendance(days.fetch(cast.intake, entry.day.code), [row], by=cast.intake, at=later())


def counts(actor):
    return {one.code: dict(one.counts) for one in days.attending_years(actor, 2026)}


def test_who_comes_late_is_recorded_with_the_time(cast, entry, later):
    came(cast, entry, later, arrived_at=time(9, 20))
    (row,) = days.attendance(entry.day)
    assert (row.main_leader, row.arrived_at) == (True, time(9, 20))
    assert record.last(entry.day.subject).facts["attendance"] == ["供电公司：主要负责人到会 何经理，迟到，09:20到"]
    assert record.verify().ok


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"arrived_at": time(9)}, "按时到会的不用写到会时间"),
        ({"arrived_at": time(8, 50)}, "晚于09:00"),
        ({"presence": Presence.ABSENT, "name": "", "reason": "外出", "arrived_at": time(9, 20)}, "不用写到会时间"),
    ],
)
def test_a_time_is_written_only_for_who_came_late(cast, entry, later, told, words):
    with pytest.raises(Refused, match=words):
        came(cast, entry, later, **told)
    assert not days.attendance(entry.day)


@pytest.mark.parametrize(
    ("told", "away"),
    [
        ({"guest": "came", "name": "唐厂长"}, ""),
        ({"guest": "excused", "reason": "车间抢修"}, "事先说明，未到会（车间抢修）"),
        ({"guest": "missing"}, "没有说明，未到会"),
    ],
)
def test_the_enterprises_attendance_stands_beside_its_appeal(cast, entry, later, told, away):
    kept = receptions.record_guest(entry, by=cast.intake, at=later(), **told)
    assert (kept.away, kept.guest_name) == (away, told.get("name", ""))
    assert record.verify().ok


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"guest": "came"}, "请写明企业谁到会"),
        ({"guest": "excused"}, "请写明原因"),
        ({"guest": "came", "name": "唐厂长", "defer": True}, "不用勾选缓议"),
    ],
)
def test_what_is_missing_is_said_and_nothing_kept(cast, entry, later, told, words):
    with pytest.raises(Refused, match=words):
        receptions.record_guest(entry, by=cast.intake, at=later(), **told)
    assert days.entry(cast.intake, entry.day.code, entry.appeal.code).guest == ""


def test_an_enterprise_that_did_not_come_is_put_off_for_that_reason(cast, entry, later):
    receptions.record_guest(entry, guest="excused", reason="车间抢修", defer=True, by=cast.intake, at=later())
    kept = days.entry(cast.intake, entry.day.code, entry.appeal.code)
    assert (kept.outcome, kept.opinion) == ("deferred", "事先说明，未到会（车间抢修），缓议")
    assert appeals.fetch(cast.intake, entry.appeal.code).state == "ripe"
    assert record.verify().ok


@pytest.mark.parametrize(
    ("told", "observers"), [({"guest": "came", "name": "唐厂长"}, " 唐厂长"), ({"guest": "missing"}, "")]
)
def test_the_minutes_name_who_came_and_leave_out_who_did_not(cast, entry, later, told, observers):
    receptions.record_guest(entry, by=cast.intake, at=later(), **told)
    fresh = days.entry(cast.intake, entry.day.code, entry.appeal.code)
    receptions.record_outcome(fresh, outcome="deferred", opinion="再议", by=cast.intake, at=later())
    came(cast, entry, later)
    day = receptions.close_day(days.fetch(cast.intake, entry.day.code), by=cast.intake, at=later())
    written = receptions.draft_minutes(day, lines=(), by=cast.intake, at=later()).observers
    assert written == (f"{entry.appeal.enterprise_name}{observers}" if observers else "")


def test_a_year_counts_how_each_department_came(cast, stand):
    hold(cast, stand, ("deferred",))
    hold(cast, stand, ("deferred",))
    told = counts(cast.office)
    wanted = {"called": 2, "leader": 2, "substitute": 0, "absent": 0, "missing": 0, "late": 0} | {
        "part_late": 0,
        "part_missed": 0,
    }
    assert told["power-supply"] == wanted
    assert told["park-west"] == wanted | {"leader": 0, "substitute": 2}
    (first, second) = days.attended(cast.office, 2026, organ=cast.organ("park-west"), meant="substitute")
    assert (first.row.name, first.day.date <= second.day.date) == ("罗副主任", True)


@pytest.mark.parametrize(("written", "meant"), [(True, "part_late"), (False, "part_missed")])
def test_parts_of_the_dossier_that_came_late_or_never_are_counted_too(cast, stand, entry, later, written, meant):
    day = days.fetch(cast.office, entry.day.code)
    receptions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=later())
    came(cast, entry, later)
    officer = cast.officer("power-supply")
    ((part, _),) = days.dossier_waiting(officer)
    if written:
        mine, after = days.fetch_dossier_part(officer, part.code), later() + timedelta(days=1)
        receptions.submit_part(mine, opinion="已查", by=officer, at=after)
    for one in days.agenda(day, cast.intake):
        hear(cast, days.entry(cast.intake, day.code, one.appeal.code), "deferred")
    receptions.close_day(days.fetch(cast.intake, day.code), by=cast.intake, at=later())
    told = counts(cast.office)["power-supply"]
    assert (told["part_late"], told["part_missed"]) == (int(written), int(not written))
    (one,) = days.attended(cast.office, 2026, organ=cast.organ("power-supply"), meant=meant)
    assert one.day.pk == entry.day.pk


def test_everybody_counts_the_days_they_see(cast, stand):
    hold(cast, stand, ("deferred",))
    assert set(counts(cast.mayor)) == set(counts(cast.post("deputy-industry"))) == {"power-supply", "park-west"}
    assert set(counts(cast.officer("power-supply"))) == {"power-supply"}
    assert counts(cast.post("deputy-agriculture")) == counts(cast.officer("housing")) == {}
    assert counts(cast.city) == {}
    other = cast.organ("park-west")
    assert list(days.attended(cast.officer("power-supply"), 2026, organ=other)) == []


def test_a_day_that_is_not_over_does_not_count(cast, entry, later):
    came(cast, entry, later)
    assert counts(cast.office) == {}
