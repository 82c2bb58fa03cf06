"""走访发现: what was heard becomes an appeal in one step, linked both ways. 五(四), 四(一)1."""

from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.rules import Heard
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def finding(made):
    return made(findings=[Heard("宿舍区公交停运，夜班工人回不了家")]).findings.get()


def test_it_becomes_an_appeal_with_the_visit_as_its_channel(cast, finding):
    receipt = actions.register_finding(finding, by=cast.intake, at=LATER)
    appeal = appeals.fetch(cast.intake, receipt.appeal.code)
    assert (appeal.get_channel_display(), appeal.standing.label) == ("主动下访", "已登记，待转办")
    assert (appeal.enterprise_id, appeal.contact_name) == (finding.visit.enterprise_id, "陈立恒")
    assert appeal.text == finding.text
    assert (finding.appeal_id, finding.standing.label) == (appeal.pk, "已登记诉求")
    assert queries.visit_behind(appeal, cast.intake) == finding.visit
    assert record.verify().ok


def test_the_limit_runs_from_the_visit_for_then_it_was_heard(cast, finding, clock_of):
    appeal = actions.register_finding(finding, by=cast.intake, at=LATER).appeal
    assert appeal.received_at == NOW
    assert clock_of(appeal, "transfer").started_at == NOW
    entry = record.history(appeal.subject)[0]
    assert entry.facts["late_reason"] == "2026年11月23日 10:00走访时听到，时限从走访时起算"


def test_only_the_bureaus_clerk_registers(cast, finding, park):
    for by in (park, cast.bureau_head, cast.mayor):
        with pytest.raises(Refused, match="由受理岗办理"):
            actions.register_finding(finding, by=by, at=LATER)
    assert not appeals.Appeal.objects.exists()


def test_it_is_registered_once(cast, finding):
    actions.register_finding(finding, by=cast.intake, at=LATER)
    again = queries.fetch_finding(cast.intake, finding.code)
    with pytest.raises(Refused, match="已登记诉求"):
        actions.register_finding(again, by=cast.intake, at=LATER)
    assert appeals.Appeal.objects.count() == 1


def test_what_was_settled_on_the_spot_needs_no_appeal(cast, made):
    one = made(findings=[Heard("社保缓缴还有没有", "政策到年底，已当面讲清")]).findings.get()
    assert one.standing.label == "已当面解答"
    assert not queries.findings_todo(cast.intake)


def test_the_clerk_hears_what_a_place_noted_and_the_place_what_came_of_it(cast, finding, park):
    told = messages.page(cast.intake, messages.Wanted(size=1)).rows[0]
    assert (told.title, told.text) == (f"走访发现待登记：{finding.visit.enterprise.name}", finding.text)
    assert [one.pk for one in queries.findings_todo(cast.intake)] == [finding.pk]
    number = actions.register_finding(finding, by=cast.intake, at=LATER).appeal.number
    assert messages.page(park, messages.Wanted(size=1)).rows[0].text == f"编号{number}。"


def test_it_can_be_settled_after_all(cast, finding, park):
    actions.settle_finding(finding, answer="公交公司已恢复末班车", by=park, at=LATER)
    assert finding.standing.label == "已当面解答"
    assert not queries.findings_todo(cast.intake)


def test_who_wants_to_stay_unnamed_stays_so(cast, made):
    one = made(findings=[Heard("某局拖着不批", confidential=True)]).findings.get()
    assert actions.register_finding(one, by=cast.intake, at=LATER).appeal.confidential
