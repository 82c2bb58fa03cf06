"""What one track adds to the figures of a period, 四(六). Pure.

The pages let the database count rows by the same definitions (``queries.counting``); this counts tracks one by one, as
they were at any moment, and needs no tables. A test holds the two against each other.
"""

from datetime import datetime

from qinqing.procedure.bulletins.rules.cuts import Window
from qinqing.procedure.bulletins.rules.measures import Counts
from qinqing.procedure.bulletins.rules.tracks import Track

ANSWERED = frozenset({"resolved", "partly_resolved", "explained"})
SHELVED = "shelved"


def count(track: Track, window: Window) -> Counts:
    """The counts of one appeal in a period: nought or one each."""

    def happened(at: datetime | None) -> bool:
        return at is not None and window.since <= at < window.until

    received, transferred = happened(track.received_at), happened(track.transferred_at)
    closed, shelved = _ended(track, happened(track.closed_at))
    rated, called, checked = map(happened, (track.rated_at, track.called_at, track.checked_at))
    return Counts(
        received=received,
        returned=received and track.returned,
        extended=received and track.extended,
        transferred=transferred,
        transferred_in_time=transferred and track.transferred_in_time is True,
        contacted_in_time=transferred and track.contacted_in_time is True,
        open=_open(track, window.at),
        overdue=_over(track, track.handle_due_at, window.at),
        overdue_at_first=_over(track, track.handle_first_due_at, window.at),
        closed=closed,
        closed_in_time=closed and not track.late,
        closed_in_first_time=closed and not track.late_at_first,
        shelved=shelved,
        rated=rated,
        solved=rated and track.solved is True,
        satisfied=rated and track.satisfied is True,
        called=called,
        called_satisfied=called and track.called_satisfied is True,
        checked=checked,
        checked_satisfied=checked and track.checked_satisfied is True,
    )


def _ended(track: Track, in_period: bool) -> tuple[bool, bool]:
    return in_period and track.result in ANSWERED, in_period and track.result == SHELVED


def _open(track: Track, at: datetime) -> bool:
    known = track.received_at is not None and track.received_at <= at
    return known and (track.closed_at is None or track.closed_at > at)


def _over(track: Track, due: datetime | None, at: datetime) -> bool:
    return due is not None and due <= at and (track.handle_until is None or track.handle_until > at)
