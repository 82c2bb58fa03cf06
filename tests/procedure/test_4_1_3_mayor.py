"""四(一)3: 分管副县长研究后仍无法解决的问题，由县人民政府办公室负责梳理并报县长。"""

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals

pytestmark = pytest.mark.django_db


def test_what_the_deputy_could_not_solve_is_reported_to_the_mayor(stand, cast, later):
    appeal = stand("unresolved", rung=2)
    appeals.report_to_mayor(appeal, by=cast.office, at=later())
    assert (appeal.state, appeal.rung) == ("ripe", 3)


def test_what_the_departments_could_not_solve_does_not_skip_the_deputy(stand, cast, later):
    appeal = stand("unresolved")
    with pytest.raises(Refused, match="副县长研究后仍未解决"):
        appeals.report_to_mayor(appeal, by=cast.office, at=later())


def test_the_reason_is_compulsory(stand, cast, later):
    appeal = stand("scheduled", rung=2)
    with pytest.raises(Refused, match="写明原因"):
        appeals.leave_unresolved(appeal, reason=" ", by=cast.office, at=later())


def test_a_deputy_hears_the_own_portfolio_alone(stand, cast, later):
    appeal = stand("scheduled", rung=2)
    stranger = cast.deputy("A")
    with pytest.raises(Refused, match="不在您分管行业") as refusal:
        appeals.defer(appeal, reason="下次再议", by=stranger, at=later())
    assert refusal.value.clause == "五(三)"
