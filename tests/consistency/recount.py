"""An independent recount of every clock from the journal alone.

It shares nothing with the program but the names of events and clocks: working days come from another package, limits
from a literal table of the Plan's defaults, and each rule of starting, resting and stopping is written down again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import chinese_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
DAYS = {
    "transfer": 2, "sign": 1, "contact": 1, "ruling": 1, "assist": 3, "compile": 3, "opinion": 3, "send_city": 3,
    "answer": 5, "follow_up": 3,
}  # fmt: skip
HANDLE = {"咨询类": 3, "简单事项": 5, "一般事项": 10, "复杂事项": 15}
URGENT, URGENT_HOURS = "急事快办", 2
OPEN_HOURS = ((time(8, 30), time(12)), (time(14), time(17, 30)))


def day_of(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def nth_working_day(after: date, count: int) -> date:
    day = after
    while count:
        day += DAY
        count -= chinese_calendar.is_workday(day)
    return day


def end_of(day: date) -> datetime:
    return datetime.combine(day + DAY, time(0), SHANGHAI)


def after_working_hours(at: datetime, hours: int) -> datetime:
    """Minute by minute, to the second of the start."""
    here, left = at.astimezone(SHANGHAI), hours * 60
    while left:
        here += timedelta(minutes=1)
        minute_before = (here - timedelta(minutes=1)).time()
        if chinese_calendar.is_workday(here.date()) and any(a <= minute_before < b for a, b in OPEN_HOURS):
            left -= 1
    return here


@dataclass
class Run:
    """One run of a clock, as the recount sees it."""

    start: date
    length: int
    due_at: datetime
    rested: date | None = None
    excluded: int = 0
    verdict: str = ""

    def fit(self) -> None:
        self.due_at = end_of(nth_working_day(self.start, self.length + self.excluded))

    def wake(self, at: datetime) -> None:
        if self.rested is None:
            return
        day = self.rested
        while day < day_of(at):
            day += DAY
            self.excluded += chinese_calendar.is_workday(day)
        self.rested = None
        self.fit()


@dataclass
class Recount:
    """Reads one appeal's entries in order; ``runs`` by kind and organ."""

    organs: dict[str, int]
    runs: dict[tuple[str, int | None], list[Run]] = field(default_factory=lambda: defaultdict(list))
    rung: int = 1
    handle: int = 10
    urgent: bool = False

    def live(self, kind: str) -> list[Run]:
        return [run for (name, _), runs in self.runs.items() if name == kind for run in runs if not run.verdict]

    def start(self, kind: str, at: datetime, organ: int | None = None, *, length: int | None = None) -> None:
        for run in self.runs[kind, organ]:
            if not run.verdict:
                run.wake(at)
                run.verdict = "void"
        run = Run(day_of(at), self.handle if kind == "handle" else length or DAYS[kind], at)
        run.fit()
        self.runs[kind, organ].append(run)

    def stop(self, at: datetime, *kinds: str, void: bool = False, organ: int | None = None) -> None:
        for kind in kinds:
            for run in self.runs[kind, organ] if organ else self.live(kind):
                if run.verdict:
                    continue
                run.wake(at)
                run.verdict = "void" if void else "on_time" if at < run.due_at else "late"

    def rest(self, at: datetime, *kinds: str) -> None:
        for kind in kinds:
            for run in self.live(kind):
                run.rested = run.rested or day_of(at)

    def resume(self, at: datetime, *kinds: str) -> None:
        for kind in kinds:
            for run in self.live(kind):
                run.wake(at)

    def upward(self, at: datetime) -> None:
        if self.rung == 1:
            self.start("compile", at)
        if self.rung == 3:
            self.start("send_city", at)

    def named(self, names: Any) -> Iterable[int]:
        return [self.organs[name] for name in ([names] if isinstance(names, str) else names or [])]

    def read(self, event: str, at: datetime, facts: dict[str, Any], organ: int | None) -> None:
        """One entry of the record."""
        match event.rpartition(".")[2]:
            case "lodged" | "received" | "handed_down" | "written_down" | "refusal_overturned" | "fast_lane_declined":
                self.start("transfer", at)
            case "sorted":
                self._sort(at, facts)
            case "refused" | "fast_lane_asked":
                self.stop(at, "transfer")
            case "transferred":
                self.stop(at, "transfer")
                self._hand_over(at, facts)
            case "signed_for":
                self.stop(at, "sign")
            case "returned":
                self.stop(at, "sign")
                self.rest(at, "contact", "handle")
                self.start("ruling", at)
            case "insisted":
                self.stop(at, "ruling")
                self.resume(at, "contact", "handle")
                self.start("sign", at)
            case "redirected":
                self.stop(at, "ruling")
                self._hand_over(at, facts)
            case "contacted":
                self.stop(at, "contact")
            case "material_asked":
                self.rest(at, "handle")
            case "material_supplied" | "resumed":
                self.resume(at, "handle")
            case "assisted":
                self.stop(at, "assist", organ=organ)
            case "opinion_given":
                self.stop(at, "opinion", organ=organ)
            case "extension_granted":
                for run in self.live("handle"):
                    run.length += facts["days"]
                    run.fit()
            case other:
                self._read_upper(other, at, facts)

    def _read_upper(self, event: str, at: datetime, facts: dict[str, Any]) -> None:
        self.rung = {
            "compiled": 2,
            "raised": 2,
            "fast_lane_accepted": 2,
            "reported_to_mayor": 3,
            "sent_to_city": 4,
        }.get(event, self.rung)
        match event:
            case "answered":
                self.stop(at, "handle", "contact")
                self.start("answer", at)
            case "explained_at_hearing" | "explained_by_city" | "implemented":
                self.start("answer", at)
            case "left_unresolved":
                self.stop(at, "handle", "contact")
                self.upward(at)
            case "hearing_taken_back":
                self.stop(at, "answer", "send_city", void=True)
            case "unresolved_at_hearing" | "ruled_unresolved":
                self.upward(at)
            case "raised":
                self.stop(at, "sign", "contact", "handle", "assist", void=True)
            case "compiled":
                self.stop(at, "compile")
            case "consulted":
                for organ in self.named(facts["organs"]):
                    self.start("opinion", at, organ)
            case "opinions_compiled":
                self.stop(at, "opinion")
            case "sent_to_city":
                self.stop(at, "send_city")
            case "confirmed" | "doubted_again" | "call_given_up":
                self.stop(at, "answer")
            case "doubted":
                self.stop(at, "answer")
                self.start("handle", at)
            case "ruled_explained" | "closed":
                self.start("follow_up", at)
            case "followed_up":
                if facts.get("reached", True):
                    self.stop(at, "follow_up")
            case "shelving_proposed":
                self.rest(at, "compile", "send_city")
            case "shelved":
                self.stop(at, "compile", "send_city")
            case "withdrawn":
                self.stop(at, *{kind for kind, _ in list(self.runs)}, void=True)

    def _sort(self, at: datetime, facts: dict[str, Any]) -> None:
        self.handle = HANDLE[facts["kind"]]
        urgent = facts["urgency"] == URGENT
        if urgent and not self.urgent and self.live("transfer"):
            self.start("transfer", at)
            self.runs["transfer", None][-1].due_at = after_working_hours(at, URGENT_HOURS)
        self.urgent = urgent

    def _hand_over(self, at: datetime, facts: dict[str, Any]) -> None:
        for kind in ("sign", "contact", "handle"):
            self.start(kind, at)
        for organ in self.named(facts.get("assisting")):
            self.start("assist", at, organ)
