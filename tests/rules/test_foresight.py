"""推演: limits counted again under other numbers, queues lived again; each against figures worked out by hand."""

from datetime import date

import pytest

from qinqing.kernel.workdays import ordinary_calendar
from qinqing.procedure.appeals.rules.spending import Ended, Spent
from qinqing.procedure.bulletins.rules.foresight import YEAR, Again, Queue, counted, counted_again, live, years

WEEKDAYS = ordinary_calendar(date(2026, 1, 1), date(2027, 12, 31))
FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (20, 21, 23, 24))


def spent(stopped_on, *, base_on=FRIDAY, extended=0, excluded=0, late=False, times=1):
    return Spent("transfer", base_on, stopped_on, extended, excluded, late, times)


@pytest.mark.parametrize(
    ("one", "needed"),
    [
        (spent(FRIDAY), 0),
        (spent(MONDAY), 1),
        (spent(TUESDAY), 2),
        (spent(SATURDAY), 1),  # after Friday's midnight a limit of no days is missed, one of a day is not
        (spent(TUESDAY, excluded=1), 1),
        (spent(TUESDAY, extended=2), 0),
    ],
)
def test_the_shortest_limit_that_would_have_been_kept(one, needed):
    assert one.needed(WEEKDAYS) == needed


def test_a_shorter_limit_is_missed_by_those_who_needed_the_day():
    told = [spent(MONDAY, times=3), spent(TUESDAY, times=2), spent(date(2026, 11, 27), late=True)]
    assert counted_again(told, {"transfer": 1}, WEEKDAYS) == {"transfer": Again(ended=6, late=1, would=3)}
    assert counted_again(told, {"transfer": 9}, WEEKDAYS) == {"transfer": Again(ended=6, late=1, would=0)}


def test_what_is_not_changed_stays_as_recorded():
    told = [Ended("transfer", True, 4, FRIDAY), Ended("transfer", False, 3, MONDAY), Ended("sign", False, 1, MONDAY)]
    assert counted(told) == {"transfer": Again(ended=7, late=4, would=4), "sign": Again(ended=1)}


def test_one_a_day_heard_ten_at_a_time_waits_as_reckoned():
    """Twenty-five hearings of ten hear the first of a line that grows by one a day: nobody is left."""
    lived = live(Queue(came=(1,), waiting=0, days=25, capacity=10), seed=1)
    assert (lived.left, lived.longest, lived.waited) == (0, 10, 4.5)


def test_a_line_that_hearings_cannot_keep_up_with_grows():
    lived = live(Queue(came=(1,), waiting=5, days=10, capacity=10), seed=1)
    assert lived.left == 5 + YEAR - 10 * 10
    assert lived.longest == lived.left + 10  # before the last hearing


def test_more_days_never_make_anybody_wait_longer():
    few, more = (years(Queue(came=(0, 0, 1, 2), waiting=12, days=days, capacity=5)) for days in (12, 48))
    assert all(more[name].middle <= few[name].middle for name in few)
    assert all(one.low <= one.middle <= one.high for one in (*few.values(), *more.values()))


def test_the_same_seed_is_the_same_year():
    queue = Queue(came=(0, 1, 3), waiting=2, days=12, capacity=8)
    assert live(queue, 7) == live(queue, 7)
    assert live(queue, 7) != live(queue, 8)
