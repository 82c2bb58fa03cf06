"""The steps of the Plan that one record tells of, each kept or not. Pure.

A limit is read from the clock as it was last recorded, which ran by the edition that the subject is under: kept when it
was stopped in time, broken from its due moment on. A limit that runs or rests is no step yet; one that runs stands
here with its due moment ahead, so that whoever counts up to a moment counts it from then on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from qinqing.kernel.actors import DEPARTMENT, Role
from qinqing.kernel.phrases import local
from qinqing.procedure.bulletins.rules.checking.checks import LIMITS
from qinqing.procedure.bulletins.rules.months import next_month, opening

ON_TIME, DELAYED, VOID = "on_time", "late", "void"
MAYOR_RUNG = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, as far as it is asked here: what, when, by whose post and organ, and its place in the record."""

    event: str
    at: datetime
    facts: Mapping[str, Any]
    sets: Mapping[str, Any]
    sequence: int
    role: str
    organ: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: kept or not, whose it was (an organ, or the post that has it), and the entry that shows it.

    ``at`` puts it in a period: when it was taken, or from when on it is missed.
    """

    check: str
    kept: bool
    at: datetime
    sequence: int
    organ: int | None = None
    role: str = ""
    edition: int | None = None
    due_at: datetime | None = None
    done_at: datetime | None = None


Entries = Sequence[Told]


def steps(prefix: str, entries: Entries) -> list[Step]:
    """Every step that a record of this kind tells of; ``prefix`` is ``appeal``, ``item``, ``reception`` …"""
    return [*_limits(entries), *(step for read in READERS.get(prefix, ()) for step in read(entries))]


def _limits(entries: Entries) -> Iterator[Step]:
    latest: dict[str, tuple[Mapping[str, Any], int]] = {}
    for entry in entries:
        for key, clock in entry.sets.items():
            if key.startswith("clock/") and clock and clock["kind"] in LIMITS:
                latest[key] = clock, entry.sequence
    for clock, sequence in latest.values():
        if clock["verdict"] != VOID and not clock["paused_at"]:
            yield _limit(clock, sequence)


def _limit(clock: Mapping[str, Any], sequence: int) -> Step:
    due, kept = datetime.fromisoformat(clock["due_at"]), clock["verdict"] == ON_TIME
    stopped = datetime.fromisoformat(clock["stopped_at"]) if clock["stopped_at"] else None
    return Step(
        check=clock["kind"],
        kept=kept,
        at=stopped if kept and stopped else due,
        sequence=sequence,
        organ=clock["holder_organ"],
        role=clock["holder_role"],
        edition=clock["edition"],
        due_at=due,
        done_at=stopped,
    )


def _contact_first(entries: Entries) -> Iterator[Step]:
    contacted, lead = False, None
    for entry in entries:
        contacted, lead = entry.sets.get("contacted", contacted), entry.sets.get("lead_id", lead)
        if entry.event in ANSWERED:
            yield _plain("contact_first", contacted, entry, lead)


def _taken_or_returned(entries: Entries) -> Iterator[Step]:
    for entry in entries:
        if entry.event in TAKEN:
            yield _plain("returns", entry.event != RETURNED, entry, entry.organ)


def _how_answered(entries: Entries) -> Iterator[Step]:
    """Of each answer: was its limit extended, and, where it was kept, did the answer wait for the last day?"""
    for entry in entries:
        clock = entry.sets.get("clock/handle") or _later_run(entry.sets)
        if entry.event in ANSWERED and clock and clock["verdict"] in (ON_TIME, DELAYED):
            yield _plain("extends", not clock["extended"], entry, clock["holder_organ"])
            if clock["verdict"] == ON_TIME:
                waited = local(entry.at).date() >= date.fromisoformat(clock["due_on"])
                step = _plain("last_day", not waited, entry, clock["holder_organ"])
                yield replace(step, due_at=datetime.fromisoformat(clock["due_at"]))


def _later_run(sets: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The limit of an appeal that is handled a second time (``handle#2``)."""
    return next((clock for key, clock in sets.items() if key.startswith("clock/handle#")), None)


def _aftercare(entries: Entries) -> Iterator[Step]:
    """Whoever solved it calls back, and nobody but the enterprise says what it thinks of it."""
    lead, confidential = None, False
    for entry in entries:
        lead, confidential = entry.sets.get("lead_id", lead), entry.sets.get("confidential", confidential)
        if entry.event == CALLED and entry.facts.get("reached") == REACHED:
            its_own = entry.role in DEPARTMENT and entry.organ == lead
            yield _plain("solver_calls", its_own or lead is None or confidential, entry, lead or entry.organ)
        elif entry.event == EVALUATED:
            yield _plain("enterprise_rates", entry.role == Role.ENTERPRISE, entry, entry.organ)


def _heard_in_turn(entries: Entries) -> Iterator[Step]:
    """An appeal brought to a host is heard by the end of the next month, the mayor's by the end of the next quarter."""
    waiting: tuple[Told, int] | None = None
    former: tuple[Told, int] | None = None
    heard: Step | None = None
    rung = 1
    for entry in entries:
        rung = entry.sets.get("rung", rung)
        if entry.event in HEARD and waiting:
            if heard:
                yield heard
            heard, former, waiting = _hearing(*waiting, done=entry), waiting, None
        elif entry.event == TAKEN_BACK and former:
            waiting, heard = former, None
        elif entry.sets.get("closed_at"):
            waiting = None
        if entry.event in BROUGHT:
            waiting = entry, rung
    yield from (step for step in (heard, _hearing(*waiting) if waiting else None) if step)


def _hearing(brought: Told, rung: int, *, done: Told | None = None) -> Step:
    due = _by_when(local(brought.at).date(), rung)
    kept = done is not None and done.at < due
    shown = done or brought
    return Step(
        "heard_in_turn", kept, shown.at if kept else due, shown.sequence, role=Role.OFFICE, due_at=due,
        done_at=done.at if done else None,
    )  # fmt: skip


def _by_when(day: date, rung: int) -> datetime:
    """The moment at which the month (for the mayor the quarter) after that of a day is over."""
    length = 3 if rung == MAYOR_RUNG else 1
    month = date(day.year, (day.month - 1) // length * length + 1, 1)
    for _ in range(2 * length):
        month = next_month(month)
    return opening(month)


def _leader_present(entries: Entries) -> Iterator[Step]:
    kind, came = "", dict[int, tuple[bool, int]]()
    for entry in entries:
        kind = entry.sets.get("kind", kind)
        for key, row in entry.sets.items():
            if key.startswith("attendance/") and row:
                came[int(key.partition("/")[2])] = row["presence"] == "leader", entry.sequence
        if entry.event == DAY_CLOSED and kind != "joint":
            for organ, (in_person, sequence) in came.items():
                yield Step("leader_present", in_person, entry.at, sequence, organ=organ, done_at=entry.at)


def _by_its_day(check: str, done_column: str, role: Role) -> Callable[[Entries], Iterator[Step]]:
    """A report that is due on a day, ``due_on``, and done once ``done_column`` has its moment."""

    def read(entries: Entries) -> Iterator[Step]:
        due_on, done, sequence, edition = None, None, 1, None
        for entry in entries:
            due_on, edition = entry.sets.get("due_on", due_on), entry.sets.get("edition_id", edition)
            if done is None and entry.sets.get(done_column):
                done, sequence = entry.at, entry.sequence
        if due_on:
            due = opening(date.fromisoformat(due_on) + timedelta(days=1))
            kept = done is not None and done < due
            at = done if done is not None and kept else due
            yield Step(check, kept, at, sequence, role=role, edition=edition, due_at=due, done_at=done)

    return read


def _plain(check: str, kept: bool, entry: Told, organ: int | None) -> Step:
    return Step(check, kept, entry.at, entry.sequence, organ=organ, role=entry.role, done_at=entry.at)


RETURNED = "appeals.appeal.returned"
TAKEN = frozenset({"appeals.appeal.signed_for", RETURNED})
ANSWERED = frozenset({"appeals.appeal.answered", "appeals.appeal.left_unresolved"})
BROUGHT = frozenset({"appeals.appeal.opinions_compiled", "appeals.appeal.reported_to_mayor", "appeals.appeal.deferred"})
HEARD = frozenset(
    {
        "appeals.appeal.decided", "appeals.appeal.explained_at_hearing", "appeals.appeal.unresolved_at_hearing",
        "appeals.appeal.deferred",
    }
)  # fmt: skip
TAKEN_BACK = "appeals.appeal.hearing_taken_back"
CALLED, EVALUATED, REACHED = "supervision.appeal.followed_up", "supervision.appeal.evaluated", "已接通"
DAY_CLOSED = "receptions.day.closed"
READERS: dict[str, tuple[Callable[[Entries], Iterator[Step]], ...]] = {
    "appeal": (_contact_first, _taken_or_returned, _how_answered, _aftercare, _heard_in_turn),
    "reception": (_leader_present,),
    "round": (_by_its_day("inspection_report", "closed_at", Role.INSPECTOR),),
    "bulletin": (_by_its_day("bulletin", "published_at", Role.INTAKE),),
}
