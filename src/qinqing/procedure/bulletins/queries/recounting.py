"""A month's figures from the journal alone, the same at any later time. 四(六)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from qinqing.procedure.bulletins.queries.records import track_of
from qinqing.procedure.bulletins.rules import NOBODY, Counts, Cut, Window, count, upper
from qinqing.procedure.bulletins.rules.figures import Line, Recount, Upper
from qinqing.procedure.bulletins.rules.months import next_month, opening
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal

APPEALS, DAYS, ITEMS = "appeal/", "reception/", "item/"


def recount(month: date, *, at: datetime) -> Recount:
    """The figures of the month that begins on a day, by what was on the record at ``at``, the cut-off.

    What happened to an appeal counts as it stood at the month's end, so later steps change no month that is over; an
    appeal that came in the month and was entered after it counts as received. Reads records, and no other table but
    the organs' names.
    """
    since, until = opening(month), opening(next_month(month))
    window = Window(since, until, min(until, at))
    sums: dict[int | None, Counts] = defaultdict(Counts)
    for entries in _records(APPEALS, at):
        track = track_of(_as_it_stood(entries, window.at))
        sums[track.lead] += count(track, window)
    lines = [_line(organ, counts) for organ, counts in sums.items() if not counts.empty]
    ordered = tuple(sorted(lines, key=lambda line: line.organ))
    return Recount(f"{month:%Y-%m}", window.at, ordered, _upper(window, at), at)


def _upper(window: Window, at: datetime) -> Upper:
    """A day may be closed on the record after the month in which it was held; items go by their own moments."""
    return upper.added([*_told(DAYS, upper.held, window, at), *_told(ITEMS, upper.decided, window, window.at)])


def _told(
    prefix: str, read: Callable[[Iterable[upper.Told], Window], Upper], window: Window, until: datetime
) -> Iterator[Upper]:
    for entries in _records(prefix, until):
        yield read([upper.Told(entry.event, entry.at, entry.facts, entry.sets) for entry in entries], window)


def _records(prefix: str, until: datetime) -> Iterator[list[journal.Entry]]:
    for heads in journal.went_on(prefix):
        for _, entries in journal.records(list(heads), until=until):
            yield entries


def _as_it_stood(entries: list[journal.Entry], at: datetime) -> list[journal.Entry]:
    """What was on the record at a moment; of an appeal entered later, how it was entered."""
    return [entry for entry in entries if entry.at <= at] or entries[:1]


def _line(organ: int | None, counts: Counts) -> Line:
    if organ is None:
        return Line("", NOBODY[Cut.DEPARTMENT], counts)
    found = register.organ(organ)
    return Line(found.code, found.label, counts)
