"""四(二), 五(二): what was said is recorded on the day, by its host or the note-takers, and the day ends when all is."""

from datetime import date, timedelta

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.kinds import Presence, Present
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


def fresh(cast, day):
    return queries.fetch(cast.office, day.code)


def entry_of(cast, day, entry):
    return queries.entry(cast.intake, day.code, entry.appeal.code)


@pytest.mark.parametrize(
    ("outcome", "told", "state"),
    [
        ("explained", {"basis": "《电力供应与使用条例》"}, "answered"),
        ("unresolved", {}, "unresolved"),
        ("deferred", {}, "ripe"),
    ],
)
def test_an_outcome_moves_the_appeal(cast, day, entries, later, outcome, told, state):
    entry = receptions.record_outcome(
        entries[0],
        outcome=outcome,
        opinion="先查清投资界面",
        statement="每周跳闸三次",
        by=cast.intake,
        at=later(),
        **told,
    )
    entry.refresh_from_db()
    assert (entry.outcome, entry.opinion, entry.appeal.state) == (outcome, "先查清投资界面", state)
    assert record.verify().ok


def test_a_policy_basis_is_compulsory_and_then_nothing_is_recorded(cast, day, entries, later):
    with pytest.raises(Refused, match="政策依据"):
        receptions.record_outcome(entries[0], outcome="explained", opinion="不允许", by=cast.intake, at=later())
    assert entry_of(cast, day, entries[0]).outcome == ""


def test_an_opinion_is_compulsory(cast, entries, later):
    with pytest.raises(Refused, match="领导的意见"):
        receptions.record_outcome(entries[0], outcome="deferred", opinion=" ", by=cast.intake, at=later())


def test_a_decision_is_not_recorded_without_its_items(cast, entries, later):
    with pytest.raises(Refused, match="请按“研究决定”记录"):
        receptions.record_outcome(entries[0], outcome="decided", opinion="限期解决", by=cast.intake, at=later())
    with pytest.raises(Refused, match="至少一项决定事项"):
        receptions.record_decision(entries[0], items=[], opinion="限期解决", by=cast.intake, at=later())


def test_nothing_is_recorded_before_the_day(cast, stand, later):
    day = receptions.plan(
        host_post=cast.deputy("C").post,
        date=date(2026, 11, 24),
        place="二楼",
        reason="急需协调",
        by=cast.office,
        at=later(),
    )
    (entry,) = receptions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=later())
    with pytest.raises(Refused, match="接待日是11月24日，到当天才能记录"):
        receptions.record_outcome(entry, outcome="deferred", opinion="再研究", by=cast.intake, at=later())
    receptions.record_outcome(entry, outcome="deferred", opinion="再研究", by=cast.intake, at=later(days=1))


def test_the_host_speaks_on_the_own_day_only(cast, entries, later):
    with pytest.raises(Refused, match="由其他领导主持"):
        receptions.record_outcome(entries[0], outcome="deferred", opinion="再研究", by=cast.mayor, at=later())
    receptions.record_outcome(entries[0], outcome="deferred", opinion="再研究", by=cast.deputy("C"), at=later())


def test_an_outcome_is_recorded_once(cast, day, entries, later):
    receptions.record_outcome(entries[0], outcome="deferred", opinion="再研究", by=cast.intake, at=later())
    with pytest.raises(Refused, match="已记录为“缓议”"):
        receptions.record_outcome(
            entry_of(cast, day, entries[0]), outcome="unresolved", opinion="没钱", by=cast.intake, at=later()
        )
    with pytest.raises(Refused, match="不能再移出"):
        receptions.take_off(entry_of(cast, day, entries[0]), reason="记错", by=cast.office, at=later())
    with pytest.raises(Refused, match="不能取消"):
        receptions.cancel_day(fresh(cast, day), reason="记错", by=cast.office, at=later())


def test_a_day_does_not_end_over_what_has_no_outcome(cast, day, entries, came, later):
    came(fresh(cast, day))
    receptions.record_outcome(
        entry_of(cast, day, entries[0]), outcome="deferred", opinion="再研究", by=cast.intake, at=later()
    )
    with pytest.raises(Refused, match=f"{entries[1].appeal.number}还没有记录结果"):
        receptions.close_day(fresh(cast, day), by=cast.intake, at=later())
    receptions.record_outcome(
        entry_of(cast, day, entries[1]), outcome="deferred", opinion="再研究", by=cast.intake, at=later()
    )
    held = receptions.close_day(fresh(cast, day), by=cast.intake, at=later())
    assert (held.state, held.closed_at) == ("held", later())
    assert queries.due_and_held(cast.deputy("C"), 2026)[0].periods[10].held == 1
    assert record.verify().ok


def test_a_day_without_appeals_was_none(cast, day, came, later):
    came(day)
    with pytest.raises(Refused, match="没有安排诉求"):
        receptions.close_day(fresh(cast, day), by=cast.intake, at=later())


def test_a_day_does_not_end_before_it_is_known_who_came(cast, day, entries, later):
    for entry in entries:
        receptions.record_outcome(
            entry_of(cast, day, entry), outcome="deferred", opinion="再研究", by=cast.intake, at=later()
        )
    with pytest.raises(Refused, match="还没有登记供电公司的到会情况"):
        receptions.close_day(fresh(cast, day), by=cast.intake, at=later())


@pytest.mark.parametrize(
    ("presence", "name", "reason", "words"),
    [
        ("substitute", "副经理", "", "请写明原因"),
        ("absent", "", "", "请写明原因"),
        ("leader", "", "", "请写明到会人姓名"),
    ],
)
def test_the_main_leader_comes_or_a_named_substitute_with_the_reason(cast, day, later, presence, name, reason, words):
    row = Present(cast.organ("power-supply"), presence, name, reason)
    with pytest.raises(Refused, match=words):
        receptions.record_attendance(day, [row], by=cast.intake, at=later())


def test_a_substitute_is_recorded_with_name_and_reason(cast, day, later):
    row = Present(cast.organ("power-supply"), Presence.SUBSTITUTE, "赵副经理", "经理在市里开会")
    receptions.record_attendance(day, [row], by=cast.intake, at=later())
    (there,) = queries.attendance(day)
    assert (there.name, there.main_leader, there.reason) == ("赵副经理", False, "经理在市里开会")
    assert record.verify().ok


def test_only_departments_that_were_called_attend(cast, day, later):
    with pytest.raises(Refused, match="没有列入到会部门"):
        receptions.record_attendance(
            day, [Present(cast.organ("housing"), Presence.LEADER, "局长")], by=cast.intake, at=later()
        )


def test_who_has_come_cannot_be_uncalled(cast, day, came, later):
    came(day)
    with pytest.raises(Refused, match="已经登记到会"):
        receptions.call_departments(fresh(cast, day), [], by=cast.office, at=later())
    called = [cast.organ("power-supply"), cast.organ("housing")]
    receptions.call_departments(fresh(cast, day), called, by=cast.office, at=later())
    assert sorted(queries.departments(day)) == sorted(called)


def test_what_happened_before_the_day_was_closed_may_still_be_written_after_it(cast, entries, later):
    at = later() + timedelta(days=3)
    receptions.record_outcome(entries[0], outcome="deferred", opinion="再研究", by=cast.intake, at=at)
    assert record.last(entries[0].day.subject).at == at
