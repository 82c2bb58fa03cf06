"""五(四): the enterprise itself says whether it is solved and how content it is; bad ratings are put right."""

from datetime import date, timedelta

import pytest
from tests.held import abolish

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.procedure.appeals import actions as appeal_actions
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as people
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db


def test_solved_and_satisfied_are_two_answers(cast, closed, speaker, later):
    appeal = closed()
    by = speaker(appeal)
    assert queries.may_evaluate(appeal, by)
    supervision.evaluate(appeal, solved=False, level=4, comment="人很热情", by=by, at=later())
    (given,) = queries.evaluations_of(appeal, by)
    assert (given.solved, given.get_level_display(), given.organ_id) == (False, "满意", cast.organ("power-supply"))
    assert not hasattr(given, "correction")
    assert dict(appeals.timeline(appeal, by)[0].particulars)["问题是否解决"] == "没有解决"
    assert record.verify().ok


def test_the_record_of_an_appeal_keeps_its_own_words(closed, cast):
    """The result of a closing is not that of an inspection, nor the lead department one that is to be inspected."""
    said = {label for line in appeals.timeline(closed(), cast.intake) for label, _ in line.particulars}
    assert {"办结结果", "牵头部门"} <= said
    assert not {"督查结论", "责任单位", "督查事项", "佐证材料"} & said


def test_each_closing_is_evaluated_once(cast, closed, speaker, later):
    appeal = closed()
    by = speaker(appeal)
    supervision.evaluate(appeal, solved=True, level=5, by=by, at=later())
    assert "已经评价过" in queries.may_evaluate(appeal, by).reason
    with pytest.raises(Refused, match="已经评价过"):
        supervision.evaluate(appeal, solved=True, level=5, by=by, at=later())


def test_a_second_closing_is_evaluated_again(cast, closed, speaker, stand, later):
    appeal = closed()
    supervision.evaluate(appeal, solved=True, level=5, by=speaker(appeal), at=later())
    appeal_actions.reopen(appeal, reason="又跳闸", by=cast.bureau_head, at=later(days=3))
    assert not queries.may_evaluate(appeal, speaker(appeal))
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    appeal_actions.draft_outcome(
        appeal, outcome="resolved", checked="又查", answer="换线", contact="何工", by=officer, at=later(days=3)
    )
    appeal_actions.sign_answer(appeal, by=head, at=later(days=3))
    appeal_actions.confirm(appeal, by=speaker(appeal), at=later(days=3))
    appeal_actions.close(appeal, result="resolved", by=cast.intake, at=later(days=3))
    supervision.evaluate(appeal, solved=True, level=3, by=speaker(appeal), at=later(days=4))
    assert [row.level for row in queries.evaluations_of(appeal, cast.intake)] == [3, 5]


def test_nobody_rates_for_the_enterprise(cast, closed, later):
    appeal = closed()
    for actor in (cast.intake, cast.officer("power-supply"), cast.mayor):
        with pytest.raises(Refused, match="由企业办理"):
            supervision.evaluate(appeal, solved=True, level=5, by=actor, at=later())


def test_an_open_appeal_is_not_rated(stand, speaker, later):
    appeal = stand("answered")
    with pytest.raises(Refused, match="现在是“已答复，待企业回应”"):
        supervision.evaluate(appeal, solved=True, level=5, by=speaker(appeal), at=later())


def test_who_was_faster_is_told(cast, closed, speaker, later):
    appeal = closed()
    stale = appeals.fetch(cast.intake, appeal.code)
    supervision.evaluate(appeal, solved=True, level=5, by=speaker(appeal), at=later())
    queries.Evaluation.objects.all().update(closed_at=later(days=9))
    with pytest.raises(Conflict, match="企业评价"):
        supervision.evaluate(stale, solved=True, level=5, by=speaker(appeal), at=later())


def test_a_confidential_comment_does_not_tell_the_name(cast, closed, speaker, later):
    appeal = closed(confidential=True)
    comment = f"{appeal.enterprise_name}的事办得不错"
    supervision.evaluate(appeal, solved=True, level=5, comment=comment, by=speaker(appeal), at=later())
    assert queries.evaluations_of(appeal, cast.officer("power-supply"))[0].comment == "×××的事办得不错"
    assert queries.evaluations_of(appeal, cast.intake)[0].comment == comment


@pytest.mark.parametrize(("level", "starts"), [(1, True), (2, True), (3, False), (5, False)])
def test_the_two_lowest_levels_start_a_correction(cast, closed, speaker, later, level, starts):
    appeal = closed()
    supervision.evaluate(appeal, solved=True, level=level, by=speaker(appeal), at=later())
    assert bool(queries.corrections(cast.officer("power-supply"))) is starts


def test_a_correction_has_its_own_limit_and_the_bureau_head_sees_it(cast, correction, clock_of, later):
    clock = clock_of(correction, "correction")
    assert (clock.due_on, clock.holder_organ) == (date(2026, 11, 30), cast.organ("power-supply"))
    assert correction.evaluation.reason_labels == ["问题没有解决"]
    with pytest.raises(Refused, match="请写明整改情况"):
        supervision.correct(correction, text="", by=cast.officer("power-supply"), at=later())
    supervision.correct(correction, text="已换线并上门说明", by=cast.officer("power-supply"), at=later(days=8))
    assert (correction.state, correction.due_at) == ("done", None)
    assert clock_of(correction, "correction").verdict == "late"
    (seen,) = queries.corrections(cast.bureau_head, state="done")
    supervision.see(seen, by=cast.bureau_head, at=later(days=9))
    with pytest.raises(Refused, match="已经阅知"):
        supervision.send_back(seen, reason="再看", by=cast.bureau_head, at=later(days=9))
    assert record.verify().ok


def test_a_correction_that_corrects_nothing_goes_back(cast, correction, clock_of, later):
    supervision.correct(correction, text="已解释", by=cast.head("power-supply"), at=later())
    supervision.send_back(correction, reason="还在跳闸", by=cast.bureau_head, at=later(days=1))
    assert (correction.state, correction.done_at) == ("open", None)
    assert clock_of(correction, "correction#2").due_on == date(2026, 12, 1)
    assert correction.due_at == clock_of(correction, "correction#2").due_at
    assert record.verify().ok


def test_another_department_does_not_correct_and_does_not_see(cast, correction, later):
    other = cast.officer("housing")
    with pytest.raises(Refused, match="这件差评由供电公司整改"):
        supervision.correct(correction, text="不关我事", by=other, at=later())
    with pytest.raises(NotFound):
        queries.fetch_correction(other, correction.code)
    assert queries.corrections(other) == queries.corrections(Actor(Role.ENTERPRISE)) == []


def test_whoever_took_over_corrects_and_is_chased(cast, correction, clock_of, later):
    """五(三): the department was merged while it put a bad rating right."""
    heir = cast.officer("housing")
    abolish(cast, "power-supply", successor="housing", at=later())
    found = queries.fetch_correction(heir, correction.code)
    assert found.organ_name == people.organ_names()[heir.organ]
    supervision.chase(at=clock_of(correction, "correction").due_at + timedelta(days=1, hours=10))
    told = [row.title for row in messages.page(heir, Wanted(size=100)).rows if row.subject == found.subject]
    assert told == [f"工信商务局催办：{found.evaluation.appeal.number} “差评整改”超期 2 天"]
    done = supervision.correct(found, text="已换线", by=heir, at=later(minutes=1))
    again = supervision.send_back(
        queries.fetch_correction(cast.bureau_head, done.code), reason="还在跳", by=cast.bureau_head, at=later(minutes=2)
    )
    assert clock_of(again, "correction#2").holder_organ == heir.organ
    with pytest.raises(NotFound):
        queries.fetch_correction(cast.officer("park-west"), correction.code)
    assert record.verify().ok


def test_the_slower_of_two_is_told(cast, correction, later):
    stale = queries.fetch_correction(cast.intake, correction.code)
    supervision.correct(correction, text="已换线", by=cast.officer("power-supply"), at=later())
    with pytest.raises(Conflict, match="刚刚有变化"):
        supervision.correct(stale, text="已换线", by=cast.head("power-supply"), at=later())


def test_a_rating_improved_behind_the_record_is_found(correction):
    queries.Evaluation.objects.filter(pk=correction.evaluation_id).update(level=5)
    assert not record.verify().ok
