"""Keeps the table of days what the notices make it."""

from datetime import date

from django.db.models import QuerySet

from qinqing.kernel.errors import Conflict
from qinqing.kernel.reading import changes
from qinqing.services.calendar.models import CalendarDay, CalendarVersion, Notice
from qinqing.services.calendar.queries.days import IN_FORCE
from qinqing.services.calendar.rules.composing import InForce, Row, compose, digest, first_difference, last_day
from qinqing.services.calendar.states import Status


def in_force() -> list[InForce]:
    """The newest version of each year's national notice, then of each region's: the later prevails."""
    newest: dict[tuple[int, str], Notice] = {}
    for notice in _notices():
        newest[notice.year, notice.region] = notice
    return [
        InForce(
            notice.pk,
            notice.year,
            notice.status == Status.PUBLISHED and not notice.region,
            {day.date: (not day.off, day.reason) for day in notice.days.all()},
        )
        for notice in newest.values()
    ]


def _notices() -> QuerySet[Notice]:
    return Notice.objects.prefetch_related("days").order_by("region", "year", "version")


def rewrite(*, reach: date | None = None) -> list[date]:
    """Makes the days from the notices, at least up to ``reach``; writes from the first that differs.

    Returns the days that changed between worked and not, or lost or gained a notice. The version goes up by one.
    """
    stored = _stored()
    notices = in_force()
    last = max(last_day(notices), stored[-1].date, reach or last_day(notices))
    rows = compose(notices, last=date(last.year, 12, 31))
    start = first_difference(stored, rows)
    CalendarDay.objects.filter(date__gte=rows[start].date if start < len(rows) else date.max).delete()
    CalendarDay.objects.bulk_create(CalendarDay(**row._asdict()) for row in rows[start:])
    _raise_version(digest(rows))
    before = {row.date: (row.working, row.provisional) for row in stored[start:]}
    return [row.date for row in rows[start:] if before.get(row.date) != (row.working, row.provisional)]


def _raise_version(content: str) -> None:
    changes(IN_FORCE)
    number = CalendarVersion.objects.get().number
    if not CalendarVersion.objects.filter(number=number).update(number=number + 1, digest=content):
        raise Conflict("另一位管理员刚刚修改了工作日历，请重新预览后再录入")


def _stored() -> list[Row]:
    return [Row(*values) for values in CalendarDay.objects.order_by("date").values_list(*Row._fields)]
