"""Reception days and decided items of a month, told by their records, 四(六). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qinqing.kernel.phrases import local
from qinqing.procedure.bulletins.rules.cuts import Window
from qinqing.procedure.bulletins.rules.figures import Upper

HELD = "receptions.day.closed"
OUTCOME = frozenset({"receptions.day.outcome_recorded", "receptions.day.decision_recorded"})
OUTCOME_TAKEN_BACK, ITEM_TAKEN_BACK = "receptions.day.outcome_taken_back", "decisions.item.taken_back"
ASSIGNED, COMPLETED = "decisions.item.assigned", "decisions.item.completed"
UNDONE = frozenset({"decisions.item.report_sent_back", "decisions.item.declined", "decisions.item.doubted"})


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, as far as it is asked here."""

    event: str
    at: datetime
    facts: Mapping[str, Any]
    sets: Mapping[str, Any]


def held(entries: Iterable[Told], window: Window) -> Upper:
    """What one reception day adds: it was held on a day of the month, and so many appeals were heard on it.

    A joint meeting is none.
    """
    on, closed, heard, kind = None, False, set(), ""
    for entry in entries:
        on, kind = entry.sets.get("date", on), entry.sets.get("kind", kind)
        closed = closed or entry.event == HELD
        if entry.event in OUTCOME:
            heard |= {entry.facts.get("appeal")}
        elif entry.event == OUTCOME_TAKEN_BACK:
            heard -= {entry.facts.get("appeal")}
    if kind == "joint" or not (closed and on and _within(date.fromisoformat(on), window)):
        return Upper()
    return Upper(days=1, heard=len(heard))


def decided(entries: Iterable[Told], window: Window) -> Upper:
    """What one decided item adds: decided in the month; implemented in it, and not sent back within it."""
    assigned = done = None
    for entry in entries:
        if entry.event == ASSIGNED:
            assigned = entry.at
        elif entry.event == COMPLETED:
            done = entry.at
        elif entry.event == ITEM_TAKEN_BACK:
            assigned = None
        elif entry.event in UNDONE:
            done = None
    return Upper(decided=_happened(assigned, window), implemented=_happened(done, window))


def added(rows: Iterable[Upper]) -> Upper:
    """All of them together."""
    found = list(rows)
    return Upper(*(sum(getattr(one, name) for one in found) for name in ("days", "heard", "decided", "implemented")))


def _within(day: date, window: Window) -> bool:
    return local(window.since).date() <= day < local(window.until).date()


def _happened(at: datetime | None, window: Window) -> int:
    return int(at is not None and window.since <= at < window.until)
