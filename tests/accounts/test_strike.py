"""Counting attempts."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection

from qinqing.services.accounts import actions
from qinqing.services.accounts.models import Attempt

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 6, 32, tzinfo=UTC)
HOUR = timedelta(hours=1)


def strike(key: str = "name:zhang", at: datetime = NOW, limit: int = 3) -> bool:
    return actions.strike(key, at=at, limit=limit, window=HOUR)


def test_it_allows_as_many_as_the_limit():
    assert [strike() for _ in range(5)] == [True, True, True, False, False]


def test_each_key_has_its_own_window():
    assert [strike(key, limit=1) for key in ("a", "b", "a", "b")] == [True, True, False, False]


@pytest.mark.parametrize("moment", [NOW, NOW.replace(microsecond=500_000)])
def test_a_window_ends_to_the_microsecond(moment):
    assert [strike(at=moment, limit=1), strike(at=moment, limit=1)] == [True, False]
    assert not strike(at=moment + HOUR - timedelta(microseconds=1), limit=1)
    assert strike(at=moment + HOUR, limit=1)


def test_success_forgives():
    strike(limit=1)
    actions.forgive("name:zhang")
    assert strike(limit=1)


def test_keys_are_not_readable_in_the_table():
    strike("10.0.0.1 zhang")
    assert "zhang" not in Attempt.objects.get().key


def test_old_windows_are_swept():
    strike("a")
    strike("b", at=NOW + HOUR)
    assert actions.sweep_attempts(before=NOW + HOUR) == 1


def test_it_asks_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        strike()


@pytest.mark.django_db(transaction=True)
def test_it_counts_exactly_with_many_at_once():
    answers: list[bool] = []

    def work() -> None:
        try:
            answers.extend(strike(limit=15) for _ in range(10))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), sum(answers)) == (40, 15)
