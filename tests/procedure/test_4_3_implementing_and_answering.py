"""四(三): 各责任部门要及时向企业反映办理情况，如企业仍有疑问，属职能范围内的继续跟踪办理；政策不允许的做好宣传解释。"""

from datetime import date

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries

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
