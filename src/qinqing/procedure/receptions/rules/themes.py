"""专题: ripe appeals that are alike, so that one hearing may settle what each alone would not. Pure.

Two appeals are alike when their texts share enough pairs of characters (``ALIKE`` of all the pairs either has, ``SAME_KIND``
within one category). What is alike to something alike belongs together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

ALIKE = 0.18
SAME_KIND = 0.08
MOST = 80  # each is held against each other; beyond, the longest waiting are


@dataclass(frozen=True, slots=True)
class Told:
    """An appeal as far as likeness goes: its category and the pairs of characters it is written in."""

    code: str
    category: str
    tokens: frozenset[str]


def themes(appeals: Sequence[Told]) -> list[list[str]]:
    """Groups of two and more, by their codes, in the order in which their first was given."""
    looked_at = appeals[:MOST]
    return joined(looked_at, combinations(range(len(looked_at)), 2), alike)


def joined(
    appeals: Sequence[Told], pairs: Iterable[tuple[int, int]], belong: Callable[[Told, Told], bool]
) -> list[list[str]]:
    """Groups of two and more, by their codes, in the order in which their first was given.

    ``pairs`` are the places to hold against each other; what belongs to something that belongs, belongs.
    """
    heads = list(range(len(appeals)))
    for pair in pairs:
        first, second = sorted(_head(heads, place) for place in pair)
        if first != second and belong(*(appeals[place] for place in pair)):
            heads[second] = first
    found: dict[int, list[str]] = defaultdict(list)
    for place, told in enumerate(appeals):
        found[_head(heads, place)].append(told.code)
    return [codes for codes in found.values() if len(codes) > 1]


def _head(heads: list[int], place: int) -> int:
    while heads[place] != place:
        heads[place] = place = heads[heads[place]]
    return place


def alike(one: Told, other: Told) -> bool:
    """Do the two tell of the same thing?"""
    either = len(one.tokens | other.tokens)
    same_kind = bool(one.category) and one.category == other.category
    return bool(either) and len(one.tokens & other.tokens) / either >= (SAME_KIND if same_kind else ALIKE)
