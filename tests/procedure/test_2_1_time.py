"""二(一): 活动时间。原则上每月召开x次“县长服务企业接待日”活动。具体时间根据实际需要确定。"""

from datetime import date

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.services.calendar.actions import Clocks

pytestmark = pytest.mark.django_db


def test_deputies_owe_a_day_a_month_and_the_mayor_one_a_quarter(cast):
    owed = {due.post.id: due.periods for due in queries.due_and_held(cast.office, 2026)}
    assert {period.wanted for period in owed[cast.deputy("C").post]} == {1}
    assert len(owed[cast.deputy("C").post]) == 12
    assert len(owed[cast.mayor.post]) == 4


def test_a_month_is_missing_planned_and_then_held(cast, stand, later):
    def november():
        return next(iter(queries.due_and_held(cast.deputy("C"), 2026))).periods[10]

    assert november().missing == 1
    day = receptions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 11, 30), place="二楼", by=cast.office, at=later()
    )
    assert (november().planned, november().missing) == (1, 0)
    (entry,) = receptions.put_on_agenda(day, [stand("ripe", rung=2)], by=cast.office, at=later())
    on = later(days=7)
    receptions.record_outcome(entry, outcome="deferred", opinion="再研究", by=cast.intake, at=on)
    receptions.close_day(queries.fetch(cast.intake, day.code), by=cast.intake, at=on)
    assert (november().held, november().planned, november().missing) == (1, 0, 0)


def test_a_cancelled_day_is_missing_again(cast, later):
    day = receptions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 8), place="二楼", by=cast.office, at=later()
    )
    receptions.cancel_day(day, reason="防汛", by=cast.office, at=later())
    assert next(iter(queries.due_and_held(cast.office, 2026))).periods[11].missing == 1


def test_notice_is_given_five_working_days_before_and_what_is_shorter_says_why(cast, later):
    told = {"host_post": cast.mayor.post, "place": "二楼", "by": cast.office, "at": later()}
    day = receptions.plan(**told, date=date(2026, 11, 30))
    assert Clocks.of(day.subject).get("notice").due_on == date(2026, 11, 23)
    with pytest.raises(Refused, match="少于制度要求的 5 个"):
        receptions.plan(**told, date=date(2026, 11, 27))
