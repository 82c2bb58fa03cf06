"""How good the advice is: cross-validation over appeals whose department is known."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FOLDS = 10
FEWEST_MEASURED, NEWEST_MEASURED = 10, 1000


@dataclass(frozen=True, slots=True)
class Tried:
    """One appeal held against what would have been advised: its lead, and the departments by duties and in all."""

    lead: int
    category: str
    by_duties: Sequence[int]
    advised: Sequence[int]
    advised_category: str


def fold_of(title: str) -> int:
    """Which part of the whole an appeal belongs to: those of one title, whatever its numbers, belong together.

    Otherwise the same matter told twice would be its own proof.
    """
    return zlib.crc32(re.sub(r"[\W\d_]+", "", title).encode()) % FOLDS


def folds(titles: Iterable[tuple[int, str]]) -> Mapping[int, frozenset[int]]:
    """Ids by part, of (id, title)."""
    found: dict[int, set[int]] = defaultdict(set)
    for number, title in titles:
        found[fold_of(title)].add(number)
    return {fold: frozenset(numbers) for fold, numbers in found.items()}


def measure(tried: Sequence[Tried]) -> dict[str, int]:
    """Percentages of the appeals: lead first, lead among three, both by duties alone, category, and always the same."""
    sorted_ones = [one for one in tried if one.category]
    commonest = Counter(one.lead for one in tried).most_common(1)
    return {
        "appeals": len(tried),
        "folds": FOLDS,
        "first": _percent(sum(one.advised[:1] == (one.lead,) for one in tried), len(tried)),
        "third": _percent(sum(one.lead in one.advised[:3] for one in tried), len(tried)),
        "duties_first": _percent(sum(one.by_duties[:1] == (one.lead,) for one in tried), len(tried)),
        "duties_third": _percent(sum(one.lead in one.by_duties[:3] for one in tried), len(tried)),
        "category": _percent(sum(one.advised_category == one.category for one in sorted_ones), len(sorted_ones)),
        "baseline": _percent(commonest[0][1] if commonest else 0, len(tried)),
    }


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
