"""Seals: what is in one, and whether rows still agree with them."""

import re
from bisect import bisect_right
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from qinqing.services.journal.rules.entries import SEPARATOR, encoded, moment_text
from qinqing.services.journal.rules.faults import Faults

WHOLE = re.compile(rb"-?[0-9]+\Z")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal as read from the table or from an anchor file. ``sealed_at`` is the text form of the moment."""

    number: int
    day: str
    sealed_at: str
    first: int
    last: int
    count: int
    previous: str
    leaves: str
    digest: str

    @property
    def subject(self) -> str:
        """How a fault names this seal."""
        return f"seal/{self.number}"


def make_seal(*, number: int, day: date, at: datetime, previous: str, leaves: list[tuple[int, str]]) -> Sealed:
    """A seal over (id, line) pairs, which must not be empty."""
    text = "\n".join(line for _, line in leaves)
    unsigned = Sealed(
        number, day.isoformat(), moment_text(at), leaves[0][0], leaves[-1][0], len(leaves), previous, text, ""
    )
    values = {field: getattr(unsigned, field) for field in Sealed.__slots__}
    return Sealed(**{**values, "digest": digest_of(unsigned)})


def digest_of(seal: Sealed) -> str:
    """SHA-256 over every column but the digest itself."""
    parts = (seal.number, seal.day, seal.sealed_at, seal.first, seal.last, seal.count, seal.previous, seal.leaves)
    return sha256(encoded(SEPARATOR.join(str(part) for part in parts))).hexdigest()


class SealChain:
    """Walks seals in order and checks each against its digest, its leaves and the seal before."""

    def __init__(self, faults: Faults, *, name: str, base: Sealed | None = None) -> None:
        self.faults = faults
        self.name = name
        self.digests: dict[int, str] = {base.number: base.digest} if base else {}
        self._number, self._last, self._digest = (base.number, base.last, base.digest) if base else (0, 0, "")

    def walk(self, seals: Iterable[Sealed]) -> Generator[Sealed, None, None]:
        """Passes the seals on, noting faults."""
        for seal in seals:
            for what in self._wrongs(seal):
                self.faults.add(seal.subject, 0, f"{self.name}第 {seal.number} 号{what}")
            self.digests[seal.number] = seal.digest
            self._number, self._last, self._digest = seal.number, seal.last, seal.digest
            yield seal

    def _wrongs(self, seal: Sealed) -> Iterator[str]:
        if seal.digest != digest_of(seal):
            yield "内容与摘要不符，被改动过"
        if seal.number != self._number + 1:
            yield f"之前缺号，上一个是第 {self._number} 号"
        elif seal.previous != self._digest:
            yield "与上一个接不上，上一个或本个被改写过"
        lines = seal.leaves.split("\n")
        ends = [line.partition(" ")[0] for line in (lines[0], lines[-1])]
        if ends != [str(seal.first), str(seal.last)] or len(lines) != seal.count or seal.first <= self._last:
            yield "所记编号与所含条目不符"


class LeafCheck:
    """Compares rows, passed in by ascending id, with the leaves of seals, and names every row that differs."""

    def __init__(self, faults: Faults, seals: Iterator[Sealed], *, name: str) -> None:
        self.faults = faults
        self.name = name
        self._seals = seals
        self._lines: list[bytes] = []
        self._seal: Sealed | None = None
        self._next()

    def take(self, numbers: list[int], lines: list[bytes]) -> None:
        """A batch of rows: their ids and their lines."""
        start = 0
        while self._seal is not None and start < len(numbers):
            end = bisect_right(numbers, self._seal.last, start)
            self._lines += lines[start:end]
            if end < len(numbers):
                self._close(self._seal)
            start = end

    def finish(self) -> None:
        """No more rows: whatever is still in the seals is missing."""
        while self._seal is not None:
            self._close(self._seal)

    def _next(self) -> None:
        self._seal = next(self._seals, None)
        self._lines = []

    def _close(self, seal: Sealed) -> None:
        leaves = encoded(seal.leaves)
        if b"\n".join(self._lines) != leaves:
            self._compare(_by_number(leaves.split(b"\n")), _by_number(self._lines))
        self._next()

    def _compare(self, sealed: dict[int, list[bytes]], found: dict[int, list[bytes]]) -> None:
        for number in sorted(sealed.keys() | found.keys()):
            theirs, ours = sealed.get(number), found.get(number)
            if theirs == ours:
                continue
            if ours is None and theirs is not None:
                self._note(theirs, f"编号 {number} 的记录已被删除，{self.name}中有它")
            elif theirs is None and ours is not None:
                self._note(ours, f"编号 {number} 的记录是后来塞入的，{self.name}中没有它")
            elif theirs is not None:
                self._note(theirs, f"编号 {number} 的记录与{self.name}不同，被改写过")

    def _note(self, line: list[bytes], what: str) -> None:
        sequence = int(line[2]) if line[2].isdigit() else 0
        self.faults.add(line[1].decode(errors="replace"), sequence, what)


def _by_number(lines: Iterable[bytes]) -> dict[int, list[bytes]]:
    """Lines by id; lines that are none are left out (the seal's own digest tells on them)."""
    split = (line.split(b" ") for line in lines)
    return {int(parts[0]): parts for parts in split if len(parts) == 4 and WHOLE.match(parts[0])}
