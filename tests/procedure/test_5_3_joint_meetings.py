"""五(三): 各部门要加强沟通协调……定期组织召开联席会议，及时沟通信息，形成合力，统筹解决企业诉求。"""

from datetime import date, timedelta

import pytest
from tests.cast import NOW
from tests.held import abolish, hold, item

from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.rules.kinds import Presence, Present
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def call(cast, later):
    """``call(appeal, …)``: the power company meets over these appeals today."""

    def meet(*chosen, **told):
        return receptions.call_meeting(
            **{"date": TODAY, "place": "县政府三楼小会议室", "departments": [cast.organ("power-supply")]} | told,
            reason="企业急盼", agenda=chosen, by=cast.office, at=later(),
        )  # fmt: skip

    return meet


def entries(cast, day):
    return days.agenda(days.fetch(cast.intake, day.code), cast.intake)


def entry_of(cast, day, appeal):
    return days.entry(cast.intake, day.code, appeal.code)


def agree(cast, day, later, outcome="agreed"):
    for entry in entries(cast, day):
        receptions.record_outcome(
            entry_of(cast, day, entry.appeal), outcome=outcome, opinion="先通临时电", by=cast.intake, at=later()
        )


def close(cast, day, later):
    row = Present(cast.organ("power-supply"), Presence.LEADER, "何经理")
    receptions.record_attendance(days.fetch(cast.intake, day.code), [row], by=cast.intake, at=later())
    return decisions.close_day(days.fetch(cast.intake, day.code), by=cast.intake, at=later())


@pytest.mark.parametrize("state", ["at_office", "consulting", "ripe", "implementing"])
def test_what_reached_the_office_is_brought_to_a_meeting_and_stays_where_it_stands(cast, stand, call, later, state):
    appeal = stand(state, rung=2)
    day = call(appeal)
    assert [entry.appeal.number for entry in entries(cast, day)] == [appeal.number]
    agree(cast, day, later)
    after = appeals.fetch(cast.office, appeal.code)
    assert (after.state, after.rung, after.outcome) == (state, 2, appeal.outcome)
    assert record.last(appeal.subject).facts["result"] == "形成共同意见"
    assert record.verify().ok


def test_what_departments_are_still_handling_is_not_the_offices_to_bring(cast, stand, call):
    with pytest.raises(Refused):
        call(stand("handling"))
    assert not days.days(cast.office, 2026)


def test_the_departments_are_called_with_notice(cast, stand, call, later):
    with pytest.raises(Refused, match="请选定参加联席会议的部门"):
        call(departments=[])
    day = call(stand("consulting", rung=2))
    told = receptions.issue_notice(days.fetch(cast.office, day.code), by=cast.office, at=later())
    assert told.notified_at == later()
    with pytest.raises(Refused, match="不能安排在已经过去的日子"):
        call(date=TODAY - timedelta(days=1))


def test_it_divides_the_work_and_decides_nothing(cast, stand, call, later):
    appeal = stand("consulting", rung=2)
    day = call(appeal)
    for outcome in ("unresolved", "deferred", "explained"):
        with pytest.raises(Refused, match="联席会议不能"):
            receptions.record_outcome(
                entry_of(cast, day, appeal), outcome=outcome, opinion="再议", by=cast.intake, at=later()
            )
    (done,) = decisions.decide_at_hearing(
        entry_of(cast, day, appeal), items=[item(cast)], opinion="供电公司先勘察", by=cast.intake, at=later()
    )
    assert entry_of(cast, day, appeal).outcome == "divided"
    assert (done.lead_id, str(done.due_on)) == (cast.organ("power-supply"), "2026-12-25")
    assert appeals.fetch(cast.office, appeal.code).state == "consulting"
    assert [one.number for one in items.todo(cast.officer("power-supply"), at=later())] == [done.number]
    assert record.verify().ok


def test_a_leader_does_not_record_and_a_reception_day_has_no_such_outcomes(cast, stand, call, later):
    appeal = stand("consulting", rung=2)
    day = call(appeal)
    entry = days.entry(cast.mayor, day.code, appeal.code)
    with pytest.raises(Refused, match="由县政府办和工信商务局记录"):
        receptions.record_outcome(entry, outcome="agreed", opinion="好", by=cast.mayor, at=later())
    (heard,) = days.heard_on(stand("scheduled", rung=2))
    hosted = days.entry(cast.intake, heard.day.code, heard.appeal.code)
    with pytest.raises(Refused, match="是联席会议的结果"):
        receptions.record_outcome(hosted, outcome="agreed", opinion="好", by=cast.intake, at=later())


def test_an_outcome_of_a_meeting_is_taken_back_too(cast, stand, call, later):
    appeal = stand("consulting", rung=2)
    day = call(appeal)
    decisions.decide_at_hearing(
        entry_of(cast, day, appeal), items=[item(cast)], opinion="先勘察", by=cast.intake, at=later()
    )
    decisions.take_back_outcome(entry_of(cast, day, appeal), reason="记错了", by=cast.office, at=later())
    assert entry_of(cast, day, appeal).outcome == ""
    assert items.lines_of(day) == []
    assert record.verify().ok


def test_the_enterprise_is_not_asked_and_sees_no_meeting(cast, stand, call, later, speaker):
    appeal = stand("consulting", rung=2)
    day = call(appeal)
    with pytest.raises(NotFound):
        days.fetch(speaker(appeal), day.code)
    with pytest.raises(Refused, match="不请企业到会"):
        receptions.record_guest(entry_of(cast, day, appeal), guest="missing", by=cast.intake, at=later())
    assert days.public_schedule(TODAY) == []
    assert not days.days_open_to(appeal, at=later() - timedelta(days=2))


def test_a_meeting_is_none_of_the_plans_days_and_its_attendance_is_counted_apart(cast, stand, call, later):
    day = call(stand("ripe", rung=2))
    agree(cast, day, later)
    close(cast, day, later)
    periods = [period for due in days.due_and_held(cast.office, 2026) for period in due.periods]
    assert sum(period.held for period in periods) == 0
    assert list(days.attending_years(cast.office, 2026)) == []
    (power,) = days.attending_years(cast.office, 2026, joint=True)
    assert (power.code, power.counts["called"], power.counts["leader"]) == ("power-supply", 1, 1)


def test_a_deputy_sees_the_meetings_over_the_own_industries_alone(cast, stand, call):
    day = call(stand("consulting", rung=2))
    deputy, other = cast.post("deputy-industry"), cast.post("deputy-agriculture")
    assert days.fetch(deputy, day.code).pk == day.pk
    assert [one.appeal.section for one in days.agenda(day, deputy)] == ["C"]
    with pytest.raises(NotFound):
        days.fetch(other, day.code)
    assert day.code in {one.code for one in days.appointments(deputy.person, at=NOW)}


def test_its_minutes_are_adopted_by_the_office_and_numbered_in_their_own_series(cast, stand, call, later):
    first, second = call(stand("ripe", rung=2)), call(stand("consulting", rung=2), place="县政府五楼")
    for number, day in enumerate((first, second), 1):
        agree(cast, day, later)
        held = close(cast, day, later)
        minutes = decisions.draft_minutes(held, by=cast.intake, at=later())
        assert "召集联席会议" in minutes.opening
        assert (minutes.present, minutes.observers) == ("供电公司 何经理", "")
        with pytest.raises(Refused, match="没有主持领导"):
            decisions.send_minutes(minutes, by=cast.intake, at=later())
        adopted = decisions.adopt_minutes(minutes, by=cast.office, at=later())
        issued = decisions.issue_minutes(adopted, by=cast.office, at=later())
        assert issued.number == f"联席会议纪要〔2026〕{number}号"
    assert record.verify().ok


def test_its_minutes_are_no_decision_and_corrected_by_the_office(cast, stand, call, later):
    day = call(stand("ripe", rung=2))
    agree(cast, day, later)
    minutes = decisions.draft_minutes(close(cast, day, later), by=cast.intake, at=later())
    with pytest.raises(Refused, match="不作会议决定"):
        receptions.write_minutes(minutes, form="decision", parts={}, by=cast.intake, at=later())
    adopted = decisions.adopt_minutes(minutes, by=cast.office, at=later())
    issued = decisions.issue_minutes(adopted, by=cast.office, at=later())
    receptions.propose_erratum(issued, was="何经理", becomes="何总经理", reason="职务有误", by=cast.intake, at=later())
    waiting = days.fetch_minutes(cast.office, issued.code)
    assert waiting in days.minutes_waiting(cast.office)
    assert receptions.adopt_erratum(waiting, by=cast.office, at=later()).number == 1
    assert record.verify().ok


def test_a_hosts_minutes_are_not_the_offices_to_adopt(cast, stand):
    held = hold(cast, stand, ("deferred",))
    held.until("drafting")
    with pytest.raises(Refused, match="由主持领导确认"):
        decisions.adopt_minutes(held.minutes, by=cast.office, at=held.tick())


def test_two_meetings_at_once_want_two_rooms(cast, stand, call):
    call(stand("ripe", rung=2))
    with pytest.raises(Refused, match="已安排联席会议，请另选时间或地点"):
        call()
    call(place="县政府五楼会议室")


def test_a_meeting_called_off_stands_on_the_appeals_record(cast, stand, call, later):
    appeal = stand("consulting", rung=2)
    day = call(appeal)
    receptions.cancel_day(days.fetch(cast.office, day.code), reason="意见已经一致", by=cast.office, at=later())
    assert appeals.fetch(cast.office, appeal.code).state == "consulting"
    assert record.last(appeal.subject).facts["result"] == "没有上会"
    with pytest.raises(Refused, match="不能互相改换"):
        receptions.amend(call(stand("ripe", rung=2), place="五楼"), kind="centralised", by=cast.office, at=later())


def test_one_appeal_stands_on_an_agenda_once_and_on_a_reception_day_beside(cast, stand, call, later):
    appeal = stand("ripe", rung=2)
    day = call(appeal)
    with pytest.raises(Refused, match="已在议程上"):
        receptions.put_on_agenda(days.fetch(cast.office, day.code), [appeal], by=cast.office, at=later())
    host = cast.deputy(appeal.section)
    hosted = receptions.plan(
        host_post=host.post, date=date(2026, 11, 30), place="二楼", by=cast.office, at=later(), departments=[]
    )
    receptions.put_on_agenda(hosted, [appeals.fetch(cast.office, appeal.code)], by=cast.office, at=later())
    assert appeals.fetch(cast.office, appeal.code).state == "scheduled"
    agree(cast, day, later, outcome="differing")
    assert appeals.fetch(cast.office, appeal.code).state == "scheduled"


def test_the_consultation_knows_the_meeting_it_leads_to(cast, stand, call):
    appeal, other = stand("consulting", rung=2), stand("consulting", rung=2)
    day = call(appeal)
    met = days.meetings_of([appeal, other], cast.office)
    assert {pk: [row.day_id for row in rows] for pk, rows in met.items()} == {appeal.pk: [day.pk]}


def test_a_department_abolished_before_the_minutes_is_named_with_its_heir(cast, stand, call, later):
    appeal = stand("consulting", rung=2)
    day = call(appeal)
    decisions.decide_at_hearing(
        entry_of(cast, day, appeal), items=[item(cast, "park-west")], opinion="先勘察", by=cast.intake, at=later()
    )
    abolish(cast, "park-west", successor="power-supply", at=later())
    held = close(cast, day, later)
    (line,) = items.lines_of(held)
    assert "现由供电公司承接" in line.lead_name
