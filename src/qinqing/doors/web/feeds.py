"""Calendars as RFC 5545 has them: one event a day, its moments in UTC, so that no zone table is needed."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponse

from qinqing.kernel.phrases import SHANGHAI

if TYPE_CHECKING:
    from icalendar import Event

AGAIN = timedelta(hours=1)


class Entry(NamedTuple):
    """One event: ``changes`` is how often it was changed, so that a newer copy is told from an older one."""

    code: str
    title: str
    date: date
    starts_at: time
    ends_at: time
    place: str
    about: tuple[str, ...] = ()
    url: str = ""
    changes: int = 0
    cancelled: bool = False


def calendar(name: str, entries: Iterable[Entry], *, host: str, at: datetime) -> HttpResponse:
    """The calendar as an answer; ``host`` makes the events' names unique in the world."""
    from icalendar import Calendar  # noqa: PLC0415  (fetched when a calendar is asked for)

    found = Calendar()
    found.add("prodid", "-//qinqing//reception days//ZH")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", "Asia/Shanghai")
    found.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        found.add_component(_event(entry, host, at))
    answer = HttpResponse(found.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="days.ics"'
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _event(entry: Entry, host: str, at: datetime) -> "Event":
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{entry.code}@{host}")
    event.add("dtstamp", at)
    event.add("dtstart", _moment(entry.date, entry.starts_at))
    event.add("dtend", _moment(entry.date, entry.ends_at))
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("sequence", entry.changes)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.about:
        event.add("description", "\n".join(entry.about))
    if entry.url:
        event.add("url", entry.url)
    return event


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, SHANGHAI).astimezone(UTC)
