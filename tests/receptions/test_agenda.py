"""四(一)2, 二(四): what could be heard, what is proposed and why, themes, and which departments have to come."""

from datetime import date

import pytest

from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(cast, later):
    """A deputy's day in two weeks with nothing on its agenda."""
    day = receptions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 8), place="三楼会议室", by=cast.office, at=later()
    )
    return queries.fetch(cast.office, day.code)


def test_it_proposes_what_fits_and_says_whom_it_calls(cast, stand, coming, later):
    appeals = [stand("ripe", rung=2) for _ in range(3)]
    receptions.amend(coming, capacity=2, by=cast.office, at=later())
    choice = queries.choice(coming, cast.office, at=later(days=14))
    assert [one.appeal for one in choice.waiting] == appeals
    assert (choice.room, len(choice.picks), choice.waiting[0].waited) == (2, 2, 10)
    assert "已等候 10 个工作日；要通知" in choice.picks[0].why
    assert cast.organ("power-supply") in choice.picks[0].adds
    assert choice.picks[1].adds == ()
    receptions.put_on_agenda(coming, appeals[:2], by=cast.office, at=later())
    assert queries.choice(coming, cast.office, at=later(days=14)).picks == ()


def test_what_is_told_alike_is_offered_as_one_theme(cast, stand, coming, later):
    alike = [stand("ripe", rung=2) for _ in range(2)]
    stand("ripe", rung=2, category="land", title="扩建用地没有指标", text="二期扩建需要三十亩地，指标一直批不下来。")
    (theme,) = queries.choice(coming, cast.office, at=later()).themes
    assert set(theme) == {appeal.code for appeal in alike}


def test_earlier_hearings_of_the_enterprise_stand_beside(cast, stand, day, coming, later):
    heard = stand("ripe", rung=2)
    (entry,) = receptions.put_on_agenda(day, [heard], by=cast.office, at=later())
    receptions.record_outcome(entry, outcome="unresolved", opinion="资金没有落实", by=cast.intake, at=later())
    stand("ripe", rung=2)
    (waiting,) = queries.choice(coming, cast.office, at=later(days=1)).waiting
    assert waiting.before == (queries.Before(date(2026, 11, 23), "未解决"),)


def test_leads_assisting_and_those_who_gave_an_opinion_are_to_be_called(cast, stand, coming, later):
    appeal = stand("ripe", rung=2, assisting=("park-west",))
    entries = receptions.put_on_agenda(coming, [appeal], by=cast.office, at=later())
    wanted = queries.to_call(coming, entries)
    assert wanted == [cast.organ("power-supply"), cast.organ("park-west")]
    receptions.call_departments(queries.fetch(cast.office, coming.code), wanted, by=cast.office, at=later())
    assert queries.to_call(coming, entries) == []


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_costs_the_same_with_one_and_with_three(cast, stand, coming, later, count, django_assert_num_queries):
    for _ in range(count):
        stand("ripe", rung=2)
    queries.choice(coming, cast.office, at=later())
    with django_assert_num_queries(10):
        queries.choice(coming, cast.office, at=later())
