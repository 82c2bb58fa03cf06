"""Who reads the record, and how much of it."""

from datetime import timedelta

import pytest

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.services.journal import queries

AUDITOR = Actor(Role.AUDIT_ADMIN, name="赵")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDIT_ADMIN])
def test_only_the_audit_administrator_reads_across_subjects(record, role):
    with pytest.raises(Refused):
        queries.entries(Actor(role))
    with pytest.raises(Refused):
        queries.events(Actor(role))


def test_the_auditor_sees_who_and_when_but_no_content(record, clerk, django_assert_num_queries):
    with django_assert_num_queries(1):
        lines = queries.entries(AUDITOR)
    assert [(line.subject, line.sequence) for line in lines] == record[::-1]
    assert lines[0].by == clerk
    assert "照办" not in repr(lines)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"subject_prefix": "appeal/a"}, 4),
        ({"subject_prefix": "organ/"}, 1),
        ({"person": 3}, 7),
        ({"person": 4}, 0),
        ({"event": "appeals.appeal.lodged"}, 2),
    ],
)
def test_it_filters(record, filters, count):
    assert len(queries.entries(AUDITOR, **filters)) == count


def test_it_takes_moments_from_since_up_to_until(record, noon):
    day = timedelta(days=1)
    assert len(queries.entries(AUDITOR, since=noon + day)) == 4
    assert len(queries.entries(AUDITOR, until=noon + day)) == 3


def test_pages_follow_each_other(record):
    first = queries.entries(AUDITOR, limit=3)
    rest = queries.entries(AUDITOR, before_id=first[-1].number)
    assert [(line.subject, line.sequence) for line in first + rest] == record[::-1]


def test_events_are_listed_once(record):
    assert queries.events(AUDITOR).count("appeals.appeal.lodged") == 1


def test_the_latest_seal_is_at_hand(record):
    latest = queries.latest_seal()
    assert latest is not None
    assert latest.number == 2
