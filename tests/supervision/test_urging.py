"""督办单: proposed by the ladder, issued by the inspectorate, answered by whoever is urged. 四(五)."""

from datetime import datetime

import pytest

from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.supervision import actions, queries
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import queries as papers
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 12, 11, 9, tzinfo=SHANGHAI)


@pytest.fixture
def proposed(stand, cast):
    appeal = stand("handling")
    actions.chase(at=FRIDAY)
    found = [one for one in queries.urgings(cast.inspector).rows if one.limit == "部门办理"]
    assert [one.appeal_id for one in found] == [appeal.pk]
    return found[0]


@pytest.fixture
def issued(proposed, cast):
    return actions.issue(proposed, demand="查明原因，三日内办好", by=cast.inspector, at=FRIDAY)


def told(actor, urging):
    return [row.title for row in messages.page(actor, Wanted(size=100)).rows if row.subject == urging.subject]


def test_the_inspectorate_is_asked_and_the_department_is_not_yet(proposed, cast):
    assert told(cast.inspector, proposed) == [f"请签发督办单：供电公司 {proposed.matter}"]
    assert told(cast.officer("power-supply"), proposed) == []
    with pytest.raises(NotFound):
        queries.fetch_urging(cast.officer("power-supply"), proposed.code)


def test_issued_it_has_a_number_and_a_limit(issued, cast):
    assert issued.number == "DB-2026-000001"
    (clock,) = Clocks.of(issued.subject).running("urging")
    assert (clock.due_on.isoformat(), clock.holder_organ) == ("2026-12-16", cast.organ("power-supply"))
    assert told(cast.head("power-supply"), issued) == [f"督办单 {issued.number}：{issued.matter}"]


def test_whoever_is_urged_answers_and_nobody_else(issued, cast):
    with pytest.raises(Refused, match="由供电公司答复"):
        actions.answer(issued, account="不是我们", by=cast.officer("housing"), at=FRIDAY)
    actions.answer(issued, account="配件到货晚，周三换好", by=cast.head("power-supply"), at=FRIDAY)
    assert told(cast.inspector, issued)[0] == f"供电公司答复了督办单 {issued.number}"
    actions.send_urging_back(issued, reason="没有说完成时间", by=cast.inspector, at=FRIDAY)
    actions.answer(issued, account="12月16日办好", by=cast.officer("power-supply"), at=FRIDAY)
    actions.close_urging(issued, by=cast.inspector, at=FRIDAY)
    assert issued.standing.label == "已办结"
    assert [clock.key for clock in Clocks.of(issued.subject)] == ["urging", "urging#2"]


def test_an_empty_answer_is_refused(issued, cast):
    with pytest.raises(Refused, match="请写明原因"):
        actions.answer(issued, account=" ", by=cast.head("power-supply"), at=FRIDAY)


def test_what_is_done_meanwhile_needs_no_paper(proposed, cast):
    appeals.draft_outcome(
        proposed.appeal, outcome="resolved", checked="查", answer="办", contact="何工",
        by=cast.officer("power-supply"), at=FRIDAY,
    )  # fmt: skip
    appeals.sign_answer(proposed.appeal, by=cast.head("power-supply"), at=FRIDAY)
    actions.chase(at=FRIDAY)
    assert queries.fetch_urging(cast.inspector, proposed.code).standing.label == "未签发"


def test_an_urging_notice_that_is_not_answered_goes_straight_up(issued, cast):
    actions.chase(at=datetime(2026, 12, 28, 9, tzinfo=SHANGHAI))
    assert any("请分管领导过问" in title for title in told(cast.post("deputy-industry"), issued))
    assert queries.urgings_todo(cast.officer("power-supply"))[0].pk == issued.pk


def test_each_sees_its_own(issued, cast):
    for actor in (cast.inspector, cast.intake, cast.office, cast.mayor, cast.officer("power-supply")):
        assert [one.pk for one in queries.urgings_of(issued.appeal, actor) if one.limit == "部门办理"] == [issued.pk]
    for actor in (cast.officer("housing"), cast.post("deputy-agriculture"), cast.city):
        assert list(queries.urgings_of(issued.appeal, actor)) == []


def test_a_digest_tells_each_desk_once_a_working_day(proposed, cast):
    assert actions.tell_the_day(at=FRIDAY) > 0
    assert actions.tell_the_day(at=FRIDAY) == 0
    digests = [row.title for row in messages.page(cast.officer("power-supply"), Wanted(kind="digest")).rows]
    assert digests == ["今日汇总：超期 1 件、今天到期 0 件、新到 0 件"]
    leader = [row.title for row in messages.page(cast.post("deputy-industry"), Wanted(kind="digest")).rows]
    assert leader == ["今日汇总：分管行业在办诉求 1 件，超期 1 件"]
    (head,) = messages.page(cast.head("power-supply"), Wanted(kind="digest")).rows
    assert (head.title, "本单位" in head.text) == (digests[0], True)
    for actor in (cast.mayor, cast.bureau_head, cast.inspector):
        (told_one,) = messages.page(actor, Wanted(kind="digest")).rows
        assert told_one.title == "今日汇总：全县在办诉求 1 件，超期 1 件"
    assert told_one.text == "待签发督办单 1 份，已答复待办结 0 份。"
    assert actions.tell_the_day(at=datetime(2026, 12, 12, 10, tzinfo=SHANGHAI)) == 0


def test_issuing_files_the_notice_without_the_name_that_is_kept(stand, cast):
    appeal = stand("handling", confidential=True)
    actions.chase(at=FRIDAY)
    (found,) = [one for one in queries.urgings(cast.inspector).rows if one.limit == "部门办理"]
    demand = f"三日内给{appeal.enterprise_name}办好"
    issued = actions.issue(found, demand=demand, by=cast.inspector, at=FRIDAY)
    (paper,) = papers.papers_of(issued.subject)
    content = papers.paper(paper.code).content
    assert (paper.kind, paper.number) == ("urging", "云政督〔2026〕1号")
    assert issued.number in content
    assert "2026年12月16日" in content
    assert appeal.enterprise_name not in content
    assert papers.paper_named("urging", issued.number).pk == paper.pk
