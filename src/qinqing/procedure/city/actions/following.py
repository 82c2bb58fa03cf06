"""What happens here, told to whoever asked us or whom we asked: a parcel in the transaction of the step itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.events import EVENTS
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.rules.kinds import Outcome
from qinqing.procedure.city.actions.handing import begin
from qinqing.procedure.city.queries.telling import concluded, files_of, signed
from qinqing.procedure.city.rules.contents import Said
from qinqing.services.exchange import actions as exchange
from qinqing.services.exchange import queries as exchanges
from qinqing.services.exchange.queries import Thread
from qinqing.services.exchange.rules.fates import ParcelKind
from qinqing.services.exchange.rules.forms import File
from qinqing.services.journal.queries import Entry

Told = tuple[ParcelKind, Mapping[str, Any]]
Teller = Callable[[Appeal, Entry], Told | None]
# The thread whose parcel is being taken in: what it brings about here is not told back to where it came from.
_under_way: ContextVar[str] = ContextVar("under_way", default="")


@contextmanager
def taking_in(thread: Thread) -> Iterator[None]:
    """While a parcel of this thread is taken in."""
    token = _under_way.set(thread.code)
    try:
        yield
    finally:
        _under_way.reset(token)


def follow(entries: Sequence[Entry]) -> None:
    """Writes the parcels that these entries cause; one query where there are no peers."""
    threads = exchanges.live_about([entry.subject for entry in entries])
    for entry in entries:
        event = entry.event.rpartition(".")[2]
        for thread in threads.get(entry.subject, ()):
            if thread.code != _under_way.get():
                _tell(thread, event, entry)
        if event in BEGINNINGS:
            BEGINNINGS[event](entry, threads.get(entry.subject, ()))


def _tell(thread: Thread, event: str, entry: Entry) -> None:
    (appeal,) = appeals.by_subjects([entry.subject])
    for_asked, for_handled = TELLERS[event]
    tell = for_asked if thread.asked else for_handled
    told = tell(appeal, entry) if tell else None
    if told:
        exchange.post(thread, *told, by=entry.by, at=entry.at)
    if event in FILES:
        exchange.post_files(thread, FILES[event](thread, appeal, entry), by=entry.by, at=entry.at)
    if event in ENDS and thread.asked:
        exchange.end_thread(thread, by=entry.by, at=entry.at, why=EVENTS[entry.event])
    if event == "merged" and not thread.asked:
        kept = appeals.by_number(MACHINE, str(entry.facts["merged_into"]))
        exchange.turn_thread(thread, kept.subject, by=entry.by, at=entry.at, why=EVENTS[entry.event])


def _fresh(thread: Thread, appeal: Appeal, entry: Entry) -> list[File]:
    """What came with this entry and has not gone out in the thread; a covered copy only where its original has."""
    known, originals = exchanges.known_files(thread), _named(entry, "original")
    if originals and not _knows(known, originals):
        return []
    names = _named(entry, "files")
    return [one for one in files_of(appeal) if one.name in names and one.sha256 not in known]


def _restored(thread: Thread, appeal: Appeal, entry: Entry) -> list[File]:
    """An original that is covered no more, where the thread had its copy, or was to have it itself and did not get it."""
    originals, gone = _named(entry, "original"), exchanges.gone_files(thread)
    if not _knows(exchanges.known_files(thread), {**originals, **_named(entry, "files")}):
        return []
    return [one for one in files_of(appeal) if _knows({one.sha256}, originals) and one.sha256 not in gone]


def _named(entry: Entry, fact: str) -> dict[str, str]:
    """The files that an entry names, each with the beginning of its digest."""
    told = (str(one).partition("（SHA-256 ") for one in entry.facts.get(fact, ()))
    return {name: digest.rstrip("）") for name, _, digest in told}


def _knows(digests: Iterable[str], named: Mapping[str, str]) -> bool:
    return any(digest.startswith(beginning) for digest in digests for beginning in named.values())


def _status(appeal: Appeal, entry: Entry) -> Told:
    facts = entry.facts
    notes = [str(facts[name]) for name in ("lead", "note", "reason", "day", "opinion", "result") if facts.get(name)]
    words = EVENTS.get(entry.event, entry.event)
    event = entry.event.rpartition(".")[2]
    return ParcelKind.STATUS, {"event": event, "words": words, "note": "；".join(notes)[:2000]}


def _concluded(appeal: Appeal, entry: Entry) -> Told:
    """From the answer that was just signed."""
    told = concluded(signed(appeal)[-1])
    return ParcelKind.ANSWER, told | {"words": Outcome(told["outcome"]).label}


def _not_solved(appeal: Appeal, entry: Entry) -> Told:
    """Nothing more can be done here: refused, shelved, or sent back up to whoever handed it down."""
    facts = entry.facts
    said = [EVENTS[entry.event], str(facts.get("reason") or facts.get("note") or "")]
    pointer = f"可以找：{facts['pointer']}" if facts.get("pointer") else ""
    until = f"{facts['review_on']} 复查" if facts.get("review_on") else ""
    text = "：".join(filter(None, said)) + "".join(f"；{one}" for one in (pointer, until) if one)
    outcome = Outcome.UNRESOLVED
    return ParcelKind.ANSWER, {"outcome": outcome, "text": text, "signer": entry.by.title, "words": outcome.label}


def _confirmed(appeal: Appeal, entry: Entry) -> Told:
    text = str(entry.facts.get("said", ""))
    return ParcelKind.RESPONSE, {"said": Said.CONFIRMED, "text": text, "words": Said.CONFIRMED.label}


def _doubted(appeal: Appeal, entry: Entry) -> Told:
    text = str(entry.facts.get("doubt", ""))
    return ParcelKind.RESPONSE, {"said": Said.DOUBTED, "text": text, "words": Said.DOUBTED.label}


def _withdrawn(appeal: Appeal, entry: Entry) -> Told:
    words = EVENTS[entry.event]
    return ParcelKind.WITHDRAWAL, {"reason": str(entry.facts.get("reason", "")), "words": words}


def _sent_up(entry: Entry, threads: Sequence[Thread]) -> None:
    """四(一)4: to the city's house, where there is one; what it handed down itself is answered in the same thread."""
    peer = exchanges.above()
    if peer and not any(thread.peer_id == peer.pk for thread in threads):
        (appeal,) = appeals.by_subjects([entry.subject])
        begin(appeal, peer, note=str(entry.facts.get("note", "")), by=entry.by, at=entry.at)


def _handed_down(entry: Entry, threads: Sequence[Thread]) -> None:
    """三(四): transferred to a county that has a house of its own."""
    lead = entry.sets.get("lead_id")
    peer = exchanges.peer_of_organ(lead) if lead else None
    if peer:
        (appeal,) = appeals.by_subjects([entry.subject])
        begin(appeal, peer, note=str(entry.facts.get("note", "")), by=entry.by, at=entry.at)


BEGINNINGS: dict[str, Callable[[Entry, Sequence[Thread]], None]] = {
    "sent_to_city": _sent_up,
    "transferred": _handed_down,
    "redirected": _handed_down,
}
FILES: dict[str, Callable[[Thread, Appeal, Entry], list[File]]] = {
    **dict.fromkeys(("supplemented", "material_supplied", "material_covered"), _fresh),
    "material_uncovered": _restored,
}
ENDS = frozenset({"withdrawn", "redirected"})

# One event: what the house is told that we asked, and what the house is told that asked us.
TELLERS: dict[str, tuple[Teller | None, Teller | None]] = {
    **dict.fromkeys(
        (
            "registered", "clearer_asked", "split", "merged", "transferred", "signed_for", "redirected", "handed_over", "contacted", "material_asked",
            "resumed", "extension_granted", "left_unresolved", "raised", "compiled", "fast_lane_accepted", "consulted",
            "opinions_compiled", "scheduled", "unscheduled", "rescheduled", "decided", "unresolved_at_hearing",
            "deferred", "hearing_taken_back", "reported_to_mayor", "decided_by_city", "unresolved_by_city",
            "call_given_up", "ruled_explained", "ruled_unresolved", "taken_up", "closed", "reopened",
            "refusal_overturned",
        ),
        (None, _status),
    ),
    **dict.fromkeys(("answered", "explained_at_hearing", "explained_by_city", "implemented"), (None, _concluded)),
    **dict.fromkeys(("refused", "refusal_upheld", "shelved"), (None, _not_solved)),
    "sent_to_city": (None, _not_solved),
    "redirected": (_withdrawn, _status),
    "withdrawn": (_withdrawn, _status),
    "confirmed": (_confirmed, _status),
    "doubted": (_doubted, _status),
    "doubted_again": (_doubted, _status),
    "supplemented": (None, None),
    "material_supplied": (None, None),
    "material_covered": (None, None),
    "material_uncovered": (None, None),
}  # fmt: skip
