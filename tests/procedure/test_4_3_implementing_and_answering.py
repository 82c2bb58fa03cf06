"""四(三): 各责任部门要及时向企业反映办理情况，如企业仍有疑问，属职能范围内的继续跟踪办理；政策不允许的做好宣传解释。"""

from datetime import date

import pytest

from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries as items
from qinqing.procedure.decisions.rules import NewMilestone

pytestmark = pytest.mark.django_db


def test_the_enterprise_has_five_working_days_to_answer(stand, clock_of):
    assert clock_of(stand("answered"), "answer").due_on == date(2026, 11, 30)


def test_a_first_doubt_goes_back_to_the_department(stand, cast, clock_of):
    appeal = stand("doubted")
    assert appeal.turn_role == "officer"
    assert clock_of(appeal, "handle#2").verdict == ""


def test_a_second_doubt_goes_to_the_bureau_head(stand, cast, later):
    appeal = stand("doubted_again")
    assert appeal.turn_role == "bureau_head"
    appeals.rule_unresolved(appeal, reason="部门答复没有解决问题", by=cast.bureau_head, at=later())
    assert (appeal.state, appeal.rung) == ("unresolved", 1)


def test_the_bureau_does_not_answer_for_the_enterprise(stand, cast, later):
    appeal = stand("answered")
    with pytest.raises(Refused, match="企业可以在11月30日 24:00前自己答复"):
        appeals.confirm(appeal, said="满意", by=cast.intake, at=later())


def test_silence_is_not_consent_but_is_called_upon(stand, cast, later):
    appeal = stand("answered")
    for call in range(3):
        with pytest.raises(Refused, match="未接通满3次"):
            appeals.give_up_calling(appeal, note="", by=cast.intake, at=later(days=8 + call))
        appeals.call_in_vain(appeal, note="无人接听", by=cast.intake, at=later(days=8 + call, minutes=5))
    appeals.give_up_calling(appeal, note="三次未接通", by=cast.intake, at=later(days=11))
    assert appeal.state == "confirmed"


def test_a_recorded_call_after_the_limit_speaks_for_the_enterprise(stand, cast, later):
    appeal = stand("answered")
    appeals.confirm(appeal, said="电话里说已经通电，没有意见", by=cast.intake, at=later(days=8))
    assert appeal.state == "confirmed"


@pytest.mark.parametrize(("outcome", "wrong"), [("resolved", "explained"), ("explained", "resolved")])
def test_it_is_closed_with_the_result_its_answer_supports(stand, cast, later, outcome, wrong):
    appeal = stand("confirmed", outcome=outcome)
    with pytest.raises(Refused, match="办结结果只能是"):
        appeals.close(appeal, result=wrong, by=cast.intake, at=later())
    appeal = queries.fetch(cast.intake, appeal.code)
    appeals.close(appeal, result=outcome, by=cast.intake, at=later())
    assert (appeal.state, appeal.result) == ("closed", outcome)


def test_withdrawing_voids_every_limit(stand, cast, clock_of, later, speaker):
    appeal = stand("handling", assisting=("park-west",))
    appeals.withdraw(appeal, reason="自己解决了", by=speaker(appeal), at=later())
    assert appeal.result == "withdrawn"
    assert clock_of(appeal, "handle").verdict == "void"
    assert clock_of(appeal, f"assist:{cast.organ('park-west')}").verdict == "void"
    assert appeal.due_at is None


def test_what_was_closed_too_early_is_handled_again(stand, cast, clock_of, later):
    appeal = stand("closed")
    appeals.reopen(appeal, reason="上周又跳闸三次", by=cast.bureau_head, at=later(days=3))
    assert (appeal.state, appeal.result, appeal.closed_at) == ("handling", "", None)
    assert clock_of(appeal, "handle#2").verdict == ""


def test_what_was_decided_is_done_step_by_step_and_closed_out_with_the_enterprises_word(stand, cast, later, speaker):
    (item,) = items.items_of(stand("implementing", rung=2), cast.intake)
    officer, head, intake = cast.officer("power-supply"), cast.head("power-supply"), cast.intake
    decisions.contact(item, contact="陆工", note="已对接", by=officer, at=later())
    step = NewMilestone("专线送电", date(2026, 12, 4), "送电记录")
    decisions.plan_milestones(item, milestones=[step], by=officer, at=later(minutes=1))
    with pytest.raises(Refused, match="还有 1 个节点没有完成"):
        decisions.complete(item, note="已通电", by=officer, at=later(minutes=2))
    decisions.finish_milestone(item, milestone=1, proof="送电记录第7号", by=officer, at=later(days=2))
    decisions.complete(item, note="已通电", by=officer, at=later(days=2, minutes=1))
    decisions.draft_report(item, text="专线已送电", by=officer, at=later(days=2, minutes=2))
    decisions.sign_report(item, by=head, at=later(days=2, minutes=3))
    decisions.circulate(item, by=cast.office, at=later(days=2, minutes=4))
    decisions.accept(item, by=intake, at=later(days=2, minutes=5))
    with pytest.raises(Refused, match="企业还没有确认"):
        decisions.close_out(item, by=intake, at=later(days=2, minutes=6))
    decisions.confirm(item, by=speaker(item.appeal), at=later(days=3))
    decisions.close_out(item, by=intake, at=later(days=3, minutes=1))
    assert (item.state, item.closing_number, item.appeal.state) == ("closed", "XH-2026-000001", "answered")


def test_withdrawing_ends_what_was_decided(stand, cast, later, speaker):
    appeal = stand("implementing", rung=2)
    appeals.withdraw(appeal, reason="厂子搬走了", by=speaker(appeal), at=later())
    assert {item.state for item in items.items_of(appeal, cast.intake)} == {"cancelled"}


def lodged(cast, later):
    return appeals.receive(
        text="厂区每周跳闸", enterprise_name="云岭县恒鑫铸造有限公司", channel="telephone", by=cast.intake, at=later()
    )


def test_a_query_code_outlives_the_secret_it_was_given_under(cast, later, settings):
    receipt = lodged(cast, later)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, ["third" * 10, settings.SECRET_KEY]
    assert queries.open_by_code(receipt.appeal.number, receipt.query_code) == receipt.appeal
    wrong = "0" * 8 if receipt.query_code != "0" * 8 else "1" * 8
    with pytest.raises(NotFound):
        queries.open_by_code(receipt.appeal.number, wrong)


def test_a_part_split_off_is_opened_by_the_code_of_the_appeal_it_came_from(cast, later):
    receipt = lodged(cast, later)
    (part,) = appeals.split(receipt.appeal, parts=[("电价", "电价太高")], by=cast.intake, at=later())
    (smaller,) = appeals.split(part, parts=[("基本电费", "按容量收取太多")], by=cast.intake, at=later())
    for one in (receipt.appeal, part, smaller):
        assert queries.open_by_code(one.number, receipt.query_code) == one
    with pytest.raises(NotFound):
        queries.open_by_code(part.number, "")


def test_a_part_split_off_follows_a_renewed_code_until_it_has_its_own(cast, later):
    receipt = lodged(cast, later)
    (part,) = appeals.split(receipt.appeal, parts=[("电价", "电价太高")], by=cast.intake, at=later())
    renewed = appeals.renew_query_code(receipt.appeal, reason="回执丢了", by=cast.intake, at=later())
    assert queries.open_by_code(part.number, renewed.query_code) == part
    own = appeals.renew_query_code(part, reason="分开办理", by=cast.intake, at=later())
    assert queries.open_by_code(part.number, own.query_code) == part
    for former in (receipt.query_code, renewed.query_code):
        with pytest.raises(NotFound):
            queries.open_by_code(part.number, former)


def test_a_query_code_ends_with_a_secret_that_is_no_longer_listed(cast, later, settings):
    receipt = lodged(cast, later)
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(NotFound):
        queries.open_by_code(receipt.appeal.number, receipt.query_code)
