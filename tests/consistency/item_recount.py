"""An independent recount of every clock of a decided item from its record alone, beside that of appeals.

Nothing of the program's but the names of events, facts and clocks: 四(三) and 四(四) are written down again.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import chinese_calendar
from tests.consistency.recount import DAY, day_of, end_of

CONTACT, REPORT, CONFIRM = 2, 2, 5
PROGRESS_DAY = 30
LAST_NOTICE, WEEKEND = 2026, 5
MONTH = re.compile(r"(\d+)年(\d+)月")


def is_workday(day: date) -> bool:
    """By the other package; in years whose notice is not out, from Monday to Friday."""
    return chinese_calendar.is_workday(day) if day.year <= LAST_NOTICE else day.weekday() < WEEKEND


def nth_working_day(after: date, count: int) -> date:
    day = after
    while count:
        day += DAY
        count -= is_workday(day)
    return day


def working_days(after: date, until: date) -> int:
    """Those in (after, until]."""
    return sum(is_workday(after + DAY * step) for step in range(1, (until - after).days + 1))


def last_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - DAY


@dataclass
class Run:
    """One run of a limit: so many working days after a day, or up to that day itself."""

    after: date
    length: int = 0
    rested: date | None = None
    verdict: str = ""

    @property
    def due_on(self) -> date:
        return nth_working_day(self.after, self.length)

    @property
    def due_at(self) -> datetime:
        return end_of(self.due_on)

    def wake(self, at: datetime) -> None:
        if self.rested is not None:
            self.length += working_days(self.rested, day_of(at))
            self.rested = None

    def end(self, at: datetime, *, void: bool = False) -> None:
        if not self.verdict:
            self.wake(at)
            self.verdict = "void" if void else "on_time" if at < self.due_at else "late"


@dataclass
class ItemRecount:
    """Reads one item's entries in order; ``runs`` by the key of the limit."""

    runs: dict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))
    asked: date | None = None
    confirmed: bool = False
    owed: bool = False
    lead: str = ""

    def start(self, key: str, run: Run, at: datetime) -> None:
        """A limit that is set anew counts for nothing, unless it had been missed."""
        for former in self.runs[key]:
            if not former.verdict:
                former.end(at, void=at < former.due_at)
        self.runs[key].append(run)

    def stop(self, at: datetime, *names: str, void: bool = False) -> None:
        for name in names:
            for key, runs in self.runs.items():
                if key.partition(":")[0] == name or key == name:
                    for run in runs:
                        run.end(at, void=void)

    def again(self, at: datetime) -> None:
        """The department goes on: its own limit runs, the enterprise's is over, and its word with it."""
        self.stop(at, "confirm")
        for run in self.runs["item"]:
            run.wake(at)
        self.confirmed = self.confirmed and self.owed

    def read(self, event: str, at: datetime, facts: dict[str, Any], sets: dict[str, Any]) -> None:
        """One entry of the record."""
        match event.rpartition(".")[2]:
            case "assigned":
                self.lead, self.owed = facts["lead"], "amount" in facts
                self.start("item", Run(date.fromisoformat(facts["due_on"])), at)
                self.start("item_contact", Run(day_of(at), CONTACT), at)
            case "contacted":
                self.stop(at, "item_contact")
            case "milestones_planned" | "milestone_moved" | "milestone_finished" | "milestone_dropped" as what:
                self._step(what, at, sets)
            case "progress_opened":
                for month in facts["month"]:
                    self._month(date(*map(int, MONTH.fullmatch(month).groups()), 1), at)
            case "progress_noted":
                if facts["organ"] == self.lead:
                    self.stop(at, "progress")
            case "handed_over":
                self.lead = facts["lead"]
            case "due_asked":
                self.asked = date.fromisoformat(facts["due_on"])
            case "due_kept":
                self.asked = None
            case "due_moved":
                for run in self.runs["item"]:
                    run.length += working_days(run.due_on, self.asked)
            case other:
                self._read_ending(other, at, facts)

    def _read_ending(self, event: str, at: datetime, facts: dict[str, Any]) -> None:
        match event:
            case "completed":
                self.stop(at, "progress")
                for run in self.runs["item"]:
                    run.rested = run.rested or day_of(at)
                self.start("report", Run(day_of(at), REPORT), at)
            case "reported":
                self.stop(at, "report")
            case "report_sent_back" | "doubted" | "declined":
                self.again(at)
            case "receipt_confirmed":
                self.confirmed = self.confirmed or "owed" not in facts
            case "confirmed":
                self.confirmed = True
                self.stop(at, "confirm")
            case "accepted":
                if not self.confirmed:
                    self.start("confirm", Run(day_of(at), CONFIRM), at)
            case "closed_out":
                self.stop(at, "item", "confirm")
            case "cancelled" | "taken_back":
                self.stop(at, *{key.partition(":")[0] for key in self.runs}, void=True)

    def _step(self, what: str, at: datetime, sets: dict[str, Any]) -> None:
        for column, row in sets.items():
            kind, _, ordinal = column.partition("/")
            if kind == "milestone" and what in ("milestones_planned", "milestone_moved"):
                self.start(f"milestone:{ordinal}", Run(date.fromisoformat(row["due_on"])), at)
            elif kind == "milestone":
                self.stop(at, f"milestone:{ordinal}", void=what == "milestone_dropped")

    def _month(self, month: date, at: datetime) -> None:
        """By the thirtieth, worked or not, or the month's last day."""
        due = min(month + DAY * (PROGRESS_DAY - 1), last_of(month))
        self.start(f"progress:{month:%Y-%m}", Run(due), at)
