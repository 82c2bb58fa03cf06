"""A holiday notice that moves a limit moves the dates that lists and desks are ordered by, on the same record."""

from datetime import date

import pytest

from qinqing.services.calendar import actions as calendar
from qinqing.services.calendar.rules import Draft
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


def test_the_first_contact_of_an_item_moves_with_its_limit(cast, decided, clock_of, later):
    (item,) = decided()
    calendar.enter_notice(
        Draft(2026, (date(2026, 11, 24),), region="云岭县"), proposed_by=cast.post("system-admin"), by=cast.bureau_head,
        at=later(),
    )  # fmt: skip
    clock = clock_of(item, "item_contact")
    item.refresh_from_db()
    assert (clock.due_on, item.due_at) == (date(2026, 11, 26), clock.due_at)
    assert item.due_on == date(2026, 12, 31), "a date given by hand is moved by no calendar"
    assert record.verify().ok
