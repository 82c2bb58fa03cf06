"""专题: ripe appeals that are alike, so that one hearing may settle what each alone would not. Pure.

Two appeals are alike when their texts share enough pairs of characters (``ALIKE`` of all the pairs either has, ``SAME_KIND``
within one category). What is alike to something alike belongs together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
    group = {one.code: one.code for one in looked_at}
    for place, one in enumerate(looked_at):
        for other in looked_at[:place]:
            if group[one.code] != group[other.code] and alike(one, other):
                joined, into = group[one.code], group[other.code]
                group = {code: into if head == joined else head for code, head in group.items()}
    found: dict[str, list[str]] = {}
    for one in looked_at:
        found.setdefault(group[one.code], []).append(one.code)
    return [codes for codes in found.values() if len(codes) > 1]


def alike(one: Told, other: Told) -> bool:
    """Do the two tell of the same thing?"""
    either = len(one.tokens | other.tokens)
    same_kind = bool(one.category) and one.category == other.category
    return bool(either) and len(one.tokens & other.tokens) / either >= (SAME_KIND if same_kind else ALIKE)
