"""四(四): reported in writing, copied, read by the leaders or sent back; accepted by the bureau, then the enterprise is told."""

from datetime import date

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(decided, walk):
    return walk(decided()[0], "reported")


def test_the_head_signs_what_the_officer_wrote(cast, decided, walk, later, clock_of):
    item = walk(decided()[0], "signing")
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    with pytest.raises(Refused, match="由部门主要负责人办理"):
        decisions.sign_report(item, by=officer, at=later())
    decisions.return_draft(item, reason="写清负荷数据", by=head, at=later())
    decisions.draft_report(item, text="负荷由97%降到71%", proof="运行日志", by=officer, at=later())
    decisions.sign_report(item, by=head, at=later())
    (report,) = queries.reports(item, cast.office)
    assert (report.text, report.ordinal, report.signed_by) == ("负荷由97%降到71%", 1, head.title)
    assert clock_of(item, "report").verdict == "on_time"


def test_a_draft_stays_in_the_department(cast, decided, walk):
    item = walk(decided()[0], "signing")
    assert len(queries.reports(item, cast.head("power-supply"))) == 1
    assert [queries.reports(item, actor) for actor in (cast.office, cast.intake, cast.officer("park-west"))] == [[]] * 3


def test_a_signed_report_is_copied_to_departments_concerned(cast, reported):
    kinds = {row.organ_name: row.kind for row in queries.shares(reported)}
    assert kinds == {"供电公司": "lead", "城西工业园管委会": "assisting", "住建局": "copied"}
    assert queries.fetch(cast.officer("housing"), reported.code) == reported


def test_the_office_puts_it_before_mayor_and_deputy(cast, reported, later):
    assert queries.todo(cast.office, at=later()) == [reported]
    decisions.circulate(reported, by=cast.office, at=later())
    assert queries.todo(cast.office, at=later()) == []
    with pytest.raises(Refused, match="已经送领导圈阅"):
        decisions.circulate(reported, by=cast.office, at=later())
    for leader in (cast.mayor, cast.deputy("C")):
        (row,) = queries.circulations_for(leader)
        assert row.report.item == reported
        decisions.mark_read(queries.fetch(leader, reported.code), remark="很好", by=leader, at=later())
        assert queries.circulations_for(leader) == []
    assert {row.state for row in queries.circulations(reported, cast.office)} == {"read"}
    assert record.verify().ok


def test_nobody_reads_what_was_not_put_before_them(cast, reported, later):
    with pytest.raises(Refused, match="没有等您圈阅的报告"):
        decisions.mark_read(reported, by=cast.mayor, at=later())


def test_a_leader_sends_it_back_and_its_limit_runs_on(cast, reported, walk, clock_of, later):
    decisions.circulate(reported, by=cast.office, at=later(minutes=3))
    decisions.send_back_report(reported, reason="还在跳闸", by=cast.mayor, at=later(days=2))
    assert (reported.state, reported.completed_at) == ("implementing", None)
    clock = clock_of(reported, "item")
    # Two working days away; nothing is published yet for New Year 2027, so its Friday counts.
    assert (clock.paused_at, clock.due_on, reported.due_on) == (None, date(2027, 1, 4), date(2027, 1, 4))
    assert {row.state for row in queries.circulations(reported, cast.office)} == {"sent_back", "lapsed"}
    assert queries.circulations_for(cast.deputy("C")) == []
    assert record.verify().ok


def test_a_second_report_is_circulated_anew(cast, reported, later):
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    decisions.circulate(reported, by=cast.office, at=later(minutes=3))
    decisions.send_back_report(reported, reason="还在跳闸", by=cast.mayor, at=later(days=2))
    decisions.complete(reported, note="已换线", by=officer, at=later(days=3))
    decisions.draft_report(reported, text="已换线", by=officer, at=later(days=3))
    decisions.sign_report(reported, by=head, at=later(days=3))
    assert queries.todo(cast.office, at=later(days=3)) == [reported]
    decisions.circulate(reported, by=cast.office, at=later(days=3))
    assert [row.report.ordinal for row in queries.circulations_for(cast.mayor)] == [2]


def test_what_misses_its_criterion_is_not_accepted(cast, reported, later):
    with pytest.raises(Refused, match="哪里没有达到"):
        decisions.decline(reported, reason="", by=cast.intake, at=later())
    decisions.decline(reported, reason="上周又跳闸", by=cast.intake, at=later())
    assert reported.state == "implementing"


def test_time_with_others_is_not_the_departments_delay(cast, decided, walk, clock_of, later):
    item = walk(decided()[0], "confirmed")
    decisions.close_out(item, by=cast.intake, at=later(days=60))
    assert clock_of(item, "item").verdict == "on_time"


def test_a_clock_that_did_not_rest_would_be_late(cast, decided, clock_of, later):
    """The broken twin: the same sixty days without a report."""
    (item,) = decided()
    clock = clock_of(item, "item")
    assert later(days=60) > clock.due_at


def test_a_leader_may_send_back_what_the_bureau_has_accepted(cast, decided, walk, later, clock_of):
    item = walk(decided()[0], "accepted")
    decisions.send_back_report(item, reason="企业还在反映", by=cast.mayor, at=later(days=1))
    assert (item.state, item.accepted_at) == ("implementing", None)
    assert clock_of(item, "confirm").verdict == "on_time"
    assert record.verify().ok


def test_signing_files_the_report_with_its_number_for_whoever_reads_it(cast, reported, speaker):
    (paper,) = [one for one in queries.item_papers(reported, cast.office) if one.kind == "report"]
    assert paper.number == "云办报〔2026〕1号"
    (told,) = [entry for entry in record.history(reported.subject) if entry.event == "decisions.item.reported"]
    assert paper.number in told.facts["paper"]
    assert paper in queries.item_papers(reported, cast.officer("housing"))
    assert list(queries.item_papers(reported, speaker(reported.appeal))) == []
    assert record.verify().ok


def test_a_draft_is_no_paper(cast, decided, walk):
    item = walk(decided()[0], "signing")
    assert list(queries.item_papers(item, cast.head("power-supply"))) == []
