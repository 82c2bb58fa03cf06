"""五(四): 按照“谁解决问题，谁跟踪落实，谁回访”的原则，对已协调解决的问题进行回访，进一步督促解决措施的落实兑现，为企业发展营造良好的
环境。"""

import pytest

from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import actions as bureau
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.procedure.supervision.rules import Level, Reason
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db


def told(actor):
    return [f"{one.title} {one.text}" for one in messages.page(actor, Wanted(size=100)).rows]


@pytest.fixture
def closed(stand, cast, later):
    """``closed(confidential=True)``: an appeal the bureau has just closed."""

    def close(*, outcome="resolved", **story):
        appeal = stand("confirmed", outcome=outcome, **story)
        return bureau.close(appeal, result=outcome, by=cast.intake, at=later())

    return close


@pytest.fixture
def named(cast):
    """``named(appeal)``: the enterprise's own person, whose name would tell who is behind it."""
    return lambda appeal: Actor(
        Role.ENTERPRISE, name="赵老板", person=cast.actor("hengxin").person, appeals=frozenset({appeal.pk})
    )


def test_what_was_solved_is_followed_up_by_whoever_solved_it(cast, closed):
    """谁解决问题，谁回访: 每件都列在办理部门名下；企业要求保密的由工信商务局回访。"""
    open_one, hidden = closed(), closed(confidential=True)
    assert queries.waiting_follow_ups(cast.officer("power-supply")) == [open_one]
    assert set(queries.waiting_follow_ups(cast.intake)) == {open_one, hidden}


def test_solved_and_satisfied_are_asked_apart_in_five_levels_with_reasons(closed, later):
    """解决没有、满意不满意分开答；不满意的说得出在哪里。"""
    assert [level.label for level in Level] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    appeal = closed()
    link = queries.links_of(appeal)[0]
    given = supervision.evaluate_by_link(
        link, solved=True, level=2, reasons=["shuffled", "attitude"], by=queries.BEARER, at=later()
    )
    assert (given.solved, given.level, given.reasons) == (True, 2, ["shuffled", "attitude"])
    assert len({reason.label for reason in Reason}) == len(Reason) == 7


def test_every_closing_may_be_rated_without_an_account(closed, later):
    """每次办结都有一个评价链接，企业没有账号也能评价。"""
    for appeal in (closed(), closed(outcome="explained")):
        link = queries.good_link(appeal, at=later())
        assert supervision.evaluate_by_link(link, solved=True, level=5, by=queries.BEARER, at=later()).appeal == appeal


@pytest.mark.parametrize("level", [2, 1])
def test_whoever_did_the_work_and_the_bureau_head_see_a_bad_rating_and_its_limit(cast, closed, clock_of, later, level):
    """两档差评开始整改，时限从评价起算，办理部门和工信商务局负责人都看得到、都接到通知。"""
    appeal = closed()
    given = supervision.evaluate_by_link(
        queries.links_of(appeal)[0], solved=False, level=level, comment="还在跳闸", by=queries.BEARER, at=later()
    )
    officer, head, bureau_head = cast.officer("power-supply"), cast.head("power-supply"), cast.bureau_head
    for actor in (officer, head, bureau_head):
        found = queries.fetch_correction(actor, given.correction.code)
        assert (found.standing.label, found.due_at) == ("整改中", clock_of(found, "correction").due_at)
        assert any(appeal.number in one and "差评" in one for one in told(actor)), actor.role
    assert queries.corrections(cast.officer("housing")) == []
    assert record.verify().ok


def test_a_hidden_name_stays_hidden_from_the_department_that_was_rated(cast, closed, named, later):
    """企业要求保密的，被评价的部门看得到评价和整改要求，看不到是哪家企业、谁写的。"""
    appeal = closed(confidential=True)
    names = (appeal.enterprise_name, "赵老板", appeal.contact_name, appeal.contact_phone)
    given = supervision.evaluate(
        appeal, solved=False, level=1, comment=f"{appeal.enterprise_name}很失望", by=named(appeal), at=later()
    )
    officer = cast.officer("power-supply")
    rated = queries.evaluations_of(appeal, officer)[0]
    correction = queries.fetch_correction(officer, given.correction.code)
    shown = [rated.comment, correction.evaluation.comment, *told(officer), *told(cast.head("power-supply"))]
    shown += [f"{line.who} {line.particulars}" for line in appeals.timeline(appeal, officer)]
    shown += [str(row) for row in queries.evaluation_rows(officer)]
    assert "很失望" in str(shown)
    for name in filter(None, names):
        assert name not in str(shown), name
    assert appeal.enterprise_name in queries.evaluations_of(appeal, cast.bureau_head)[0].comment


def test_the_bureau_asks_a_sample_itself_and_shows_the_gap(cast, closed, later):
    """抽样回访: 部门说满意的，工信商务局自己抽着问；部门自己报的和抽样的差多少，按部门看得到，件数少的不算比例。"""
    appeal = closed()
    officer = cast.officer("power-supply")
    supervision.follow_up(appeal, reached=True, said="都好了", solved=True, level=5, by=officer, at=later())
    sample = supervision.draw_sample(year=2026, month=11, seed="s", by=cast.intake, at=later(days=8))
    ((call,), _) = queries.calls_of(sample, cast.intake)
    supervision.reach(call, solved=False, level=2, said="没有好", called_back=False, by=cast.intake, at=later(days=8))
    (row, _) = queries.gaps_of(cast.bureau_head, sample)
    assert (row.organ, row.own, row.sampled, row.own_gap) == ("供电公司", (1, 1), (0, 1), "件数太少，不算")
    assert record.verify().ok
