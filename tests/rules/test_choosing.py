"""我的通知: what holds until somebody chooses, what cannot be switched off, and when the quiet hours end."""

from datetime import date, datetime

import pytest

from qinqing.kernel.phrases import SHANGHAI
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.choosing import (
    AT_ONCE,
    ENTERPRISE_GROUPS,
    STAFF_GROUPS,
    Choices,
    Way,
    digest_due,
    groups_of,
    quiet_ends,
    ways_of,
)

HOLIDAYS = {date(2026, 10, day) for day in range(1, 8)}


def is_working(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def moment(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("11-25 08:00", None),
        ("11-25 19:59", None),
        ("11-25 20:00", "11-26 08:00"),  # a Wednesday evening
        ("11-26 07:59", "11-26 08:00"),
        ("11-27 20:30", "11-30 08:00"),  # a Friday evening: not before Monday
        ("11-28 10:00", "11-30 08:00"),
        ("11-29 23:59", "11-30 08:00"),
        ("09-30 21:00", "10-08 08:00"),  # the National Day's week
    ],
)
def test_quiet_ends_in_the_morning_of_a_working_day(now, until):
    assert quiet_ends(moment(now), Choices(), is_working) == (until and moment(until))


@pytest.mark.parametrize(
    ("choices", "now", "until"),
    [
        (Choices(quiet_from=0, quiet_until=0), "11-25 23:00", None),
        (Choices(quiet_from=0, quiet_until=0, rest_days=False), "11-28 03:00", None),
        (Choices(quiet_from=0, quiet_until=0), "11-28 03:00", "11-30 00:00"),
        (Choices(rest_days=False), "11-28 10:00", None),
        (Choices(rest_days=False), "11-28 21:00", "11-29 08:00"),
        (Choices(quiet_from=12, quiet_until=14), "11-25 12:30", "11-25 14:00"),
        (Choices(quiet_from=12, quiet_until=14), "11-25 22:00", None),
    ],
)
def test_everybody_sets_the_own_hours(choices, now, until):
    assert quiet_ends(moment(now), choices, is_working) == (until and moment(until))


@pytest.mark.parametrize(
    ("choices", "now", "due"),
    [
        (Choices(), "11-25 07:00", "11-25 08:00"),
        (Choices(), "11-25 08:00", "11-26 08:00"),
        (Choices(), "11-27 09:00", "11-30 08:00"),
        (Choices(rest_days=False, digest_hour=18), "11-27 19:00", "11-28 18:00"),
    ],
)
def test_the_daily_mail_goes_at_the_persons_hour(choices, now, due):
    assert digest_due(moment(now), choices, is_working) == moment(due)


def test_every_kind_of_message_stands_in_the_table_once():
    kinds = [one.kind for one in STAFF_GROUPS]
    assert sorted(kinds) == sorted(Kind)
    assert {one.kind for one in ENTERPRISE_GROUPS} < set(kinds)
    assert set(groups_of(enterprise=True)) == set(Kind)


def test_what_is_firm_leaves_the_house_at_once_whatever_was_chosen():
    (firm,) = (one for one in STAFF_GROUPS if one.firm)
    assert firm.kind == Kind.URGING
    assert set(ways_of(firm)) == set(AT_ONCE)
    assert Choices({"urging": "house"}).way(firm) == Way.BOTH
    assert Choices({"urging": "sms"}).way(firm) == Way.SMS


def test_what_is_urgent_is_said_beside_it():
    assert {one.kind for one in STAFF_GROUPS if one.urgent} == {Kind.URGING, Kind.DAY}
