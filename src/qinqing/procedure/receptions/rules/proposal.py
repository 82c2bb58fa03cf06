"""四(一)2: which ripe appeals a day should hear, so that it is worth most and calls few departments. Pure.

An appeal is worth the working days it has waited (at most ``LONGEST``), with ``LATE`` more when its handling was overdue,
``ASKED`` when its enterprise asks for this very day, and its urgency's weight. Every department that would have to be called on top of those that come anyway costs
``DEPARTMENT``. Proposed is the set of appeals, no more than fit, whose worth less cost is highest: looked for among all
sets while there are at most ``FEW`` appeals; beyond, the best next one is taken until none is worth its cost. Equal sets
are decided for the earlier appeal, so that the same county gets the same proposal.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

LONGEST = 60
LATE = 20
ASKED = 15
DEPARTMENT = 5
URGENCY: dict[str, int] = {"urgent": 10, "special": 20, "hard": 5}
URGENT_WORDS: dict[str, str] = {"urgent": "急事快办", "special": "特事特办", "hard": "难事帮办"}
FEW = 12
FORMULA = (
    f"每件的分值：已等候的工作日（最多计 {LONGEST}），办理曾超期加 {LATE}，企业申请这次接待加 {ASKED}，急事快办加 {URGENCY['urgent']}、"
    f"特事特办加 {URGENCY['special']}、难事帮办加 {URGENCY['hard']}；每多通知一个部门到会减 {DEPARTMENT}。"
    "在可接待件数以内，取总分最高的一组。"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ripe appeal as far as the proposal looks at it; ``organs`` are the departments that have to be there."""

    code: str
    waited: int
    late: bool = False
    urgency: str = ""
    organs: frozenset[int] = frozenset()
    asked: bool = False

    @property
    def worth(self) -> int:
        """What hearing it counts, departments aside."""
        return max(0, min(self.waited, LONGEST)) + LATE * self.late + ASKED * self.asked + URGENCY.get(self.urgency, 0)


@dataclass(frozen=True, slots=True)
class Pick:
    """One appeal of the proposal, with why in one sentence, and the departments it adds."""

    code: str
    why: str
    adds: tuple[int, ...]


def propose(
    candidates: Sequence[Candidate], *, room: int, called: Collection[int], names: Mapping[int, str]
) -> tuple[Pick, ...]:
    """The proposal, most worth first; ``called`` come anyway, ``names`` are the departments'. Empty when nothing fits."""
    if room <= 0:
        return ()
    find = _best_set if len(candidates) <= FEW else _greedily
    chosen = sorted(find(candidates, room, frozenset(called)), key=lambda one: -one.worth)
    return tuple(_explained(chosen, set(called), names))


def score(chosen: Iterable[Candidate], called: Collection[int]) -> int:
    """Worth less the cost of the departments it takes beyond those that come anyway."""
    picked = list(chosen)
    organs = frozenset().union(*(one.organs for one in picked)) - frozenset(called)
    return sum(one.worth for one in picked) - DEPARTMENT * len(organs)


def _best_set(candidates: Sequence[Candidate], room: int, called: frozenset[int]) -> Sequence[Candidate]:
    sizes = range(1, min(room, len(candidates)) + 1)
    every = (chosen for size in sizes for chosen in combinations(candidates, size))
    best = max(every, key=lambda chosen: score(chosen, called), default=())
    return best if score(best, called) > 0 else ()


def _greedily(candidates: Sequence[Candidate], room: int, called: frozenset[int]) -> Sequence[Candidate]:
    left, there, chosen = list(candidates), called, list[Candidate]()
    while left and len(chosen) < room:
        best = max(left, key=lambda one: score([one], there))
        if score([best], there) <= 0:
            break
        left.remove(best)
        chosen.append(best)
        there |= best.organs
    return chosen


def _explained(chosen: Sequence[Candidate], there: set[int], names: Mapping[int, str]) -> Iterable[Pick]:
    for one in chosen:
        adds = tuple(sorted(one.organs - there))
        there |= one.organs
        reasons = [f"已等候 {one.waited} 个工作日"]
        reasons += ["办理曾超期"] if one.late else []
        reasons += ["企业申请"] if one.asked else []
        reasons += [URGENT_WORDS[one.urgency]] if one.urgency in URGENT_WORDS else []
        told = "、".join(names.get(organ, "有关部门") for organ in adds)
        calls = f"要通知{told}到会" if adds else "有关部门本来就到会" if one.organs else "没有需要到会的部门"
        yield Pick(one.code, f"{'，'.join(reasons)}；{calls}", adds)
