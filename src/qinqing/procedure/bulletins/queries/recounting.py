"""A month's figures from the journal alone, the same at any later time. 四(六)."""

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from hashlib import sha256

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.bulletins.queries.records import track_of
from qinqing.procedure.bulletins.rules import NOBODY, Counts, Cut, Window, count, total
from qinqing.procedure.register import queries as register
from qinqing.services.journal import queries as journal

PREFIX = "appeal/"


@dataclass(frozen=True, slots=True)
class Line:
    """One department's figures; ``organ`` is its code in the register, empty for what was with none yet."""

    organ: str
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Recount:
    """A month as it stood at a moment, with the digest over all its counts."""

    month: str
    as_of: datetime
    departments: tuple[Line, ...]

    @property
    def totals(self) -> Counts:
        """All departments together."""
        return total(line.counts for line in self.departments)

    @property
    def digest(self) -> str:
        """SHA-256 over month, moment and every count by the department's code: names may change, counts may not."""
        counted = {line.organ: asdict(line.counts) for line in self.departments}
        told = {"month": self.month, "as_of": self.as_of.timestamp(), "departments": counted}
        return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def recount(month: date, *, at: datetime) -> Recount:
    """The figures of the month that begins on a day, as they stood at its end, or at ``at`` while it lasts.

    Reads every appeal's record up to that moment and no other table but the organs' names.
    """
    since, until = _opening(month), _opening(_next(month))
    window = Window(since, until, min(until, at))
    sums: dict[int | None, Counts] = defaultdict(Counts)
    for heads in journal.went_on(PREFIX):
        for _, entries in journal.records(list(heads), until=window.at):
            track = track_of(entries)
            sums[track.lead] += count(track, window)
    lines = [_line(organ, counts) for organ, counts in sums.items() if not counts.empty]
    return Recount(f"{month:%Y-%m}", window.at, tuple(sorted(lines, key=lambda line: line.organ)))


def _line(organ: int | None, counts: Counts) -> Line:
    if organ is None:
        return Line("", NOBODY[Cut.DEPARTMENT], counts)
    found = register.organ(organ)
    return Line(found.code, found.label, counts)


def _opening(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
