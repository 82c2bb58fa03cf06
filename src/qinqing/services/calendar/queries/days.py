"""The calendar in force, read once per process and calendar."""

from datetime import date

from django.db import connection

from qinqing.kernel.reading import lasting
from qinqing.kernel.workdays import Day, WorkCalendar
from qinqing.services.calendar.models import CalendarDay, Notice
from qinqing.services.calendar.states import Status

IN_FORCE = "calendar in force"
PUBLISHED_FROM = 11  # November
# Keyed by number and digest: a rolled-back entry or a restored backup can never be taken for the one in force.
_loaded: dict[tuple[int, str], WorkCalendar] = {}


def version() -> tuple[int, str]:
    """Number and digest of the calendar in force."""
    with connection.cursor() as cursor:  # asked by nearly every request: the statement as it is costs a fifth
        cursor.execute("SELECT number, digest FROM calendar_calendarversion")
        ((number, digest),) = cursor.fetchall()
    return number, digest


def current() -> WorkCalendar:
    """The calendar in force: one small query (one a request), and the days only when they changed."""
    return lasting(IN_FORCE, _current)


def awaited(today: date) -> list[int]:
    """The years whose notice ought to be in force and is not: this one, and from the first of November on the next.

    The State Council's office publishes it in November (procedure, section 5).
    """
    years = [today.year, today.year + 1] if today.month >= PUBLISHED_FROM else [today.year]
    return [year for year in years if current().provisional(date(year, 12, 31))]


def _current() -> WorkCalendar:
    key = version()
    calendar = _loaded.get(key)
    if calendar is None:
        calendar = _load(key[0])
        _loaded.clear()
        _loaded[key] = calendar
    return calendar


def _load(number: int) -> WorkCalendar:
    newest = {(notice.year, notice.region): notice for notice in Notice.objects.order_by("version")}
    titles = {notice.pk: notice.title for notice in newest.values()}
    national = {year: notice.title for (year, region), notice in sorted(newest.items()) if _cited(notice)}
    rows = CalendarDay.objects.order_by("date").values_list("date", "working", "reason", "notice_id", "provisional")
    days = (
        Day(date, working, reason, titles.get(notice, ""), provisional)
        for date, working, reason, notice, provisional in rows
    )
    return WorkCalendar(number, tuple(days), national)


def _cited(notice: Notice) -> bool:
    """A national notice that was published; one that was taken back leaves the year without."""
    return not notice.region and notice.status == Status.PUBLISHED


def notices() -> list[Notice]:
    """Every notice entered, newest year and version first, with its days."""
    return list(Notice.objects.prefetch_related("days").order_by("-year", "region", "-version"))
