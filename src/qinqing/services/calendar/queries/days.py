"""The calendar in force, read once per process and calendar."""

from collections.abc import Iterable

from qinqing.kernel.workdays import Day, WorkCalendar
from qinqing.services.calendar.models import CalendarDay, CalendarVersion, Notice

# Keyed by number and digest: a rolled-back entry or a restored backup can never be taken for the one in force.
_loaded: dict[tuple[int, str], WorkCalendar] = {}


def version() -> tuple[int, str]:
    """Number and digest of the calendar in force."""
    return CalendarVersion.objects.values_list("number", "digest").get()


def current() -> WorkCalendar:
    """The calendar in force: one small query, and the days only when they changed."""
    key = version()
    calendar = _loaded.get(key)
    if calendar is None:
        calendar = WorkCalendar(key[0], tuple(_stored_days()))
        _loaded.clear()
        _loaded[key] = calendar
    return calendar


def _stored_days() -> Iterable[Day]:
    titles = {notice.pk: notice.title for notice in Notice.objects.all()}
    rows = CalendarDay.objects.order_by("date").values_list("date", "working", "reason", "notice_id", "provisional")
    for date, working, reason, notice, provisional in rows:
        yield Day(date, working, reason, titles.get(notice, ""), provisional)


def notices() -> list[Notice]:
    """Every notice entered, newest year and version first, with its days."""
    return list(Notice.objects.prefetch_related("days").order_by("-year", "region", "-version"))
