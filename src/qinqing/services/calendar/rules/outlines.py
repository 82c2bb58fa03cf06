"""What a notice would move, in few words: kept with the proposal, and shown to whoever confirms it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

SHOWN = 100


class MovedLike(Protocol):
    """A running clock with its due day before and after."""

    @property
    def kind(self) -> str: ...
    @property
    def old_on(self) -> date: ...
    @property
    def new_on(self) -> date: ...


def alike(moved: Iterable[MovedLike]) -> list[list[Any]]:
    """``[kind, old, new, count]`` in primitives: limits alike are counted together, the most frequent first."""
    counted = Counter((clock.kind, clock.old_on.isoformat(), clock.new_on.isoformat()) for clock in moved)
    return [[*what, count] for what, count in counted.most_common(SHOWN)]
