"""四(一)1: 接到企业反映诉求后，立即进行登记梳理，于x个工作日内转到县直有关部门研究处理。

The working days are settings of the edition; the first rung is the departments'.
"""

from datetime import date, timedelta

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals

pytestmark = pytest.mark.django_db


def test_an_appeal_is_to_be_transferred_within_two_working_days(stand, clock_of):
    appeal = stand("registered")
    assert clock_of(appeal, "transfer").due_on == date(2026, 11, 25)


def test_an_urgent_one_is_to_be_transferred_within_two_working_hours(stand, cast, clock_of, later):
    appeal = stand("registered")
    at = later(hours=1)
    appeals.sort(appeal, kind="simple", matter="trouble", category="power", urgency="urgent", by=cast.intake, at=at)
    assert clock_of(appeal, "transfer").verdict == "void"
    assert clock_of(appeal, "transfer#2").due_at == at + timedelta(hours=4), "eleven o'clock, lunch, three o'clock"


@pytest.mark.parametrize("state", ["lodged", "registered"])
def test_a_text_that_says_too_little_goes_back_once_and_its_limit_runs_on(stand, cast, clock_of, later, state):
    appeal = stand(state)
    before = clock_of(appeal, "transfer")
    appeals.ask_clearer(appeal, note="请写明是哪条线路停电", by=cast.intake, at=later())
    after = clock_of(appeal, "transfer")
    assert (appeal.state, after.due_at, after.paused_at) == (state, before.due_at, None)
    with pytest.raises(Refused, match="请打电话问清楚") as refusal:
        appeals.ask_clearer(appeal, note="还是不清楚", by=cast.intake, at=later(minutes=5))
    assert refusal.value.clause == "四(一)1"


def test_transfer_on_time_is_on_the_record(stand, clock_of):
    appeal = stand("transferred")
    assert clock_of(appeal, "transfer").verdict == "on_time"
    assert {kind: clock_of(appeal, kind).due_on for kind in ("sign", "contact", "handle")} == {
        "sign": date(2026, 11, 24),
        "contact": date(2026, 11, 24),
        "handle": date(2026, 12, 7),
    }


@pytest.mark.parametrize(("kind", "due_on"), [
    ("enquiry", date(2026, 11, 26)), ("simple", date(2026, 11, 30)),
    ("ordinary", date(2026, 12, 7)), ("complex", date(2026, 12, 14)),
])  # fmt: skip
def test_the_department_handles_within_the_days_of_its_kind(stand, clock_of, kind, due_on):
    assert clock_of(stand("transferred", kind=kind), "handle").due_on == due_on


def test_a_department_returns_once_and_the_ruling_is_final(stand, cast, later):
    appeal = stand("returned")
    appeals.insist(appeal, reason="属于贵单位职责", by=cast.intake, at=later())
    officer = cast.officer("power-supply")
    with pytest.raises(Refused, match="不能再退回") as refusal:
        appeals.return_appeal(appeal, reason="不是我们", basis="三定规定", by=officer, at=later(minutes=5))
    assert refusal.value.clause == "四(一)1"


def test_a_return_after_the_limit_is_refused(stand, cast, later):
    appeal = stand("transferred")
    with pytest.raises(Refused, match="退回期限11月24日 24:00已过"):
        appeals.return_appeal(
            appeal, reason="不是我们", basis="三定规定", by=cast.officer("power-supply"), at=later(days=2)
        )


def test_handling_rests_while_a_return_waits_for_its_ruling(stand, cast, clock_of, later):
    appeal = stand("returned")
    assert clock_of(appeal, "handle").paused_at
    appeals.insist(appeal, reason="属于贵单位职责", by=cast.intake, at=later(days=2))
    assert clock_of(appeal, "handle").due_on == date(2026, 12, 9)


def test_a_redirected_appeal_starts_anew_with_the_new_department(stand, cast, clock_of, later):
    appeal = stand("returned")
    appeals.redirect(
        appeal, lead=cast.organ("natural-resources"), reason="线路走廊用地事项", by=cast.intake, at=later(days=1)
    )
    assert clock_of(appeal, "handle").verdict == "void"
    assert clock_of(appeal, "handle#2").due_on == date(2026, 12, 8)
    assert clock_of(appeal, "handle#2").holder_organ == cast.organ("natural-resources")


def test_an_extension_is_granted_once_and_never_beyond_its_longest(stand, cast, clock_of, later):
    appeal, officer = stand("handling"), cast.officer("power-supply")
    with pytest.raises(Refused, match="1至10个工作日"):
        appeals.ask_extension(appeal, days=11, reason="等材料", by=officer, at=later())
    appeals.ask_extension(appeal, days=10, reason="等材料", by=officer, at=later())
    appeals.grant_extension(appeal, by=cast.bureau_head, at=later(minutes=5))
    assert clock_of(appeal, "handle").due_on == date(2026, 12, 21)
    with pytest.raises(Refused, match="不能再延"):
        appeals.ask_extension(appeal, days=1, reason="再等等", by=officer, at=later(minutes=10))


def test_an_extension_on_the_last_day_comes_too_late(stand, cast, later):
    appeal = stand("handling")
    with pytest.raises(Refused, match="到期前1个工作日"):
        appeals.ask_extension(appeal, days=3, reason="等材料", by=cast.officer("power-supply"), at=later(days=14))


def test_an_assisting_departments_open_part_blocks_the_lead(stand, cast, later):
    appeal = stand("handling", assisting=("park-west",))
    with pytest.raises(Refused, match="城西工业园.*还没有提交配合意见"):
        appeals.draft_outcome(
            appeal, outcome="unresolved", answer="资金没有落实", by=cast.officer("power-supply"), at=later()
        )


def test_the_head_signs_what_leaves_the_department(stand, cast, later):
    appeal = stand("signing")
    with pytest.raises(Refused, match="部门主要负责人"):
        appeals.sign_answer(appeal, by=cast.officer("power-supply"), at=later())
    appeals.sign_answer(appeal, by=cast.head("power-supply"), at=later())
    assert appeal.state == "answered"


@pytest.mark.parametrize(("outcome", "missing"), [
    ("resolved", "查明情况、联系人"), ("explained", "政策依据、联系人"), ("unresolved", "未解决原因"),
])  # fmt: skip
def test_an_outcome_without_its_compulsory_parts_is_refused(stand, cast, later, outcome, missing):
    appeal = stand("handling")
    answer = "" if outcome == "unresolved" else "办好了"
    with pytest.raises(Refused, match=missing):
        appeals.draft_outcome(appeal, outcome=outcome, answer=answer, by=cast.officer("power-supply"), at=later())


def test_waiting_for_material_lets_handling_rest(stand, cast, clock_of, later):
    appeal = stand("awaiting_material")
    assert clock_of(appeal, "handle").paused_at
    appeals.supplement(appeal, note="材料补齐了", by=cast.intake, at=later(days=3))
    assert appeal.state == "handling"
    assert clock_of(appeal, "handle").due_on == date(2026, 12, 10)
