"""四(五): 县人民政府督查室对“县长服务企业接待日”决定事项进行督促检查，做到一季度一督查，督查情况形成报告及时报县长、分管副县长，
确保企业的诉求得到有效解决。"""

import json
from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.held import abolish

from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as after
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents.queries.papers import drawn as files_of
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db


def drawn(one, cast):
    return after.findings(one, cast.inspector, after.FindingsWanted()).rows


def fresh(one, cast):
    return after.fetch_round(cast.inspector, one.code)


def test_the_inspectorate_sees_every_decided_item(stand, cast, later):
    decided = [stand("implementing", rung=2), stand("implementing", rung=4)]
    page = items.page(cast.inspector, items.Wanted(), at=later())
    assert {row.appeal.code for row in page.rows} == {appeal.code for appeal in decided}
    assert all(appeals.fetch(cast.inspector, appeal.code) for appeal in decided)


def test_it_does_not_see_what_was_never_decided(stand, cast):
    with pytest.raises(NotFound):
        appeals.fetch(cast.inspector, stand("handling").code)


def test_an_overdue_item_is_red(stand, cast, later):
    stand("implementing", rung=2)
    red = items.page(cast.inspector, items.Wanted(light="red"), at=later(days=40))
    assert len(red.rows) == 1
    assert not items.page(cast.inspector, items.Wanted(light="red"), at=later()).rows


def test_each_quarter_every_decided_item_is_examined(stand, cast):
    """一季度一督查: 本季度在办和已销号的决定事项全部列入，上轮没有落实的接着查，上轮结论写在旁边。"""
    one, other = (stand("implementing", rung=2) for _ in range(2))
    first = supervision.open_round(year=2026, quarter=4, by=cast.inspector, at=NOW)
    assert {row.appeal_id for row in drawn(first, cast)} == {one.pk, other.pk}
    done, wanting = drawn(first, cast)
    supervision.find(done, result="implemented", words="已经换线", by=cast.inspector, at=NOW)
    supervision.find_wanting(wanting, words="没有换线", days=5, by=cast.inspector, at=NOW)
    supervision.close_round(fresh(first, cast), conclusion="一件没有落实", by=cast.inspector, at=NOW)
    second = supervision.open_round(year=2027, quarter=1, by=cast.inspector, at=NOW + timedelta(days=60))
    carried = {row.appeal_id: row.former.words if row.former else "" for row in drawn(second, cast)}
    assert carried == {done.appeal_id: "", wanting.appeal_id: "没有换线"}


def test_the_report_goes_to_the_mayor_and_the_deputies(stand, cast):
    """督查情况形成报告及时报县长、分管副县长."""
    stand("implementing", rung=2)
    one = supervision.open_round(year=2026, quarter=4, by=cast.inspector, at=NOW)
    supervision.find(drawn(one, cast)[0], result="in_progress", words="正在施工", by=cast.inspector, at=NOW)
    supervision.close_round(fresh(one, cast), conclusion="总体较好", by=cast.inspector, at=NOW)
    (paper,) = after.report_papers(one, cast.mayor)
    assert (paper.kind, paper.title) == ("inspection", "2026年第四季度督查报告")
    said = json.loads(paper.content)
    assert said["in_progress"] == "100.0%（1/1）"
    assert [row["organ"] for row in said["organs"]] == ["供电公司"]
    for leader in (cast.mayor, cast.post("deputy-industry"), cast.post("deputy-agriculture")):
        assert [row.title for row in messages.page(leader, Wanted(kind="papers")).rows] == [
            "督查报告请圈阅：2026年第四季度"
        ]
        assert after.reports_to_read(leader)
    assert after.report_papers(one, cast.officer("power-supply")) == ()


def test_a_quarter_with_nothing_in_it_has_an_honest_report(cast):
    one = supervision.open_round(year=2026, quarter=3, by=cast.inspector, at=NOW)
    assert drawn(one, cast) == []
    closed = supervision.close_round(fresh(one, cast), conclusion="没有决定事项", by=cast.inspector, at=NOW)
    assert closed.figures["all"] == 0
    (paper,) = after.report_papers(one, cast.mayor)
    said = json.loads(paper.content)
    assert said["drawn"] == "本季度没有需要督查的决定事项，也没有长期未办结的诉求"
    assert (said["implemented"], said["organs"], said["nothing"]) == ("—", [], True)
    assert files_of(paper)["pdf"].startswith(b"%PDF")


@pytest.mark.parametrize("found_first", [False, True])
def test_what_an_abolished_department_owed_is_its_successors(stand, cast, found_first):
    """A department is abolished in mid-quarter: before the round is opened, or while it owes a rectification."""
    stand("implementing", rung=2)
    power, heir = cast.organ("power-supply"), cast.organ("housing")
    if not found_first:
        abolish(cast, "power-supply", successor="housing", at=NOW)
    one = supervision.open_round(year=2026, quarter=4, by=cast.inspector, at=NOW)
    (finding,) = drawn(one, cast)
    supervision.find_wanting(finding, words="没有换线", days=5, by=cast.inspector, at=NOW)
    if found_first:
        abolish(cast, "power-supply", successor="housing", at=NOW)
    seen = after.fetch_finding(cast.officer("housing"), finding.code)
    assert (seen.organ_name, seen.former_organ_name) == (
        register.organ(heir).label, register.organ(power).label,
    )  # fmt: skip
    if found_first:
        supervision.hand_finding_over(
            after.fetch_finding(cast.inspector, finding.code), lead=heir, reason="职能划转", by=cast.inspector, at=NOW
        )
        assert [clock.holder_organ for clock in Clocks.of(finding.subject).running()] == [heir]
    (owed,) = after.findings_todo(cast.officer("housing"))
    supervision.rectify(owed, account="已经换线", by=cast.officer("housing"), at=NOW)
    assert after.figures_of(one, cast.mayor)["organs"][0]["organ"] == register.organ(heir).label
