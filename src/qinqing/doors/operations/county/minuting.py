"""The minutes of the days that the told appeals were heard on: all issued but the newest two, which wait. 四(二)."""

from datetime import datetime, timedelta

from qinqing.doors.operations.county.cast import Cast
from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days

WAITING = 2
A_DAY, A_STEP = timedelta(days=1), timedelta(minutes=20)


def minute(cast: Cast, *, now: datetime) -> None:
    """Drafts, confirms and issues them a day after each day ended, in the order of time and before ``now``."""
    owed = [one for one in days.minutes_list(cast.intake) if one.state == "pending"]
    owed.sort(key=lambda one: (one.opened_at, one.pk))
    for place, one in enumerate(owed, 1):
        at = min(one.opened_at + A_DAY, now - A_STEP * 4)
        if at <= one.opened_at or place == len(owed):
            continue
        _write(cast, one, at, issue=place <= len(owed) - WAITING)


def _write(cast: Cast, one: days.Minutes, at: datetime, *, issue: bool) -> None:
    host, office = _host(cast, one), cast.office
    decisions.draft_minutes(one.day, by=cast.intake, at=at)
    decisions.send_minutes(days.fetch_minutes(cast.intake, one.code), by=cast.intake, at=at + A_STEP)
    if issue:
        receptions.confirm_minutes(days.fetch_minutes(host, one.code), by=host, at=at + A_STEP * 2)
        decisions.issue_minutes(days.fetch_minutes(office, one.code), by=office, at=at + A_STEP * 3)


def _host(cast: Cast, one: days.Minutes) -> Actor:
    leaders = (cast.post(post.code) for post in cast.county.posts if post.role in ("mayor", "deputy"))
    return next(leader for leader in leaders if leader.post == one.day.host_post_id)
