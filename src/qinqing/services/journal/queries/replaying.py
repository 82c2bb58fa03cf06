"""Which tables stand behind which subjects, and comparing them with the record."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from qinqing.services.journal import backend
from qinqing.services.journal.models import Entry, Stream
from qinqing.services.journal.rules.faults import Faults
from qinqing.services.journal.rules.replay import differences, fold

CHUNK = 1000
Stored = Callable[[Sequence[str]], Mapping[str, Mapping[str, object]]]
Subjects = Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Replay:
    """How to read the tables behind one kind of subject."""

    stored: Stored
    subjects: Subjects | None


REPLAYS: dict[str, Replay] = {}


def register_replay(prefix: str, stored: Stored, subjects: Subjects | None = None) -> None:
    """Says where the values of ``prefix/…`` subjects are kept, so that ``verify`` can compare them with the record.

    ``stored`` gives, for at most a thousand subjects, the current value of every column that entries name in
    ``sets`` (and of others that must never be filled behind the record's back); absent rows are left out.
    ``subjects`` gives every subject that has a row, so that rows without a record are found; it should stream.
    """
    REPLAYS[prefix] = Replay(stored, subjects)


def check_replay(faults: Faults, *, after: int) -> None:
    """Compares each registered subject that has entries after an id; rows without a record only when ``after`` is 0."""
    moved = _moved(after) if after else None
    for prefix, replay in sorted(REPLAYS.items()):
        for chunk in _recorded(prefix) if moved is None else _chunks(moved[prefix]):
            _compare(faults, replay, chunk)
        if replay.subjects is not None and not after:
            _find_strays(faults, replay.subjects())


def _moved(after: int) -> defaultdict[str, list[str]]:
    """By prefix, the subjects that went on after an id; one query, however many kinds of subject there are."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for subject in Stream.objects.filter(last__gt=after).order_by("subject").values_list("subject", flat=True):
        found[subject.partition("/")[0]].append(subject)
    return found


def _recorded(prefix: str) -> Iterator[list[str]]:
    last = ""
    while True:
        heads = Stream.objects.filter(subject__startswith=f"{prefix}/", subject__gt=last)
        chunk = list(heads.order_by("subject").values_list("subject", flat=True)[:CHUNK])
        if not chunk:
            return
        yield chunk
        last = chunk[-1]


def _chunks(subjects: Iterable[str]) -> Iterator[list[str]]:
    waiting = iter(subjects)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _compare(faults: Faults, replay: Replay, chunk: list[str]) -> None:
    with backend.one_view():
        rows = Entry.objects.filter(subject__in=chunk).order_by("subject", "sequence")
        folded = fold(rows.values_list("subject", "sequence", "body").iterator())
        stored = replay.stored(chunk)
    for subject, values in folded.items():
        for sequence, what in differences(values, stored.get(subject)):
            faults.add(subject, sequence, what)


def _find_strays(faults: Faults, subjects: Iterable[str]) -> None:
    for chunk in _chunks(subjects):
        known = set(Stream.objects.filter(subject__in=chunk).values_list("subject", flat=True))
        for subject in chunk:
            if subject not in known:
                faults.add(subject, 0, "台账中有这一行，办理记录里从未有过，是绕过系统写入的")
