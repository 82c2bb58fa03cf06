"""二(一): a day is announced in time, moved or called off with a reason, and everybody concerned is told."""

import io
from datetime import date, time, timedelta

import docx
import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.kinds import Presence, Present
from qinqing.procedure.register import actions as register
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import queries as papers
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 12, 8)


@pytest.fixture
def planned(cast, stand, later):
    """A day of the deputy in two weeks, one appeal on its agenda, the power company called."""
    day = receptions.plan(
        host_post=cast.deputy("C").post, date=TUESDAY, place="二楼会议室", departments=[cast.organ("power-supply")],
        by=cast.office, at=later(),
    )  # fmt: skip
    receptions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=later())
    return queries.fetch(cast.office, day.code)


def clock_of(day, key="notice"):
    return Clocks.of(day.subject).get(key)


def test_planning_starts_the_notices_clock_and_issuing_it_stops_it(cast, planned, later):
    assert (clock_of(planned).due_on, clock_of(planned).clause) == (date(2026, 12, 1), "二(一)")
    receptions.issue_notice(planned, by=cast.office, at=later(days=8))
    assert clock_of(planned).verdict == "on_time"
    told = record.last(planned.subject).facts
    assert (told["departments"], told["now"]) == (["供电公司"], "12月8日 09:00—12:00，二楼会议室")
    assert len(told["appeals"]) == 1
    assert record.verify().ok


def test_a_late_notice_is_late(cast, planned, later):
    receptions.issue_notice(planned, by=cast.office, at=later(days=9))
    assert clock_of(planned).verdict == "late"


def test_a_notice_goes_to_somebody_and_once(cast, planned, later):
    receptions.issue_notice(planned, by=cast.office, at=later())
    with pytest.raises(Refused, match="活动通知已经发出"):
        receptions.issue_notice(planned, by=cast.office, at=later())
    empty = receptions.plan(host_post=cast.mayor.post, date=TUESDAY, place="常务会议室", by=cast.office, at=later())
    with pytest.raises(Refused, match="还没有列入诉求"):
        receptions.issue_notice(empty, by=cast.office, at=later())


def test_a_day_at_short_notice_owes_its_notice_today(cast, later):
    with pytest.raises(Refused, match="只有 1 个工作日，少于制度要求的 5 个，请另选日期；确需安排的，请写明原因"):
        receptions.plan(host_post=cast.mayor.post, date=date(2026, 11, 24), place="二楼", by=cast.office, at=later())
    day = receptions.plan(
        host_post=cast.mayor.post, date=date(2026, 11, 24), place="二楼", reason="停产在即", by=cast.office, at=later()
    )
    assert clock_of(day).due_on == date(2026, 11, 23)
    assert record.last(day.subject).facts["reason"] == "停产在即"


def test_a_day_off_wants_a_reason(cast, later):
    told = {"host_post": cast.mayor.post, "date": date(2026, 12, 6), "place": "二楼", "by": cast.office, "at": later()}
    with pytest.raises(Refused, match="12月6日是周日，不是工作日"):
        receptions.plan(**told)
    assert receptions.plan(**told, reason="企业只有周日能停机检修").reason


def test_it_does_not_overlap_with_another_of_the_same_host_or_in_the_same_room(cast, planned, later):
    told = {"date": TUESDAY, "starts_at": time(11), "by": cast.office, "at": later()}
    with pytest.raises(Refused, match="已有接待日，时间重叠"):
        receptions.plan(host_post=planned.host_post_id, place="三楼", **told)
    with pytest.raises(Refused, match="12月8日 09:00—12:00二楼会议室已安排"):
        receptions.plan(host_post=cast.mayor.post, place="二楼会议室", **told)
    mayors = receptions.plan(host_post=cast.mayor.post, place="三楼", **told)
    with pytest.raises(Refused, match="请另选时间或地点"):
        receptions.amend(mayors, place="二楼会议室", reason="换会议室", by=cast.office, at=later())
    assert queries.fetch(cast.office, mayors.code).place == "三楼"


def test_a_host_without_portfolio_hears_nobody(cast, later):
    host = cast.deputy("C").post
    register.set_portfolio(host, sections=[], by=cast.post("security-admin"), at=later())
    with pytest.raises(Refused, match="还没有分管行业"):
        receptions.plan(host_post=host, date=TUESDAY, place="二楼", by=cast.office, at=later())


def test_more_than_can_be_heard_is_not_put_on(cast, stand, planned, later):
    receptions.amend(planned, capacity=2, by=cast.office, at=later())
    with pytest.raises(Refused, match="可接待 2 件，已列入 1 件，还能列入 1 件，所选 2 件没有列入"):
        receptions.put_on_agenda(planned, [stand("ripe", rung=2), stand("ripe", rung=2)], by=cast.office, at=later())
    assert len(queries.agenda(planned, cast.office)) == 1


def test_moving_it_tells_the_enterprise_and_owes_a_new_notice(cast, planned, speaker, later):
    receptions.issue_notice(planned, by=cast.office, at=later())
    receptions.amend(
        planned, date=date(2026, 12, 10), starts_at=time(15), reason="县里有防汛会", by=cast.office, at=later()
    )
    assert (planned.until, planned.notified_at) == (time(18), None)
    assert (clock_of(planned).verdict, clock_of(planned, "notice#2").due_on) == ("on_time", date(2026, 12, 3))
    (entry,) = queries.agenda(planned, cast.office)
    line = appeals.timeline(entry.appeal, speaker(entry.appeal))[0]
    told = dict(line.particulars)
    assert line.what == "接待日改了时间或地点"
    assert told["原安排"] == "12月8日 09:00—12:00，二楼会议室"
    assert told["现安排"] == "12月10日 15:00—18:00，二楼会议室"
    facts = record.last(planned.subject).facts
    assert (facts["departments"], facts["reason"]) == (["供电公司"], "县里有防汛会")
    assert record.verify().ok


def test_moving_it_wants_a_reason_and_a_note_does_not(cast, planned, later):
    with pytest.raises(Refused, match="请写明调整原因"):
        receptions.amend(planned, date=date(2026, 12, 10), by=cast.office, at=later())
    assert queries.fetch(cast.office, planned.code).date == TUESDAY
    receptions.amend(planned, note="请带图纸", by=cast.office, at=later())
    assert clock_of(planned, "notice#2") is None


def test_calling_it_off_is_on_record_with_whom_it_concerns(cast, planned, later):
    receptions.cancel_day(planned, reason="县长参加市里会议", by=cast.office, at=later())
    facts = record.last(planned.subject).facts
    assert (facts["before"], facts["departments"], facts["reason"]) == (
        "12月8日 09:00—12:00，二楼会议室", ["供电公司"], "县长参加市里会议",
    )  # fmt: skip
    assert len(facts["appeals"]) == 1
    assert clock_of(planned).verdict == "void"
    assert record.verify().ok


def test_a_notice_never_issued_is_late_when_the_day_is_closed(cast, planned, later):
    on = later(days=15)
    for organ in queries.departments(planned):
        receptions.record_attendance(planned, [Present(organ, Presence.LEADER, "何经理")], by=cast.intake, at=on)
    (entry,) = queries.agenda(planned, cast.office)
    receptions.record_outcome(entry, outcome="deferred", opinion="再研究", by=cast.intake, at=on)
    receptions.close_day(queries.fetch(cast.intake, planned.code), by=cast.intake, at=on + timedelta(hours=1))
    assert clock_of(planned).verdict == "late"


def test_issuing_the_notice_writes_it_for_the_departments(cast, planned, later):
    receptions.issue_notice(planned, by=cast.office, at=later())
    (notice,) = papers.papers_of(planned.subject)
    document = docx.Document(io.BytesIO(papers.paper_file(papers.paper(notice.code), "docx")[0]))
    said = "\n".join(one.text for one in document.paragraphs)
    assert notice.number.endswith("〔2026〕1号")
    assert "2026年12月8日" in said
    assert "二楼会议室" in said
    assert len(document.tables[0].rows) == 2
