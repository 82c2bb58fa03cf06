"""四(一)2: 部门研究后尚未得到有效解决的，由工信商务局汇总后于x个工作日内报县政府办；征求意见后提交分管副县长研究解决。"""

from datetime import date

import pytest

from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries

pytestmark = pytest.mark.django_db


def test_the_bureau_compiles_within_three_working_days(stand, clock_of):
    assert clock_of(stand("unresolved"), "compile").due_on == date(2026, 11, 26)


def test_only_the_unresolved_is_compiled(stand, cast, later):
    with pytest.raises(Refused, match="不能.*汇总报县政府办"):
        appeals.compile_batch([stand("answered")], by=cast.intake, at=later())


def test_a_batch_takes_all_its_appeals_up_a_rung_or_none(stand, cast, later):
    ready, not_ready = stand("unresolved"), stand("handling")
    with pytest.raises(Refused):
        appeals.compile_batch([ready, not_ready], by=cast.intake, at=later())
    assert queries.fetch(cast.intake, ready.code).state == "unresolved"
    batch = appeals.compile_batch([queries.fetch(cast.intake, ready.code)], by=cast.intake, at=later())
    assert batch.number.startswith("HZ-2026-")
    assert queries.fetch(cast.intake, ready.code).rung == 2


def test_the_office_sees_only_what_reached_it(stand, cast):
    with pytest.raises(NotFound):
        queries.fetch(cast.office, stand("unresolved").code)
    assert queries.fetch(cast.office, stand("at_office", rung=2).code)


def test_each_department_asked_has_its_own_limit(stand, cast, clock_of):
    appeal = stand("consulting", rung=2, assisting=("park-west",))
    for code in ("power-supply", "park-west"):
        assert clock_of(appeal, f"opinion:{cast.organ(code)}").due_on == date(2026, 11, 26)


def test_opinions_are_compiled_when_all_are_in_or_overdue(stand, cast, later):
    appeal = stand("consulting", rung=2, assisting=("park-west",))
    appeals.give_opinion(appeal, opinion="同意", by=cast.officer("power-supply"), at=later())
    with pytest.raises(Refused, match="城西工业园.*还没有反馈意见"):
        appeals.compile_opinions(appeal, by=cast.office, at=later(minutes=5))
    appeals.compile_opinions(appeal, by=cast.office, at=later(days=4))
    assert appeal.state == "ripe"


def test_a_department_too_long_overdue_is_passed_over(stand, cast, clock_of, later):
    appeal = stand("handling")
    with pytest.raises(Refused, match="才能提级"):
        appeals.raise_rung(appeal, reason="逾期", by=cast.intake, at=later(days=15))
    appeals.raise_rung(appeal, reason="逾期三个工作日仍未办结", by=cast.intake, at=later(days=18))
    assert (appeal.state, appeal.rung) == ("at_office", 2)
    assert clock_of(appeal, "handle").verdict == "void"


def test_the_fast_lane_is_for_special_or_many_department_matters(stand, cast, later):
    appeal = stand("registered", matter="trouble", urgency="normal")
    with pytest.raises(Refused, match="特事特办或涉及多部门") as refusal:
        appeals.ask_fast_lane(appeal, lead=cast.organ("power-supply"), reason="急", by=cast.intake, at=later())
    assert refusal.value.clause == "三(三)"
    special = stand("registered", urgency="special")
    appeals.ask_fast_lane(special, lead=cast.organ("power-supply"), reason="停产", by=cast.intake, at=later())
    appeals.accept_fast_lane(special, by=cast.office, at=later(minutes=5))
    assert (special.state, special.rung) == ("at_office", 2)
