"""五(四), 谁解决问题，谁跟踪落实，谁回访: a call after closing, by the department that solved it or by the bureau."""

from datetime import datetime

import pytest
from tests.held import abolish

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as appeal_actions
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.services.calendar.actions import Clocks
from qinqing.services.documents import queries as papers
from qinqing.services.journal import actions as journal
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db
SAID = {"reached": True, "said": "已经不跳闸了", "solved": True, "level": 5}


def test_a_call_that_reached_ends_the_limit(cast, closed, clock_of, later):
    appeal = closed()
    officer = cast.officer("power-supply")
    assert queries.waiting_follow_ups(officer) == [appeal]
    call = supervision.follow_up(appeal, **SAID, by=officer, at=later(days=1))
    assert (call.caller, clock_of(appeal, "follow_up").verdict) == ("department", "on_time")
    appeal.refresh_from_db()
    assert (appeal.state, appeal.due_at, appeal.due_kind) == ("closed", None, "")
    assert queries.waiting_follow_ups(officer) == queries.waiting_follow_ups(cast.intake) == []
    assert record.verify().ok


@pytest.mark.parametrize("confidential", [False, True])
def test_whoever_is_to_call_is_told_and_chased(cast, closed, clock_of, confidential):
    """谁解决谁回访; where the enterprise's name is hidden from the department, the bureau calls."""
    appeal = closed(confidential=confidential)
    bureau, department = cast.intake, cast.officer("power-supply")
    mine, other = (bureau, department) if confidential else (department, bureau)
    clock = clock_of(appeal, "follow_up")
    assert (clock.holder_role, clock.holder_organ) == (mine.role, None if confidential else mine.organ)
    supervision.chase(at=datetime(2026, 11, 27, 9, tzinfo=SHANGHAI))
    said = {who: [row.title for row in messages.page(who, Wanted(size=200)).rows if row.subject == appeal.subject]
            for who in (mine, other)}  # fmt: skip
    for title in (f"已办结，请回访企业：{appeal.number}", f"催办：{appeal.number} “办结回访”超期 1 天"):
        assert title in said[mine]
        assert title not in said[other]


@pytest.mark.parametrize("when", ["before it was closed", "while the limit ran"])
def test_where_the_department_is_no_more_the_bureau_calls(cast, stand, clock_of, later, when):
    """五(三): its days go on; a bad rating is put right by whoever took over."""
    appeal = stand("confirmed", outcome="resolved")
    before = when == "before it was closed"
    if before:
        abolish(cast, "power-supply", successor="housing", at=later())
    appeal_actions.close(appeal, result="resolved", by=cast.intake, at=later(minutes=1))
    due = clock_of(appeal, "follow_up").due_at
    if not before:
        abolish(cast, "power-supply", successor="housing", at=later(days=1))
    assert appeal_actions.settle_callers(later(days=1, minutes=1)) == (0 if before else 1)
    assert appeal_actions.settle_callers(later(days=1, minutes=2)) == 0
    clock = clock_of(appeal, "follow_up")
    assert (clock.holder_role, clock.holder_organ, clock.due_at) == ("intake", None, due)
    told = [row.title for row in messages.page(cast.intake, Wanted(size=200)).rows if row.subject == appeal.subject]
    assert ("已办结，请回访企业" if before else "请回访企业") + f"：{appeal.number}" in told
    speaker = Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk}))
    given = supervision.evaluate(
        appeals.fetch(cast.intake, appeal.code), solved=False, level=1, by=speaker, at=later(days=1, minutes=3)
    )
    assert given.correction.organ_id == cast.organ("housing")
    assert record.verify().ok


def test_what_an_earlier_program_put_on_the_bureau_goes_to_whoever_solved_it(cast, closed, clock_of, later):
    """As it was before the rule: on the record and in the table the bureau's; the duty passes it on, once, with its days."""
    appeal = closed()
    clocks = Clocks.of(appeal.subject)
    clocks.pass_to("follow_up", Role.INTAKE, None)
    journal.record(appeal.subject, "appeals.appeal.amended", by=cast.intake, at=later(), sets=clocks.save())
    due = clock_of(appeal, "follow_up").due_at
    assert [appeal_actions.settle_callers(later(minutes=one)) for one in (1, 2)] == [1, 0]
    clock, officer = clock_of(appeal, "follow_up"), cast.officer("power-supply")
    assert (clock.holder_role, clock.holder_organ, clock.due_at) == ("officer", officer.organ, due)
    line = appeals.timeline(appeal, cast.intake)[0]
    assert (line.what, dict(line.particulars)) == ("改由回访", {"回访": "供电公司"})
    assert record.verify().ok


@pytest.mark.parametrize("count", [1, 3])
def test_the_duty_asks_as_little_of_many_calls_as_of_one(closed, later, django_assert_num_queries, count):
    """Each minute, for as many thousands as wait: the limits, the appeals, whether the register is still the same."""
    for _ in range(count):
        closed()
    appeal_actions.settle_callers(later(minutes=1))
    with django_assert_num_queries(3):
        assert appeal_actions.settle_callers(later(minutes=2)) == 0


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        ({"solved": False, "level": None}, "办理部门回访，企业说：没有解决。已经不跳闸了"),
        ({"solved": True, "level": 2}, "办理部门回访，企业说：已解决，不满意。已经不跳闸了"),
        ({"solved": True, "level": 3}, ""),
        ({"reached": False}, ""),
    ],
)
def test_what_was_heard_amiss_is_told_to_whoever_may_have_it_taken_up_again(cast, closed, later, heard, words):
    appeal = closed()
    supervision.follow_up(appeal, **SAID | heard, by=cast.officer("power-supply"), at=later())
    said = [row for row in messages.page(cast.bureau_head, Wanted(size=200)).rows if row.subject == appeal.subject]
    amiss = [row.text for row in said if row.title == f"回访听到不满意：{appeal.number}"]
    assert amiss == ([f"《{appeal.title}》{words}"] if words else [])
    assert bool(words) <= any(move.name == "reopen" and verdict for move, verdict in appeals.offers(
        appeals.fetch(cast.bureau_head, appeal.code), cast.bureau_head, at=later(minutes=1)
    ))  # fmt: skip


def test_it_stands_on_the_appeals_own_record_in_words(cast, closed, speaker, later):
    appeal = closed()
    supervision.follow_up(appeal, **SAID, by=cast.intake, at=later(days=1))
    line = appeals.timeline(appeal, cast.intake)[0]
    assert (line.what, dict(line.particulars)["满意度"]) == ("办结回访", "非常满意")
    assert appeals.timeline(appeal, speaker(appeal))[0].what == "办结后回访了您"


def test_a_call_nobody_answered_is_recorded_and_the_limit_runs_on(cast, closed, clock_of, later):
    appeal = closed()
    call = supervision.follow_up(
        appeal, reached=False, said="三次无人接听", solved=True, level=5, by=cast.intake, at=later()
    )
    assert (call.solved, call.level) == (None, None)
    assert clock_of(appeal, "follow_up").verdict == ""
    assert queries.waiting_follow_ups(cast.intake) == [appeal]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (SAID | {"said": " "}, "请写明企业怎么说"),
        (SAID | {"solved": None}, "是否解决"),
        (SAID | {"level": 6}, "五档满意度"),
    ],
)
def test_a_call_says_what_was_learnt(cast, closed, later, told, words):
    with pytest.raises(Refused, match=words):
        supervision.follow_up(closed(), **told, by=cast.intake, at=later())


def test_another_department_does_not_call(cast, closed, later):
    with pytest.raises(Refused, match="这件诉求由供电公司回访"):
        supervision.follow_up(closed(), **SAID, by=cast.officer("housing"), at=later())


def test_where_the_name_is_hidden_the_bureau_calls(cast, closed, later):
    appeal, officer = closed(confidential=True), cast.officer("power-supply")
    assert not queries.may_follow_up(appeal, officer)
    assert queries.waiting_follow_ups(officer) == []
    with pytest.raises(Refused, match="由工信商务局受理岗回访"):
        supervision.follow_up(appeal, **SAID, by=officer, at=later())
    supervision.follow_up(appeal, **SAID, by=cast.intake, at=later())


def test_what_was_withdrawn_is_not_called_about(cast, stand, speaker, later):
    appeal = stand("handling")
    appeal_actions.withdraw(appeal, reason="自己解决了", by=speaker(appeal), at=later())
    with pytest.raises(Refused, match="结果是“撤回”"):
        supervision.follow_up(appeal, **SAID, by=cast.intake, at=later())


def test_the_enterprise_does_not_read_the_notes_of_calls(cast, closed, speaker, later):
    appeal = closed()
    supervision.follow_up(appeal, **SAID, by=cast.intake, at=later())
    assert len(queries.follow_ups_of(appeal, cast.bureau_head)) == 1
    assert queries.follow_ups_of(appeal, speaker(appeal)) == ()


def test_words_put_into_the_enterprises_mouth_are_found(cast, closed, later):
    call = supervision.follow_up(closed(), **SAID, by=cast.intake, at=later())
    queries.FollowUp.objects.filter(pk=call.pk).update(level=1)
    assert not record.verify().ok


def test_a_call_that_reached_is_filed_on_a_form(cast, closed, later):
    appeal = closed()
    supervision.follow_up(appeal, reached=False, said="没有人接", by=cast.intake, at=later(days=1))
    assert "followup" not in [one.kind for one in appeals.papers(appeal, cast.intake)]
    supervision.follow_up(appeal, **SAID, by=cast.officer("power-supply"), at=later(days=2))
    form = appeals.papers(appeal, cast.officer("power-supply"))[-1]
    assert (form.kind, form.number) == ("followup", "云企回访〔2026〕1号")
    assert SAID["said"] in papers.paper(form.code).content


def test_departments_do_not_read_the_form_of_a_confidential_appeal(cast, closed, later):
    appeal = closed(confidential=True)
    supervision.follow_up(appeal, **SAID, by=cast.intake, at=later(days=1))
    assert appeals.papers(appeal, cast.intake)[-1].kind == "followup"
    assert "followup" not in [one.kind for one in appeals.papers(appeal, cast.officer("power-supply"))]
