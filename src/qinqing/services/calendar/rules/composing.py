"""From notices to days: Mondays to Fridays, overlaid with every notice that is in force."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from qinqing.kernel.workdays import WEEKDAYS, end_of, ordinary_day

FIRST_DAY = date(2019, 12, 1)
YEARS_AHEAD = 2


class InForce(NamedTuple):
    """A notice that counts: the newest version for its year and region."""

    id: int
    year: int
    published: bool
    days: Mapping[date, tuple[bool, str]]


class Row(NamedTuple):
    """One day as the database keeps it."""

    date: date
    working: bool
    reason: str
    notice_id: int | None
    provisional: bool
    ordinal: int
    closes_at: datetime


def last_day(notices: Iterable[InForce]) -> date:
    """How far the calendar is kept: two years beyond the last notice."""
    return date(max(notice.year for notice in notices) + YEARS_AHEAD, 12, 31)


def compose(notices: Sequence[InForce], *, last: date) -> list[Row]:
    """The calendar from its first day to ``last``. A later notice in the sequence prevails.

    A year without a published notice is provisional and knows Mondays to Fridays only, so that nobody is told a
    holiday that was never decreed. December 2019 needs no notice: none of its days was moved.
    """
    published = {FIRST_DAY.year} | {notice.year for notice in notices if notice.published}
    named = {day: (*told, notice.id) for notice in notices for day, told in notice.days.items()}
    rows: list[Row] = []
    ordinal = 0
    for number in range(FIRST_DAY.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        working, reason, notice = named.get(day) or _ordinary(day)
        ordinal += working
        rows.append(Row(day, working, reason, notice, day.year not in published, ordinal, end_of(day)))
    return rows


def _ordinary(day: date) -> tuple[bool, str, None]:
    return (True, "", None) if ordinary_day(day) else (False, WEEKDAYS[day.weekday()], None)


def digest(rows: Iterable[Row]) -> str:
    """Equal for equal calendars."""
    said = sha256()
    for row in rows:
        said.update(f"{row.date}|{row.working:d}|{row.reason}|{row.notice_id}|{row.provisional:d}\n".encode())
    return said.hexdigest()


def first_difference(old: Sequence[Row], new: Sequence[Row]) -> int:
    """The index of the first row that differs; the shorter length when one continues the other."""
    for index, (before, after) in enumerate(zip(old, new, strict=False)):
        if before != after:
            return index
    return min(len(old), len(new))
