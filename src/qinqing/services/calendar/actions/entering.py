"""Puts a notice in force: the days change, running clocks follow, and all of it is on the record."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict
from qinqing.services.calendar import queries
from qinqing.services.calendar.actions.days import rewrite
from qinqing.services.calendar.actions.recompute import Change, MovedClock, reach, recompute, record_changes
from qinqing.services.calendar.events import NOTICE_ENTERED, calendar_subject
from qinqing.services.calendar.models import Clock, Notice, NoticeDay, Proposal
from qinqing.services.calendar.permits import may_propose_notice
from qinqing.services.calendar.rules.composing import FIRST_DAY
from qinqing.services.calendar.rules.drafts import Draft, check
from qinqing.services.calendar.states import Outcome, Standing
from qinqing.services.journal.actions import record


@dataclass(frozen=True, slots=True)
class Moved:
    """What a notice changes: its days, the running clocks that move, and how many are overdue before and after.

    ``confirmed`` counts clocks whose due date stays but is no longer provisional.
    """

    year: int
    version: int
    holidays: tuple[date, ...]
    worked: tuple[date, ...]
    moved: tuple[MovedClock, ...]
    confirmed: int
    overdue_before: int
    overdue_after: int


class _Hands(NamedTuple):
    """Who proposed a notice, and who confirmed it."""

    proposed_by: str
    confirmed_by: str = ""


class _Undo(Exception):
    """Carries a preview's report out of the transaction that is undone."""

    def __init__(self, moved: Moved) -> None:
        super().__init__()
        self.moved = moved


def preview_notice(draft: Draft, *, by: Actor, at: datetime) -> Moved:
    """What a notice would move: it is entered and everything is undone again; nothing is recorded.

    Raises Refused for anybody but the system administrator and for an impossible notice.
    """
    may_propose_notice(by).enforce()
    check(draft, first_year=FIRST_DAY.year + 1)
    try:
        with transaction.atomic():
            raise _Undo(_enter(draft, _Hands(by.title), at)[0])
    except _Undo as undone:
        return undone.moved


def put_in_force(
    draft: Draft,
    *,
    proposed_by: str,
    by: Actor,
    at: datetime,
    event: str = NOTICE_ENTERED,
    **facts: object,
) -> Moved:
    """Enters a notice, and moves the running clocks to it, on the record as ``event`` with its ``facts``.

    Two people answer for it unless ``proposed_by`` is empty: then it is ``by``'s alone. A year entered again gets a new
    version that replaces the former; nothing is deleted. The caller has asked the permit and holds the transaction.
    Raises Conflict when another entry was faster.
    """
    hands = _Hands(proposed_by, by.title) if proposed_by else _Hands(by.title)
    try:
        moved, changes = _enter(draft, hands, at)
    except IntegrityError as error:
        raise Conflict("同事刚刚录入了同一年的通知，请刷新页面核对后再确认") from error
    _replace_alone(draft, by, at)
    told = _told_of_entry(draft, moved) | ({"proposed_by": proposed_by} if proposed_by else {}) | facts
    record(calendar_subject(draft.year), event, by=by, at=at, facts=told)
    record_changes(changes, year=draft.year, by=by, at=at)
    return moved


def settle(*, by: Actor, at: datetime) -> int:
    """Refits running clocks that were started while the calendar changed under them; how many there were.

    Changes nothing when all is well; the worker calls it once a day.
    """
    with transaction.atomic():
        changes = recompute(queries.current(), since=FIRST_DAY)
        record_changes(changes, year=at.year, by=by, at=at)
    return len(changes)


def _enter(draft: Draft, hands: _Hands, at: datetime) -> tuple[Moved, list[Change]]:
    before = _overdue(at)
    version = _store(draft, hands, at)
    changed = rewrite(reach=reach())
    changes = recompute(queries.current(), since=changed[0]) if changed else []
    summaries = [change.summary for change in changes]
    moved = tuple(summary for summary in summaries if summary.moved)
    confirmed = len(summaries) - len(moved)
    return Moved(draft.year, version, draft.off, draft.worked, moved, confirmed, before, _overdue(at)), changes


def _overdue(at: datetime) -> int:
    return Clock.objects.filter(verdict=Outcome.RUNNING, paused_at__isnull=True, due_at__lte=at).count()


def _store(draft: Draft, hands: _Hands, at: datetime) -> int:
    former = Notice.objects.filter(year=draft.year, region=draft.region).aggregate(version=Max("version"))["version"]
    notice = Notice.objects.create(
        year=draft.year,
        region=draft.region,
        version=(former or 0) + 1,
        number=draft.number,
        published_on=draft.published_on,
        status=draft.status,
        entered_by=hands.proposed_by,
        entered_at=at,
        confirmed_by=hands.confirmed_by,
    )
    NoticeDay.objects.bulk_create(
        NoticeDay(notice=notice, date=day, off=not working, reason=reason)
        for day, (working, reason) in draft.days().items()
    )
    return notice.version


def _replace_alone(draft: Draft, by: Actor, at: datetime) -> None:
    """What was imported by command for the same year and nobody has looked at is now out of force."""
    former = Proposal.objects.filter(year=draft.year, region=draft.region, standing=Standing.ALONE)
    former.update(standing=Standing.REPLACED, ruled_by=by.title, ruled_at=at)


def _told_of_entry(draft: Draft, moved: Moved) -> dict[str, object]:
    return told_of(draft) | {
        "version": moved.version,
        "moved": len(moved.moved),
        "confirmed": moved.confirmed,
        "overdue_before": moved.overdue_before,
        "overdue_after": moved.overdue_after,
    }


def told_of(draft: Draft) -> dict[str, object]:
    """What the record keeps of a notice; reasons are in its days."""
    return {name: value for name, value in draft.as_data().items() if name not in {"year", "reasons"}}
