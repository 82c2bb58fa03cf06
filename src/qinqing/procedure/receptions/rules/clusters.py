"""相似诉求: open appeals that are alike, so that one theme or one standing measure may do for all of them. Pure.

How alike two are is told by the pairs of characters they share, rare ones counting more, as for likely duplicates
(``search.likeness``); ``ALIKE`` of that makes them belong together, ``SAME_KIND`` within one category, and what belongs to
something that belongs, belongs. Only those are held against each other whose common pairs of characters weigh enough to
be worth it; of a pair that many use, only neighbours count as sharing it: among many that are alike, neighbours are.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Protocol

from qinqing.procedure.receptions.rules.themes import Told, joined

MOST = 300  # appeals looked at
ALIKE, SAME_KIND = 0.16, 0.1
WORTH = 0.7  # of what it takes
MANY = 12
LASTING_ENTERPRISES, LASTING = 3, timedelta(days=60)


class Likeness(Protocol):
    """How much of what one text says another says too."""

    def weight(self, token: str) -> float:
        """How much one pair of characters says."""

    def of_shared(self, shared: float, asked: float, known: float) -> float:
        """The measure from one side, 0 to 1, by the sums of squared weights: of what both say, and of what each says."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each pair of characters says, and each appeal by its code: weighed once, however many pairs are compared."""

    likeness: Likeness
    squares: Mapping[str, float]
    says: Mapping[str, float]

    @classmethod
    def of(cls, appeals: Sequence[Told], likeness: Likeness) -> "Weighed":
        """The weights of all that is compared."""
        squares = {token: likeness.weight(token) ** 2 for told in appeals for token in told.tokens}
        return cls(likeness, squares, {told.code: sum(squares[token] for token in told.tokens) for told in appeals})

    def if_shared(self, shared: float, one: Told, other: Told) -> float:
        """How alike two appeals are that share as much as that: from the side of whoever says more, where it is less."""
        first, second = self.says[one.code], self.says[other.code]
        return self.likeness.of_shared(shared, max(first, second), min(first, second))

    def belong(self, one: Told, other: Told) -> bool:
        """Are the two alike enough to belong together?"""
        shared = sum(self.squares[token] for token in one.tokens & other.tokens)
        same_kind = bool(one.category) and one.category == other.category
        return self.if_shared(shared, one, other) >= (SAME_KIND if same_kind else ALIKE)


def clusters(appeals: Sequence[Told], likeness: Likeness) -> list[list[str]]:
    """Groups of two and more by their codes, the largest first; within, as they were given."""
    looked_at = appeals[:MOST]
    weighed = Weighed.of(looked_at, likeness)
    found = joined(looked_at, _candidates(looked_at, weighed), weighed.belong)
    return sorted(found, key=len, reverse=True)


def is_lasting(enterprises: int, between: timedelta) -> bool:
    """Several enterprises over a long time: what one hearing settles will come back."""
    return enterprises >= LASTING_ENTERPRISES and between >= LASTING


def _candidates(appeals: Sequence[Told], weighed: Weighed) -> Iterator[tuple[int, int]]:
    """Pairs of places that may belong together; their number grows with the appeals, not with its square."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, told in enumerate(appeals):
        for token in told.tokens:
            holders[token].append(place)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for token, places in holders.items():
        weight = weighed.squares[token]
        for pair in combinations(places, 2) if len(places) <= MANY else pairwise(places):
            shared[pair] += weight
    for (first, second), both in sorted(shared.items()):
        one, other = appeals[first], appeals[second]
        if weighed.if_shared(both, one, other) >= WORTH * SAME_KIND:
            yield first, second
