"""Does every entry still say what was hashed, and does each subject's chain hold from its first entry to its head?"""

from collections.abc import Iterable
from hashlib import sha256

from qinqing.services.journal.rules.entries import SEPARATOR
from qinqing.services.journal.rules.faults import Faults
from qinqing.services.journal.rules.seals import LeafCheck

START = (0, b"")
SPLIT = SEPARATOR.encode()
# A forged sequence of a billion must not make a billion faults.
NAMED = 50

Tip = tuple[int, bytes]


class ChainCheck:
    """Takes entries by ascending id and keeps one tip a subject: about 300 bytes each, whatever the entries weigh.

    A tampered row is named once and does not drag its neighbours along: besides the tip, its subject keeps the
    places where an honest next entry could still tie on (``_others``). Everything is compared as bytes: decoding
    a million entries would take as long as hashing them, and a forger's bytes need not be text.
    """

    def __init__(self, faults: Faults, leaves: Iterable[LeafCheck] = (), tips: dict[bytes, Tip] | None = None) -> None:
        self.faults = faults
        self.events = 0
        self._leaves = tuple(leaves)
        self._tips: dict[bytes, Tip] = tips or {}
        self._others: dict[bytes, set[Tip]] = {}

    def take(self, rows: list[tuple[bytes, bytes]]) -> None:
        """A batch of (joined columns, stored hash)."""
        tips, numbers, lines = self._tips, [], []
        for text, stored in rows:
            computed = sha256(text).hexdigest().encode()
            number, subject, place, previous, _ = text.split(SPLIT, 4)
            # SQLite lets a forger put words into a column of integers.
            sequence = int(place) if place.isdigit() else 0
            if computed == stored and tips.get(subject, START) == (sequence - 1, previous):
                tips[subject] = (sequence, stored)
            else:
                self._judge(number.decode(), subject, (sequence, previous), stored, computed)
            numbers.append(int(number))
            lines.append(b" ".join((number, subject, place, stored)))
        self.events += len(rows)
        for leaves in self._leaves:
            leaves.take(numbers, lines)

    def _judge(self, number: str, subject: bytes, place: Tip, stored: bytes, computed: bytes) -> None:
        if computed != stored:
            self._tampered(number, subject, place, (stored, computed))
        else:
            self._misplaced(number, subject, place, stored)

    def _tampered(self, number: str, subject: bytes, place: Tip, hashes: tuple[bytes, bytes]) -> None:
        sequence, previous = place
        self._note(subject, sequence, f"编号 {number} 的记录与其指纹不符，被改动过")
        expected = self._tips.get(subject, START)[0] + 1
        others = self._others.setdefault(subject, set())
        if (sequence - 1, previous) in (self._tips.get(subject, START), *others):
            self._tips[subject] = (sequence, hashes[0])
        others |= {(one, hashed) for one in (sequence, expected) for hashed in hashes}

    def _misplaced(self, number: str, subject: bytes, place: Tip, stored: bytes) -> None:
        sequence, previous = place
        expected = self._tips.get(subject, START)[0] + 1
        if (sequence - 1, previous) in self._others.get(subject, ()):
            self._tips[subject] = (sequence, stored)
        elif sequence < expected:
            self._note(subject, sequence, f"编号 {number} 的记录重复或次序颠倒")
            self._others.setdefault(subject, set()).add((sequence, stored))
        else:
            if sequence == expected:
                blamed = max(sequence - 1, 1)
                self._note(subject, blamed, f"与第 {sequence} 条所记的上一条指纹不符，被改写后重算过指纹")
            self._missing(subject, expected, sequence - 1)
            self._tips[subject] = (sequence, stored)

    def compare_head(self, subject: bytes, sequence: int, hashed: bytes) -> None:
        """Compares a subject's entries with its head; each subject once, after the last entry."""
        head, seen, known = (sequence, hashed), self._tips.pop(subject, START), self._others.get(subject, ())
        if head == seen or head in known:
            return
        if sequence > seen[0]:
            self._missing(subject, seen[0] + 1, sequence)
        elif sequence < seen[0]:
            for extra in range(sequence + 1, min(seen[0], sequence + NAMED) + 1):
                self._note(subject, extra, "超出链头所记的末条，是后来塞入的，或链头被改过")
        else:
            self._note(subject, sequence, "末条与链头所记指纹不符，被改写后重算过指纹")

    def finish(self) -> None:
        """After the last head: subjects left over have none."""
        for subject, (sequence, _) in self._tips.items():
            self._note(subject, sequence, "有记录而没有链头，链头被删除，或记录是塞入的")
        for leaves in self._leaves:
            leaves.finish()

    def _missing(self, subject: bytes, first: int, last: int) -> None:
        for sequence in range(first, min(last, first + NAMED - 1) + 1):
            self._note(subject, sequence, f"第 {sequence} 条记录缺失，被删除或改走")

    def _note(self, subject: bytes, sequence: int, what: str) -> None:
        self.faults.add(subject.decode(errors="replace"), sequence, what)
