"""四(二): 县长或副县长听取企业陈述事项，并根据实际情况提出明确意见；工信商务局做好记录，形成会议决定或会议纪要。"""

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(stand, cast):
    """One appeal on today's agenda."""
    appeal = stand("scheduled", rung=2)
    (found,) = days.heard_on(appeal)
    return days.entry(cast.intake, found.day.code, appeal.code)


def test_the_host_gives_a_clear_opinion(entry, cast, later):
    with pytest.raises(Refused, match="请写明接待领导的意见"):
        receptions.record_outcome(entry, outcome="unresolved", opinion=" ", by=cast.intake, at=later())


def test_what_the_enterprise_stated_and_the_leader_said_is_kept(entry, cast, later):
    receptions.record_outcome(
        entry, outcome="unresolved", opinion="资金须县长统筹", statement="请尽快通电", by=cast.intake, at=later()
    )
    kept = days.entry(cast.intake, entry.day.code, entry.appeal.code)
    assert (kept.statement, kept.opinion, kept.appeal.state) == ("请尽快通电", "资金须县长统筹", "unresolved")


def test_a_day_does_not_end_over_an_appeal_without_outcome(entry, cast, later):
    with pytest.raises(Refused, match=entry.appeal.number):
        receptions.close_day(entry.day, by=cast.intake, at=later())


def test_nothing_is_recorded_before_the_day_has_come(stand, cast, later):
    appeal = stand("ripe", rung=2)
    host = cast.deputy(appeal.section)
    day = receptions.plan(
        host_post=host.post,
        date=later(days=4).date(),
        place="二楼会议室",
        reason="急需协调",
        by=cast.office,
        at=later(),
    )
    receptions.put_on_agenda(day, [appeal], by=cast.office, at=later())
    with pytest.raises(Refused, match="到当天才能记录"):
        receptions.record_outcome(
            days.entry(cast.intake, day.code, appeal.code),
            outcome="deferred",
            opinion="下次",
            by=cast.intake,
            at=later(),
        )
