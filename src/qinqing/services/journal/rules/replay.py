"""Folding the record: the values a subject must have if everything that changed it is on record."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qinqing.services.journal.rules.entries import plain

GONE = "removed"
_NOTHING_SET = '"sets":{}}'


@dataclass(slots=True)
class Folded:
    """A subject's values after its last entry, and the sequence of the entry that set each."""

    values: dict[str, object] = field(default_factory=dict)
    set_by: dict[str, int] = field(default_factory=dict)
    last: int = 0
    unreadable: list[int] = field(default_factory=list)

    def apply(self, sequence: int, body: str) -> None:
        """One entry's body. Later entries win; a value of a set column is replaced whole."""
        self.last = sequence
        if body.endswith(_NOTHING_SET):
            return
        try:
            sets = dict(json.loads(body)["sets"])
        except (ValueError, KeyError, TypeError):
            self.unreadable.append(sequence)
            return
        self.values.update(sets)
        self.set_by.update(dict.fromkeys(sets, sequence))

    @property
    def gone(self) -> bool:
        """The record says that the subject's row was removed (``sets={"removed": True}``)."""
        return bool(self.values.get(GONE))


def fold(bodies: Iterable[tuple[str, int, str]]) -> dict[str, Folded]:
    """(subject, sequence, body), by sequence within a subject, to folded values."""
    subjects: dict[str, Folded] = {}
    for subject, sequence, body in bodies:
        subjects.setdefault(subject, Folded()).apply(sequence, body)
    return subjects


def differences(folded: Folded, stored: Mapping[str, object] | None) -> Iterator[tuple[int, str]]:
    """(sequence, Chinese sentence) for each column that is not as the record says."""
    yield from ((sequence, "内容读不出来，被改动过") for sequence in folded.unreadable)
    if stored is None:
        if folded.values and not folded.gone:
            yield folded.last, "记录在案，台账中却没有这一行，被删除"
        return
    if folded.gone:
        yield folded.set_by[GONE], "按记录已经移除，台账中却还有这一行"
        return
    for column in sorted(folded.values.keys() | stored.keys()):
        kept = plain(stored.get(column))
        if column not in folded.values:
            if kept not in (None, "", 0, [], {}):
                yield folded.last, f"“{column}”现为 {shown(kept)}，记录中从未写过"
        elif kept != folded.values[column] and _normal(kept) != folded.values[column]:
            yield folded.set_by[column], f"“{column}”现为 {shown(kept)}，按记录应为 {shown(folded.values[column])}"


def _normal(value: object) -> object:
    """As the value reads after a trip through JSON. Not its text: 1 and True must not be told apart by databases."""
    return json.loads(json.dumps(value))


def shown(value: object) -> str:
    """A value short enough for a report."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"
