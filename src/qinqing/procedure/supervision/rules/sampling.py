"""抽样回访: how the bureau draws from what was closed, what it asks, and how far its answers lie from the others. 五(四).

A draw is its frame, a seed and a share, and nothing else: whoever has these three on paper gets the same sample. Within
each department the appeals stand in the order of SHA-256 over ``seed:number``; the first so many are taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from typing import NamedTuple

# Below so many answers a percentage says more of one enterprise than of a department.
FEWEST = 5
# So many calls in vain before an enterprise counts as not reached.
CALLS = 3
SCRIPT: tuple[str, ...] = (
    "您好，这里是县工业信息化和商务局。我们对已经办结的诉求随机抽取，直接听企业怎么说，和办理部门没有关系。",
    "您的回答只用来统计，不会告诉办理部门是哪家企业说的。",
    "您反映的事，现在解决了吗？",
    "对这件事的办理，您非常满意、满意、基本满意、不满意，还是非常不满意？不满意在哪里？",
    "办结以后，办理部门给您打过回访电话吗？",
    "还有别的困难需要我们转办吗？谢谢您。",
)


class Drawable(NamedTuple):
    """One closed appeal in the frame: its number, and the code of the department that answers for it."""

    number: str
    organ: str


def draw(frame: Iterable[Drawable], *, seed: str, share: int) -> list[str]:
    """The numbers that are called: of every department ``share`` per cent, rounded up, in the order of the frame."""
    rows = list(frame)
    chosen: set[str] = set()
    for organ in {row.organ for row in rows}:
        own = [row.number for row in rows if row.organ == organ]
        chosen.update(sorted(own, key=lambda number: rank(seed, number))[: ceil(len(own) * share / 100)])
    return [row.number for row in rows if row.number in chosen]


def rank(seed: str, number: str) -> str:
    """Where an appeal stands in its department's order of the draw."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


class Part(NamedTuple):
    """So many of so many who said how content they are."""

    satisfied: int = 0
    whole: int = 0

    @property
    def percent(self) -> float | None:
        """Per cent to one decimal; None where there are too few to say."""
        return round(100 * self.satisfied / self.whole, 1) if self.whole >= FEWEST else None

    def __str__(self) -> str:
        if not self.whole:
            return "—"
        if self.percent is None:
            return f"{self.satisfied}/{self.whole}（不足{FEWEST}件）"
        return f"{self.percent:g}%（{self.satisfied}/{self.whole}）"

    def over(self, other: "Part") -> str:
        """By how many percentage points it lies above another; why not, where either has too few."""
        if self.percent is None or other.percent is None:
            return "—" if not self.whole or not other.whole else "件数太少，不算"
        return f"{self.percent - other.percent:+.1f}"


@dataclass(frozen=True, slots=True)
class Gap:
    """One department: what was closed, what it heard itself, what was rated, what the bureau's own calls say."""

    organ: str
    closed: int
    own: Part
    rated: Part
    drawn: int
    reached: int
    sampled: Part
    uncalled: int

    @property
    def own_gap(self) -> str:
        """回访差: the department's own follow-up less the sample, in percentage points."""
        return self.own.over(self.sampled)

    @property
    def rated_gap(self) -> str:
        """The enterprises' own ratings less the sample, in percentage points."""
        return self.rated.over(self.sampled)


@dataclass(frozen=True, slots=True)
class Answered:
    """One appeal of the sample: whether it was reached, content, and says that the department never called."""

    organ: str
    reached: bool = False
    satisfied: bool | None = None
    uncalled: bool = False


def gaps(
    closed: Mapping[str, int],
    own: Sequence[tuple[str, bool]],
    rated: Sequence[tuple[str, bool]],
    answered: Sequence[Answered],
) -> list[Gap]:
    """Every department with its gap, and all together last; ``own`` and ``rated`` are department and content."""
    organs = sorted({*closed, *(organ for organ, _ in (*own, *rated)), *(row.organ for row in answered)})
    rows = [_gap(organ, {organ}, closed, own, rated, answered) for organ in organs]
    return [*rows, _gap("合计", set(organs), closed, own, rated, answered)] if rows else []


def _gap(
    name: str,
    organs: set[str],
    closed: Mapping[str, int],
    own: Sequence[tuple[str, bool]],
    rated: Sequence[tuple[str, bool]],
    answered: Sequence[Answered],
) -> Gap:
    drawn = [row for row in answered if row.organ in organs]
    return Gap(
        organ=name,
        closed=sum(count for organ, count in closed.items() if organ in organs),
        own=_part(content for organ, content in own if organ in organs),
        rated=_part(content for organ, content in rated if organ in organs),
        drawn=len(drawn),
        reached=sum(row.reached for row in drawn),
        sampled=_part(row.satisfied for row in drawn if row.satisfied is not None),
        uncalled=sum(row.uncalled for row in drawn),
    )


def _part(contents: Iterable[bool]) -> Part:
    told = list(contents)
    return Part(sum(told), len(told))
