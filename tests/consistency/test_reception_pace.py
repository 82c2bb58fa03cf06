"""二(一): the simulated office holds as many days as the Plan wants, and a county with more days waits less."""

from datetime import date, datetime, time

import pytest
from django.db import transaction
from tests.consistency.recount import SHANGHAI
from tests.gates import WHOLE

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.doors.operations.simulation.planning import turns_until
from qinqing.doors.operations.simulation.running import live
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.actions import adopt
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.queries import Period

START = date(2026, 1, 5)
SEEDS = (1, 2, 3) if WHOLE else (1,)
MAY = Period("5月", date(2026, 5, 1), date(2026, 5, 31), wanted=1)
FIRST_QUARTER = Period("第一季度", date(2026, 1, 1), date(2026, 3, 31), wanted=1)


@pytest.fixture
def cast(db, data_folder):
    county = tell()
    settle(county, at=datetime(2025, 11, 3, 9, tzinfo=SHANGHAI))
    return Cast(county, START)


def test_more_days_a_month_leave_fewer_appeals_waiting_for_one(cast):
    few = [_lived(cast, seed, days=1) for seed in SEEDS]
    more = [_lived(cast, seed, days=4) for seed in SEEDS]
    assert sum(held for held, _ in more) > sum(held for held, _ in few)
    assert sum(waiting for _, waiting in more) < sum(waiting for _, waiting in few) / 2


def test_short_limits_are_lived_too(cast):
    """Days announced long before, items that last a month at most: nobody in the county asks for what the Plan refuses."""
    _lived(cast, 4, days=2, notice=10, item_months=1)


def _lived(cast, seed, *, days, **numbers):
    """Days held in two months, and the appeals then ripe and unheard; afterwards as if they had not been."""
    with transaction.atomic():
        title, at = plan.in_force(START).title, datetime.combine(START, time(0, 1), SHANGHAI)
        numbers["deputy_days_month"] = days
        adopt(title=title, settings=numbers, in_force_from=START, by=cast.bureau_head, at=at)
        live(cast, start=START, months=2, arriving=36, seed=seed)
        held = _held(cast, days)
        waiting = sum(appeals.ripe_now().values())
        transaction.set_rollback(True)
    return held, waiting


def _held(cast, days):
    """Nobody has more days than the Plan wants."""
    deputies = [due for due in receptions.due_and_held(cast.office, START.year) if len(due.periods) == 12]
    kept = [period for due in deputies for period in due.periods]
    assert max(len(period.days) for period in kept) <= days
    return sum(period.held for period in kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "period", "wanted", "turns"),
    [
        (date(2026, 5, 1), MAY, 1, 0),
        (date(2026, 5, 20), MAY, 1, 0),  # the twelfth of nineteen working days: the ninth of May is one
        (date(2026, 5, 21), MAY, 1, 1),
        (date(2026, 5, 31), MAY, 1, 1),
        (date(2026, 5, 14), MAY, 2, 1),
        (date(2026, 5, 28), MAY, 2, 2),
        (date(2026, 5, 31), MAY, 10, 10),
        (date(2026, 2, 13), FIRST_QUARTER, 1, 0),
        (date(2026, 3, 20), FIRST_QUARTER, 1, 1),
        (date(2026, 3, 31), FIRST_QUARTER, 12, 12),
    ],
)
def test_the_days_of_a_period_are_spread_over_its_working_days(on, period, wanted, turns):
    assert turns_until(on, period, wanted) == turns
