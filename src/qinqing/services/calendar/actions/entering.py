"""Enters a notice: the days change, running clocks follow, and all of it is on the record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict
from qinqing.services.calendar import queries
from qinqing.services.calendar.actions.days import rewrite
from qinqing.services.calendar.actions.recompute import Change, MovedClock, reach, recompute, record_changes
from qinqing.services.calendar.events import NOTICE_ENTERED, calendar_subject
from qinqing.services.calendar.models import Clock, Notice, NoticeDay
from qinqing.services.calendar.permits import may_enter_notice
from qinqing.services.calendar.rules.composing import FIRST_DAY
from qinqing.services.calendar.rules.drafts import Draft, check
from qinqing.services.calendar.states import Outcome, Status
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


class _Undo(Exception):
    """Carries a preview's report out of the transaction that is undone."""

    def __init__(self, moved: Moved) -> None:
        super().__init__()
        self.moved = moved


def enter_notice(
    year: int,
    number: str,
    published_on: date | None,
    days_off: Iterable[date],
    days_worked: Iterable[date],
    *,
    by: Actor,
    at: datetime,
    preview: bool = False,
    reasons: Mapping[date, str] | None = None,
    region: str = "",
    status: str = Status.PUBLISHED,
) -> Moved:
    """Enters the State Council's notice for a year (or a region's), and moves the running clocks to it.

    A year entered again gets a new version that replaces the former; nothing is deleted. With ``preview`` everything
    is undone again and nothing is recorded. Raises Refused for anybody but the system administrator and for an
    impossible notice, Conflict when another entry was faster.
    """
    may_enter_notice(by).enforce()
    draft = Draft(
        year, tuple(sorted(days_off)), tuple(sorted(days_worked)), number, published_on, dict(reasons or {}), region,
        status,
    )  # fmt: skip
    check(draft, first_year=FIRST_DAY.year + 1)
    try:
        with transaction.atomic():
            moved, changes = _enter(draft, by, at)
            if preview:
                raise _Undo(moved)
            _record(draft, moved, by, at)
            record_changes(changes, year=year, by=by, at=at)
    except _Undo as undone:
        return undone.moved
    except IntegrityError as error:
        raise Conflict("另一位管理员刚刚录入了同一年的通知，请重新预览后再录入") from error
    return moved


def enter_draft(draft: Draft, *, by: Actor, at: datetime, preview: bool = False) -> Moved:
    """As enter_notice, for a notice read from a file."""
    return enter_notice(
        draft.year, draft.number, draft.published_on, draft.off, draft.worked, by=by, at=at, preview=preview,
        reasons=draft.reasons, region=draft.region, status=draft.status,
    )  # fmt: skip


def settle(*, by: Actor, at: datetime) -> int:
    """Refits running clocks that were started while the calendar changed under them; how many there were.

    Changes nothing when all is well; the worker calls it once a day.
    """
    with transaction.atomic():
        changes = recompute(queries.current(), since=FIRST_DAY)
        record_changes(changes, year=at.year, by=by, at=at)
    return len(changes)


def _enter(draft: Draft, by: Actor, at: datetime) -> tuple[Moved, list[Change]]:
    before = _overdue(at)
    version = _store(draft, by, at)
    changed = rewrite(reach=reach())
    changes = recompute(queries.current(), since=changed[0]) if changed else []
    summaries = [change.summary for change in changes]
    moved = tuple(summary for summary in summaries if summary.moved)
    confirmed = len(summaries) - len(moved)
    return Moved(draft.year, version, draft.off, draft.worked, moved, confirmed, before, _overdue(at)), changes


def _overdue(at: datetime) -> int:
    return Clock.objects.filter(verdict=Outcome.RUNNING, paused_at__isnull=True, due_at__lte=at).count()


def _store(draft: Draft, by: Actor, at: datetime) -> int:
    former = Notice.objects.filter(year=draft.year, region=draft.region).aggregate(version=Max("version"))["version"]
    notice = Notice.objects.create(
        year=draft.year,
        region=draft.region,
        version=(former or 0) + 1,
        number=draft.number,
        published_on=draft.published_on,
        status=draft.status,
        entered_by=by.title,
        entered_at=at,
    )
    NoticeDay.objects.bulk_create(
        NoticeDay(notice=notice, date=day, off=not working, reason=reason)
        for day, (working, reason) in draft.days().items()
    )
    return notice.version


def _record(draft: Draft, moved: Moved, by: Actor, at: datetime) -> None:
    facts = {
        "number": draft.number,
        "published_on": draft.published_on.isoformat() if draft.published_on else "",
        "region": draft.region,
        "status": str(draft.status),
        "version": moved.version,
        "off": [day.isoformat() for day in draft.off],
        "worked": [day.isoformat() for day in draft.worked],
        "moved": len(moved.moved),
        "confirmed": moved.confirmed,
        "overdue_before": moved.overdue_before,
        "overdue_after": moved.overdue_after,
    }
    record(calendar_subject(draft.year), NOTICE_ENTERED, by=by, at=at, facts=facts)
