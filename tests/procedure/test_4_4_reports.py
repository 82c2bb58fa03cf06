"""四(四): 有关责任部门落实好决定事项后，及时书面报告工信商务局和县政府办，抄送有关部门，由县政府办向县长、分管副县长报告。"""

from datetime import date

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.services.calendar.actions import Clocks

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(stand, cast, later):
    """A decided item that its department says is done."""
    (item,) = items.items_of(stand("implementing", rung=2), cast.intake)
    officer = cast.officer("power-supply")
    item = items.fetch(officer, item.code)
    item = decisions.contact(item, contact="陆工", note="已对接", by=officer, at=later())
    return decisions.complete(item, note="专线已通电", by=officer, at=later(minutes=2))


@pytest.fixture
def reported(done, cast, later):
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    item = decisions.draft_report(done, text="3.2公里专线已通电", by=officer, at=later(minutes=3))
    return decisions.sign_report(item, by=head, at=later(minutes=4))


def test_the_report_is_due_two_working_days_after_completion(done):
    (clock,) = Clocks.of(done.subject).running("report")
    assert clock.due_on == date(2026, 11, 25)


def test_the_head_signs_the_report(done, cast, later):
    officer = cast.officer("power-supply")
    item = decisions.draft_report(done, text="已通电", by=officer, at=later(minutes=3))
    with pytest.raises(Refused, match="部门主要负责人"):
        decisions.sign_report(item, by=officer, at=later(minutes=4))


def test_the_office_reports_to_the_mayor_and_the_deputy_in_charge(reported, cast, later):
    item = decisions.circulate(reported, by=cast.office, at=later(minutes=5))
    for leader in (cast.mayor, cast.deputy("C")):
        assert [one.report.item.code for one in items.circulations_for(leader)] == [item.code]
    assert not items.circulations_for(cast.deputy("A"))


def test_a_leader_who_is_not_content_sends_it_back(reported, cast, later):
    decisions.circulate(reported, by=cast.office, at=later(minutes=5))
    item = items.fetch(cast.mayor, reported.code)
    decisions.send_back_report(item, reason="通电了但负荷没有降下来", by=cast.mayor, at=later(minutes=6))
    assert items.fetch(cast.mayor, reported.code).state == "implementing"


def test_nothing_is_closed_out_before_the_leaders_were_told(reported, cast, later, speaker):
    item = decisions.accept(reported, by=cast.intake, at=later(minutes=5))
    decisions.confirm(item, by=speaker(item.appeal), at=later(minutes=6))
    with pytest.raises(Refused, match="没有送县长、分管副县长圈阅"):
        decisions.close_out(item, by=cast.intake, at=later(minutes=7))
    decisions.circulate(item, by=cast.office, at=later(minutes=8))
    assert decisions.close_out(item, by=cast.intake, at=later(minutes=9)).state == "closed"


def test_late_is_a_report_after_the_second_working_day(done, cast, later):
    decisions.draft_report(done, text="已通电", by=cast.officer("power-supply"), at=later(days=4))
    decisions.sign_report(done, by=cast.head("power-supply"), at=later(days=4))
    assert Clocks.of(done.subject).get("report").verdict == "late"
