"""四(一)4: 县长研究后仍无法解决的问题，由县人民政府办公室梳理汇总后，报送市企业服务中心，提请市人民政府协调解决。"""

from datetime import date, timedelta

import pytest

from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries

pytestmark = pytest.mark.django_db


def test_the_office_sends_it_within_three_working_days(stand, clock_of):
    assert clock_of(stand("unresolved", rung=3), "send_city").due_on == date(2026, 11, 26)


def test_the_city_sees_what_was_sent_up_and_no_more(stand, cast):
    with pytest.raises(NotFound):
        queries.fetch(cast.city, stand("unresolved", rung=3).code)
    assert queries.fetch(cast.city, stand("with_city", rung=4).code)


def test_what_even_the_city_cannot_solve_is_shelved_not_closed(stand, cast, clock_of, later):
    appeal = stand("unresolved", rung=4)
    review = (later() + timedelta(days=90)).date()
    with pytest.raises(Refused):
        appeals.send_to_city(appeal, by=cast.office, at=later())
    appeals.propose_shelving(appeal, reason="规划调整前客观上办不了", review_on=review, by=cast.bureau_head, at=later())
    appeals.approve_shelving(appeal, by=cast.office, at=later(minutes=5))
    assert (appeal.state, appeal.result) == ("shelved", "shelved")
    assert clock_of(appeal, "shelf").due_on == review


def test_the_citys_explanation_needs_its_basis(stand, cast, later):
    with pytest.raises(Refused, match="政策依据"):
        appeals.city_explains(stand("with_city", rung=4), opinion="不行", basis="", by=cast.city, at=later())
