"""季度督查: rounds, findings, rectification, as the table and the guards have it. 四(五)."""

from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.supervision import actions, queries
from qinqing.services.calendar.actions import Clocks
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db
HALF_A_YEAR = timedelta(days=180)


@pytest.fixture
def opened(stand, cast):
    """The round of the fourth quarter with two decided items, both of the power company."""
    stand("implementing", rung=2)
    stand("implementing", rung=4)
    return actions.open_round(year=2026, quarter=4, by=cast.inspector, at=NOW)


def drawn(one, actor):
    return queries.findings(one, actor, queries.FindingsWanted()).rows


def all_found(one, cast, result="implemented"):
    for finding in drawn(one, cast.inspector):
        actions.find(finding, result=result, words="看过现场", by=cast.inspector, at=NOW)


def closed(one, cast, at=NOW):
    return actions.close_round(
        queries.fetch_round(cast.inspector, one.code), conclusion="总体较好", by=cast.inspector, at=at
    )


def test_one_round_for_each_quarter_in_their_order(opened, cast):
    with pytest.raises(Conflict, match="2026年第四季度的督查已经开展"):
        actions.open_round(year=2026, quarter=4, by=cast.inspector, at=NOW)
    with pytest.raises(Refused, match="还没有到"):
        actions.open_round(year=2027, quarter=1, by=cast.inspector, at=NOW)
    with pytest.raises(Refused, match="还没有办结"):
        actions.open_round(year=2027, quarter=1, by=cast.inspector, at=NOW + HALF_A_YEAR)
    with pytest.raises(Refused, match="不能补开"):
        actions.open_round(year=2026, quarter=3, by=cast.inspector, at=NOW)
    with pytest.raises(Refused, match="由督查室办理"):
        actions.open_round(year=2026, quarter=3, by=cast.intake, at=NOW)


def test_a_round_is_not_closed_while_something_has_no_finding(opened, cast):
    with pytest.raises(Refused, match="还有2件没有督查结论"):
        closed(opened, cast)
    all_found(opened, cast)
    assert closed(opened, cast).figures["implemented"] == 2


def test_what_comes_later_is_drawn_on_top_and_nothing_twice(opened, cast, stand):
    stand("implementing", rung=2)
    actions.draw_more(opened, by=cast.inspector, at=NOW)
    actions.draw_more(queries.fetch_round(cast.inspector, opened.code), by=cast.inspector, at=NOW)
    assert len(drawn(opened, cast.inspector)) == 3


def test_an_appeal_is_drawn_when_it_is_open_longer_than_the_plan_says(cast, stand):
    appeal = stand("handling")
    late = NOW + timedelta(days=70)
    one = actions.open_round(year=2026, quarter=4, by=cast.inspector, at=NOW)
    assert drawn(one, cast.inspector) == []
    closed(one, cast)
    one = actions.open_round(year=2027, quarter=1, by=cast.inspector, at=late)
    (finding,) = drawn(one, cast.inspector)
    assert (finding.number, finding.get_kind_display(), finding.organ_name) == (
        appeal.number, "长期未办结诉求", "供电公司",
    )  # fmt: skip


def test_what_is_not_implemented_is_put_right_within_its_limit(opened, cast):
    finding = drawn(opened, cast.inspector)[0]
    actions.find_wanting(finding, words="导线没有换", days=3, by=cast.inspector, at=NOW)
    (clock,) = Clocks.of(finding.subject).running("rectification")
    assert (clock.due_on.isoformat(), clock.holder_organ) == ("2026-11-26", cast.organ("power-supply"))
    told = [row.title for row in messages.page(cast.head("power-supply"), Wanted(size=100)).rows]
    assert f"督查未落实，限期整改：{finding.number}" in told
    with pytest.raises(Refused, match="由供电公司办理"):
        actions.rectify(finding, account="换好了", by=cast.officer("housing"), at=NOW)
    (owed,) = queries.findings_todo(cast.officer("power-supply"))
    actions.rectify(owed, account="11月25日换好", by=cast.officer("power-supply"), at=NOW)
    assert queries.findings_todo(cast.officer("power-supply")) == []
    (told_of,) = queries.findings_todo(cast.inspector)
    actions.send_rectification_back(told_of, reason="现场还没有换", by=cast.inspector, at=NOW)
    assert [one.key for one in Clocks.of(finding.subject)] == ["rectification", "rectification#2"]
    actions.rectify(
        queries.fetch_finding(cast.head("power-supply"), finding.code), account="已换", by=cast.head("power-supply"),
        at=NOW,
    )  # fmt: skip
    done = actions.accept_rectification(queries.fetch_finding(cast.inspector, finding.code), by=cast.inspector, at=NOW)
    assert done.standing.label == "整改已认可"
    assert record.verify().ok


def test_a_wrong_finding_is_taken_back_with_its_limit_before_the_report(opened, cast):
    """四(五): what a report says is true; a mistake is put right on the record, not behind it."""
    first, second = drawn(opened, cast.inspector)
    actions.find_wanting(first, words="导线没有换", days=3, by=cast.inspector, at=NOW)
    with pytest.raises(Refused, match="错在哪里"):
        actions.take_finding_back(first, reason=" ", by=cast.inspector, at=NOW)
    actions.take_finding_back(first, reason="看的是另一条线路", by=cast.inspector, at=NOW)
    (clock,) = Clocks.of(first.subject)
    assert (clock.verdict, Clocks.of(first.subject).running()) == ("void", [])
    assert queries.findings_todo(cast.officer("power-supply")) == []
    told = [row.title for row in messages.page(cast.head("power-supply"), Wanted(size=100)).rows]
    assert f"督查结论已撤回：{first.number}" in told
    with pytest.raises(Refused, match="还有2件"):
        actions.close_round(opened, conclusion="好", by=cast.inspector, at=NOW)
    again = queries.fetch_finding(cast.inspector, first.code)
    for finding in (again, second):
        actions.find(finding, result="implemented", words="已换线", by=cast.inspector, at=NOW)
    assert [entry.event.rpartition(".")[2] for entry in record.history(first.subject)] == [
        "drawn", "found_wanting", "taken_back", "found",
    ]  # fmt: skip
    reported = actions.close_round(
        queries.fetch_round(cast.inspector, opened.code), conclusion="好", by=cast.inspector, at=NOW
    )
    assert reported.figures["not_implemented"] == 0
    with pytest.raises(Refused, match="已经办结并报告"):
        actions.take_finding_back(
            queries.fetch_finding(cast.inspector, first.code), reason="再看", by=cast.inspector, at=NOW
        )
    assert record.verify().ok


def test_a_limit_that_was_missed_becomes_an_urging_notice(opened, cast):
    finding = drawn(opened, cast.inspector)[0]
    with pytest.raises(Refused):
        actions.urge_finding(finding, by=cast.inspector, at=NOW)
    actions.find_wanting(finding, words="没有换", days=3, by=cast.inspector, at=NOW)
    with pytest.raises(Refused, match="没有超期的时限"):
        actions.urge_finding(finding, by=cast.inspector, at=NOW)
    late = NOW + timedelta(days=60)
    urging = actions.urge_finding(finding, by=cast.inspector, at=late)
    again = actions.urge_finding(queries.fetch_finding(cast.inspector, finding.code), by=cast.inspector, at=late)
    assert (urging.pk, urging.state) == (again.pk, "proposed")
    assert record.verify().ok


def test_each_sees_its_own(opened, cast):
    assert len(drawn(opened, cast.mayor)) == len(drawn(opened, cast.office)) == 2
    assert len(drawn(opened, cast.post("deputy-industry"))) == 2
    assert drawn(opened, cast.post("deputy-agriculture")) == []
    officer = cast.officer("power-supply")
    assert drawn(opened, officer) == []  # before somebody has looked
    with pytest.raises(NotFound):
        queries.fetch_round(officer, opened.code)
    actions.find(drawn(opened, cast.inspector)[0], result="in_progress", words="在办", by=cast.inspector, at=NOW)
    assert len(drawn(queries.fetch_round(officer, opened.code), officer)) == 1
    for actor in (cast.officer("housing"), cast.city, cast.post("system-admin")):
        with pytest.raises(NotFound):
            queries.fetch_round(actor, opened.code)


def test_a_department_does_not_learn_who_asked_for_its_name_to_be_hidden(cast, stand):
    appeal = stand("implementing", rung=2, confidential=True)
    one = actions.open_round(year=2026, quarter=4, by=cast.inspector, at=NOW)
    finding = drawn(one, cast.inspector)[0]
    actions.find_wanting(finding, words=f"{appeal.enterprise_name}说没有换", days=3, by=cast.inspector, at=NOW)
    seen = queries.fetch_finding(cast.officer("power-supply"), finding.code)
    assert seen.words == "×××说没有换"
    told = messages.page(cast.officer("power-supply"), Wanted(size=100)).rows
    assert not [row for row in told if appeal.enterprise_name in row.title + row.text]


def test_a_visit_is_in_the_past_and_has_its_day(opened, cast):
    finding = drawn(opened, cast.inspector)[0]
    told = {"result": "implemented", "words": "看过", "by": cast.inspector, "at": NOW}
    with pytest.raises(Refused, match="还没有到"):
        actions.find(finding, visit_on=NOW.date() + timedelta(days=1), **told)
    with pytest.raises(Refused, match="请一并填"):
        actions.find(finding, visit_place="厂区", **told)
    with pytest.raises(Refused, match="认定未落实"):
        actions.find(finding, **(told | {"result": "not_implemented"}))
    actions.find(finding, visit_on=NOW.date(), visit_place="厂区", visit_met="陈厂长", **told)
    assert record.history(finding.subject)[-1].facts["visit"] == "11月23日，厂区，陈厂长"


def test_leaders_mark_the_report_read_once(opened, cast):
    all_found(opened, cast)
    closed(opened, cast)
    deputy = cast.post("deputy-industry")
    assert [one.pk for one in queries.reports_to_read(deputy)] == [opened.pk]
    actions.mark_round_read(queries.fetch_round(deputy, opened.code), remark="抓紧", by=deputy, at=NOW)
    with pytest.raises(Refused, match="不需要重复"):
        actions.mark_round_read(queries.fetch_round(deputy, opened.code), by=deputy, at=NOW)
    assert list(queries.reports_to_read(deputy)) == []
    assert record.verify().ok


def test_of_two_at_once_one_is_told_that_a_colleague_was_faster(opened, cast):
    mine, theirs = (drawn(opened, cast.inspector)[0] for _ in range(2))
    actions.find(mine, result="implemented", words="看过", by=cast.inspector, at=NOW)
    with pytest.raises(Conflict, match="刚刚有变化"):
        actions.find(theirs, result="in_progress", words="看过", by=cast.inspector, at=NOW)


def test_the_inspectorate_is_reminded_of_a_round_and_of_its_report(cast):
    first, due = (NOW.replace(year=2027, month=1, day=day) for day in (4, 11))

    def told():
        return [row.title for row in messages.page(cast.inspector, Wanted(size=100)).rows if "督查" in row.title]

    assert actions.remind_inspection(at=first)
    assert not actions.remind_inspection(at=first)
    assert told()[0] == "请开展2026年第四季度督查"
    one = actions.open_round(year=2026, quarter=4, by=cast.inspector, at=first)
    assert actions.remind_inspection(at=due)
    assert told()[0] == "2026年第四季度督查报告该报了"
    closed(one, cast, at=due)
    assert not actions.remind_inspection(at=due + timedelta(days=1))
