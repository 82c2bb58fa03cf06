"""相似诉求: open appeals that are alike, so that one theme or one standing measure may do for all of them. Pure.

How alike two are is told by the pairs of characters they share, rare ones counting more, as for likely duplicates
(``search.likeness``); ``ALIKE`` of that makes them belong together, ``SAME_KIND`` within one category, and what belongs to
something that belongs, belongs. Only those are held against each other whose common pairs of characters weigh enough to
be worth it; of a pair that many use, only neighbours count as sharing it: among many that are alike, neighbours are.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import combinations, pairwise
from typing import Protocol

from qinqing.procedure.receptions.rules.themes import Told, joined

MOST = 300  # appeals looked at
ALIKE, SAME_KIND = 0.16, 0.1
WORTH = 0.7  # of what it takes
MANY = 12
LASTING_ENTERPRISES, LASTING = 3, timedelta(days=60)


class Likeness(Protocol):
    """How much of what one text says another says too, 0 to 1."""

    def weight(self, token: str) -> float:
        """How much one pair of characters says."""

    def alike(self, asked: frozenset[str], known: frozenset[str]) -> float:
        """The measure, from one side."""


def clusters(appeals: Sequence[Told], likeness: Likeness) -> list[list[str]]:
    """Groups of two and more by their codes, the largest first; within, as they were given."""
    looked_at = appeals[:MOST]
    found = joined(looked_at, _candidates(looked_at, likeness), partial(_belong, likeness))
    return sorted(found, key=len, reverse=True)


def is_lasting(enterprises: int, between: timedelta) -> bool:
    """Several enterprises over a long time: what one hearing settles will come back."""
    return enterprises >= LASTING_ENTERPRISES and between >= LASTING


def _belong(likeness: Likeness, one: Told, other: Told) -> bool:
    same_kind = bool(one.category) and one.category == other.category
    found = min(likeness.alike(one.tokens, other.tokens), likeness.alike(other.tokens, one.tokens))
    return found >= (SAME_KIND if same_kind else ALIKE)


def _candidates(appeals: Sequence[Told], likeness: Likeness) -> Iterator[tuple[int, int]]:
    """Pairs of places that may belong together; their number grows with the appeals, not with its square."""
    holders: dict[str, list[int]] = defaultdict(list)
    says = [0.0] * len(appeals)
    for place, told in enumerate(appeals):
        for token in told.tokens:
            holders[token].append(place)
            says[place] += likeness.weight(token) ** 2
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for token, places in holders.items():
        weight = likeness.weight(token) ** 2
        for pair in combinations(places, 2) if len(places) <= MANY else pairwise(places):
            shared[pair] += weight
    return (pair for pair, both in sorted(shared.items()) if both >= WORTH * SAME_KIND * _least(pair, says))


def _least(pair: tuple[int, int], says: Sequence[float]) -> float:
    """What the two would have to share to be the same, as ``search.likeness`` weighs a longer text against a shorter."""
    less, more = sorted(says[place] for place in pair)
    return float(more**0.75 * less**0.25)
