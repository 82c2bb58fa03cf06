"""四(三): dated steps with proof; late ones are seen, another day has its reason, and the whole waits for its steps."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qinqing.kernel.errors import Conflict, Refused
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions import queries
from qinqing.procedure.decisions.rules import NewMilestone
from qinqing.services.documents import queries as documents
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db
STEPS = (
    NewMilestone("完成现场勘查", date(2026, 11, 27), "勘查记录"),
    NewMilestone("设备进场", date(2026, 12, 11), "进场照片"),
)


@pytest.fixture
def officer(cast):
    return cast.officer("power-supply")


@pytest.fixture
def item(decided, walk):
    return walk(decided()[0], "implementing")


@pytest.fixture
def planned(item, officer, later):
    decisions.plan_milestones(item, milestones=STEPS, by=officer, at=later(minutes=3))
    return item


def test_each_step_runs_against_its_day(planned, clock_of):
    assert [row.text for row in queries.milestones(planned)] == ["完成现场勘查", "设备进场"]
    assert [clock_of(planned, f"milestone:{number}").due_on for number in (1, 2)] == [step.due_on for step in STEPS]
    assert (planned.due_kind, planned.due_at) == ("milestone", clock_of(planned, "milestone:1").due_at)
    assert record.verify().ok


def test_a_step_is_done_with_its_proof_in_words_and_files(planned, officer, clock_of, later):
    with pytest.raises(Refused, match="用什么证明"):
        decisions.finish_milestone(planned, milestone=1, proof=" ", by=officer, at=later(days=1))
    file = SimpleUploadedFile("勘查记录.txt", "十一月二十四日勘查".encode())
    decisions.finish_milestone(planned, milestone=1, proof="勘查记录已签字", files=[file], by=officer, at=later(days=1))
    first = queries.milestones(planned)[0]
    assert (first.state, first.proof) == ("done", "勘查记录已签字")
    assert [row.code for row in documents.attachments(planned.subject)] == first.files
    assert (clock_of(planned, "milestone:1").verdict, clock_of(planned, "milestone:2").verdict) == ("on_time", "")
    assert record.verify().ok


def test_a_step_done_late_stays_late(planned, officer, clock_of, later):
    decisions.finish_milestone(planned, milestone=1, proof="补做", by=officer, at=later(days=9))
    assert clock_of(planned, "milestone:1").verdict == "late"


def test_another_day_keeps_the_first_beside_it(planned, officer, clock_of, later):
    with pytest.raises(Refused, match="调整节点的原因"):
        decisions.move_milestone(planned, milestone=2, due_on=date(2026, 12, 18), reason="", by=officer, at=later())
    for day in (date(2026, 12, 18), date(2026, 12, 22)):
        decisions.move_milestone(planned, milestone=2, due_on=day, reason="厂家排产晚", by=officer, at=later())
    second = queries.milestones(planned)[1]
    assert (second.due_on, second.original_due_on, second.moved) == (date(2026, 12, 22), date(2026, 12, 11), 2)
    assert (clock_of(planned, "milestone:2").verdict, clock_of(planned, "milestone:2#2").verdict) == ("void", "void")
    assert clock_of(planned, "milestone:2#3").due_on == date(2026, 12, 22)
    decisions.finish_milestone(planned, milestone=2, proof="照片", by=officer, at=later(days=2))
    assert clock_of(planned, "milestone:2#3").verdict == "on_time"
    assert record.verify().ok


def test_a_missed_day_stays_missed_when_another_is_set(planned, officer, clock_of, later):
    at = later(days=7)
    decisions.move_milestone(planned, milestone=1, due_on=date(2026, 12, 4), reason="下雨", by=officer, at=at)
    assert (clock_of(planned, "milestone:1").verdict, clock_of(planned, "milestone:1#2").verdict) == ("late", "")


def test_a_step_that_is_not_needed_is_dropped_with_its_reason(planned, officer, clock_of, later):
    decisions.drop_milestone(planned, milestone=2, reason="改用现有设备", by=officer, at=later())
    assert clock_of(planned, "milestone:2").verdict == "void"
    with pytest.raises(Conflict, match="这个节点已取消"):
        decisions.finish_milestone(planned, milestone=2, proof="照片", by=officer, at=later())
    assert record.verify().ok


def test_the_whole_waits_for_its_steps(planned, officer, later):
    with pytest.raises(Refused, match="还有 2 个节点没有完成"):
        decisions.complete(planned, note="办完", by=officer, at=later())
    decisions.finish_milestone(planned, milestone=1, proof="记录", by=officer, at=later())
    decisions.drop_milestone(planned, milestone=2, reason="不再需要", by=officer, at=later())
    decisions.complete(planned, note="办完", by=officer, at=later())
    assert planned.state == "completed"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (NewMilestone(" ", date(2026, 12, 1)), "没有写要办什么"),
        (NewMilestone("勘查", None), "没有写日期"),
        (NewMilestone("勘查", date(2026, 11, 20)), "已经过去"),
        (NewMilestone("勘查", date(2027, 1, 4)), "晚于完成时限12月31日"),
        (NewMilestone("勘查", date(2026, 12, 5)), "不是工作日"),
    ],
)
def test_a_step_keeps_to_the_items_limit(item, officer, later, step, words):
    with pytest.raises(Refused, match=words):
        decisions.plan_milestones(item, milestones=[step], by=officer, at=later())
    assert queries.milestones(item) == []


def test_only_the_lead_department_plans(cast, item, later):
    with pytest.raises(Refused, match="由牵头部门供电公司落实"):
        decisions.plan_milestones(item, milestones=STEPS, by=cast.officer("park-west"), at=later())


def test_there_is_an_end_to_steps(item, officer, later):
    with pytest.raises(Refused, match="最多排 30 个节点"):
        decisions.plan_milestones(item, milestones=[STEPS[1]] * 31, by=officer, at=later())


def test_a_step_changed_behind_the_record_is_found(planned):
    queries.Milestone.objects.filter(item=planned, ordinal=1).update(due_on=date(2026, 12, 30))
    assert not record.verify().ok
