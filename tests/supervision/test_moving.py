"""A holiday notice that moves the limit of a correction moves the date it is listed by, on the same record."""

from datetime import date

import pytest

from qinqing.services.calendar import actions as calendar
from qinqing.services.calendar.rules import Draft
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


def test_a_correction_moves_with_its_limit(cast, correction, clock_of, later):
    calendar.enter_notice(
        Draft(2026, (date(2026, 11, 24),), region="云岭县"), proposed_by=cast.post("system-admin"), by=cast.bureau_head,
        at=later(),
    )  # fmt: skip
    clock = clock_of(correction, "correction")
    correction.refresh_from_db()
    assert (clock.due_on, correction.due_at) == (date(2026, 12, 1), clock.due_at)
    assert record.verify().ok
