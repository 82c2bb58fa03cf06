"""Counting attempts: one row a key, one statement an attempt, exact with any number of processes."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from qinqing.services.accounts import rules
from qinqing.services.accounts.models import Attempt

MORE_THAN_ANY = 1_000_000
LIFTED_FOR_GOOD = timedelta(days=3650)  # until it is swept with the counts that it set aside

# A window that begins more than its own length from now was opened before the clock was put back: it is over, too.
STRIKE = """
    INSERT INTO accounts_attempt (key, started_at, count) VALUES (%s, %s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN accounts_attempt.started_at > %s AND accounts_attempt.started_at <= %s
                     THEN accounts_attempt.count + 1 ELSE 1 END,
        started_at = CASE WHEN accounts_attempt.started_at > %s AND accounts_attempt.started_at <= %s
                               AND accounts_attempt.count >= %s
                          THEN accounts_attempt.started_at ELSE excluded.started_at END
    RETURNING count
"""


def strike(key: str, *, at: datetime, limit: int, window: timedelta) -> bool:
    """Counts one attempt; True while no more than ``limit`` fell into the window that the first one opened.

    One statement, exact with any number of processes. Call it outside a transaction that a failed attempt rolls back.
    """
    return _count(key, at, window, held_from=0) <= limit


def guess(key: str, *, at: datetime, limit: int, window: timedelta) -> int:
    """Counts one guess at a secret and gives its place in the row; one beyond ``limit`` is not to be tried.

    Each guess that may be tried opens the window anew, so that in no stretch of time as long as the window more than
    ``limit`` are tried, wherever it begins. One that may not leaves the window as it is: it ends, however many come.
    """
    return _count(key, at, window, held_from=limit)


def _count(key: str, at: datetime, window: timedelta, *, held_from: int) -> int:
    """One more under a key, and how many there are; from ``held_from`` on the window stays where it began."""
    started, expired, ahead = map(connection.ops.adapt_datetimefield_value, (at, at - window, at + window))
    with connection.cursor() as cursor:
        cursor.execute(STRIKE, [rules.attempt_key(key), started, expired, ahead, expired, ahead, held_from])
        (count,) = cursor.fetchone()
    return int(count)


def give_back(key: str) -> None:
    """One attempt less: it turned out to be the right one, and those before it stay counted."""
    Attempt.objects.filter(key=rules.attempt_key(key), count__gt=0).update(count=F("count") - 1)


def forgive(key: str) -> None:
    """Forgets the attempts under a key."""
    Attempt.objects.filter(key=rules.attempt_key(key)).delete()


def lift_limits(username: str, *, at: datetime) -> None:
    """Whoever guessed at this account's password may begin anew, wherever and on whatever device."""
    guess(rules.lift_key(username), at=at, limit=MORE_THAN_ANY, window=LIFTED_FOR_GOOD)


def sweep_attempts(*, before: datetime) -> int:
    """Drops windows opened before a moment; gives their number."""
    return Attempt.objects.filter(started_at__lt=before).delete()[0]
