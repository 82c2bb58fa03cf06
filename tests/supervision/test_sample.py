"""抽样回访: drawn once a month, called by the bureau itself, counted apart. 五(四)."""

import json
from datetime import date, datetime

import pytest
from tests.rules.test_sampling import drawn_elsewhere

from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.appeals import actions as bureau
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.bulletins import queries as figures
from qinqing.procedure.bulletins.rules import Cut, Window
from qinqing.procedure.plan import actions as plan
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries
from qinqing.services.calendar import queries as calendar
from qinqing.services.journal import queries as record
from qinqing.services.journal.models import Entry

pytestmark = pytest.mark.django_db
NEXT_MONTH = {"days": 10}
SAID = {"solved": False, "said": "还在跳闸", "level": 2, "reasons": ["not_solved"], "called_back": False}


@pytest.fixture
def drawn(cast, closed, later):
    """Half of four closed appeals, each department apart, drawn in the month after."""
    for _ in range(4):
        closed()
    plan.adopt(
        title="县长服务企业接待日活动方案", settings={"sample_share": 50}, in_force_from=date(2026, 12, 1),
        by=cast.bureau_head, at=later(),
    )  # fmt: skip
    return supervision.draw_sample(year=2026, month=11, seed="5eed", by=cast.intake, at=later(**NEXT_MONTH))


def calls(sample, actor):
    return queries.calls_of(sample, actor)[0]


def test_whoever_has_the_journal_draws_the_same(cast, drawn):
    entry = Entry.objects.get(event="supervision.sample.drawn")
    sets = json.loads(json.dumps(entry.sets))
    again = drawn_elsewhere([tuple(row) for row in sets["frame"]], sets["seed"], sets["share"])
    called = Entry.objects.filter(event="supervision.sample_call.drawn")
    assert again == sorted(one.facts["number"] for one in called)
    assert len(again) == 2
    closings = Entry.objects.filter(event="appeals.appeal.closed").count()
    assert (len(sets["frame"]), entry.facts["frame"]) == (closings, "4")
    assert queries.drawn_again(drawn)
    assert record.verify().ok


def test_a_month_is_drawn_once_and_only_when_it_is_over(cast, drawn, later):
    with pytest.raises(Conflict, match="一个月只抽一次"):
        supervision.draw_sample(year=2026, month=11, seed="better", by=cast.intake, at=later(days=11))
    with pytest.raises(Refused, match="还没有过完"):
        supervision.draw_sample(year=2026, month=12, seed="s", by=cast.intake, at=later(days=11))
    with pytest.raises(Refused, match="没有这个月份"):
        supervision.draw_sample(year=2026, month=13, seed="s", by=cast.intake, at=later(days=11))
    assert (queries.undrawn(date(2026, 12, 3)), queries.undrawn(date(2027, 1, 4))) == (None, date(2026, 12, 1))


def test_a_month_without_closings_is_drawn_empty(cast, later):
    sample = supervision.draw_sample(year=2026, month=10, seed="s", by=cast.intake, at=later())
    assert (sample.frame, calls(sample, cast.intake), queries.gaps_of(cast.mayor, sample)) == ([], [], [])
    assert queries.drawn_again(sample)
    assert record.verify().ok


def test_withdrawn_and_reopened_appeals_are_not_in_the_frame(cast, stand, closed, speaker, later):
    gone = stand("handling")
    bureau.withdraw(gone, reason="自己解决了", by=speaker(gone), at=later())
    again = closed()
    bureau.reopen(again, reason="又跳闸", by=cast.bureau_head, at=later())
    kept = closed()
    sample = supervision.draw_sample(year=2026, month=11, seed="s", by=cast.intake, at=later(**NEXT_MONTH))
    assert sample.frame == [[kept.number, "power-supply"]]


def test_what_the_enterprise_says_is_counted_apart_from_what_the_department_heard(cast, drawn, speaker, later):
    at = later(days=11)
    one, other = calls(drawn, cast.intake)
    supervision.follow_up(
        one.appeal, reached=True, said="都好了", solved=True, level=5, by=cast.officer("power-supply"), at=at
    )
    one = queries.fetch_call(cast.intake, one.code)
    supervision.reach(one, **SAID, by=cast.intake, at=at)
    supervision.evaluate(other.appeal, solved=True, level=4, by=speaker(other.appeal), at=at)
    (row, total) = queries.gaps_of(cast.bureau_head, drawn)
    assert (row.organ, row.closed, row.drawn, row.reached, row.uncalled) == ("供电公司", 4, 2, 1, 1)
    assert (row.own, row.rated, row.sampled) == ((1, 1), (1, 1), (0, 1))
    assert (row.own_gap, total.sampled) == ("件数太少，不算", (0, 1))
    assert record.verify().ok


def test_the_figures_of_the_month_take_the_sample_and_not_the_bureaus_follow_up(cast, drawn, later):
    at = later(days=11)
    one, other = calls(drawn, cast.intake)
    supervision.follow_up(other.appeal, reached=True, said="好了", solved=True, level=5, by=cast.intake, at=at)
    supervision.reach(one, **SAID, by=cast.intake, at=at)
    bulletins.follow_record()
    december = Window(later(days=8), later(days=38), later(days=12))
    (row,) = figures.measured(cast.mayor, Cut.DEPARTMENT, [december] * 3)
    assert (row.now.called, row.now.checked, row.now.checked_satisfied) == (0, 1, 0)
    assert figures.measured(cast.head("power-supply"), Cut.DEPARTMENT, [december] * 3) == []
    with pytest.raises(NotFound):
        figures.behind(cast.head("power-supply"), "checked", december, cut=Cut.DEPARTMENT)


def test_departments_read_nothing_of_it(cast, drawn, later):
    call = calls(drawn, cast.intake)[0]
    supervision.reach(call, **SAID, by=cast.intake, at=later(days=11))
    officer, appeal = cast.officer("power-supply"), call.appeal
    assert queries.samples(officer) == []
    for read in (lambda: queries.fetch_sample(officer, drawn.code), lambda: queries.fetch_call(officer, call.code)):
        with pytest.raises(NotFound):
            read()
    assert queries.gaps_of(officer, drawn) == []
    assert "抽样回访" not in str(appeals.timeline(appeal, officer))
    assert "抽样回访" in str(appeals.timeline(appeal, cast.intake))
    assert "还在跳闸" not in str(appeals.timeline(appeal, cast.mayor))


def test_leaders_read_the_figures_and_the_bureau_alone_who_said_what(cast, drawn):
    for actor in (cast.mayor, cast.deputy("C"), cast.inspector, cast.office):
        assert queries.samples(actor)[0].drawn == 2
        assert calls(drawn, actor) == ()


def test_a_call_has_ten_working_days_and_is_the_clerks_to_do(cast, drawn, later):
    for call in calls(drawn, cast.intake):
        (clock,) = calendar.clocks_of([call.subject])[call.subject]
        assert (clock.kind, clock.length, clock.holder_role) == ("sample_call", 10, "intake")
        assert call.due_at == clock.due_at
    assert [one.code for one in queries.calls_todo(cast.intake)] == [one.code for one in calls(drawn, cast.intake)]
    assert list(queries.calls_todo(cast.bureau_head)) == list(queries.calls_todo(cast.officer("power-supply"))) == []
    one = queries.calls_todo(cast.intake)[0]
    supervision.reach(one, **SAID, by=cast.intake, at=later(days=11))
    (clock,) = calendar.clocks_of([one.subject])[one.subject]
    assert (clock.verdict, one.due_at) == ("on_time", None)
    assert len(queries.calls_todo(cast.intake)) == 1
    assert record.verify().ok


def test_a_call_nobody_makes_is_chased_once_a_stage_though_the_worker_slept(cast, drawn):
    """Drawn on December 3: its ten working days end with December 17."""
    call = calls(drawn, cast.intake)[0]
    for day in (16, 17, 21, 21, 24):  # away from the 18th on, for a weekend and more
        supervision.chase(at=datetime(2026, 12, day, 10, tzinfo=SHANGHAI))
    told = [one for one in record.history(call.subject) if "stage" in one.facts]
    assert [one.facts["stage"] for one in told] == ["到期前提醒", "到期当天提醒", "工信商务局催办", "提请督办"]
    urging = queries.Urging.objects.get(matter=f"抽样回访 {call.appeal.number}")
    assert urging.organ_id == cast.intake.organ
    assert record.verify().ok


def test_nobody_is_given_up_before_three_calls(cast, drawn, later):
    call = calls(drawn, cast.intake)[0]
    for left in (3, 2, 1):
        with pytest.raises(Refused, match=f"记录了{3 - left}次未接通，满3次才能不再拨打"):
            supervision.give_up(call, note="算了", by=cast.intake, at=later(days=11))
        supervision.call_in_vain(call, note="没有人接", by=cast.intake, at=later(days=11))
    supervision.give_up(call, note="三次没有人接", by=cast.intake, at=later(days=11))
    (line,) = queries.samples(cast.mayor)
    assert (line.drawn, line.reached, line.unreached, line.left) == (2, 0, 1, 1)
    assert record.verify().ok


@pytest.mark.parametrize(("told", "words"), [({"said": " "}, "照原话"), ({"level": 6}, "五档")])
def test_a_call_says_what_was_learnt(cast, drawn, later, told, words):
    with pytest.raises(Refused, match=words):
        supervision.reach(calls(drawn, cast.intake)[0], **SAID | told, by=cast.intake, at=later(days=11))


def test_the_slower_of_two_clerks_is_told(cast, drawn, later):
    call = calls(drawn, cast.intake)[0]
    stale = queries.fetch_call(cast.intake, call.code)
    supervision.reach(call, **SAID, by=cast.intake, at=later(days=11))
    with pytest.raises(Conflict, match="刚刚有变化"):
        supervision.reach(stale, **SAID, by=cast.intake, at=later(days=11))


@pytest.mark.parametrize("change", [{"level": 5}, {"state": "unreached", "solved": None, "level": None}])
def test_an_answer_changed_behind_the_record_is_found(cast, drawn, later, change):
    call = calls(drawn, cast.intake)[0]
    supervision.reach(call, **SAID, by=cast.intake, at=later(days=11))
    queries.SampleCall.objects.filter(pk=call.pk).update(**change)
    assert not record.verify().ok


def test_a_seed_exchanged_behind_the_record_is_found(drawn):
    queries.Sample.objects.update(seed="another")
    assert not record.verify().ok
