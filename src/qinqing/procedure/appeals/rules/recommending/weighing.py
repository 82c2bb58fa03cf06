"""Words and experience weighed against each other, with the reasons in Chinese."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qinqing.procedure.appeals.rules.kinds import Category, Urgency
from qinqing.procedure.appeals.rules.recommending.duties import Fit
from qinqing.procedure.appeals.rules.recommending.subjects import PRESSING

# What is less alike than this says nothing; likeness counts by its square; DOUBT is how much it takes to believe it.
ALIKE, DOUBT, ASSISTED = 0.12, 0.1, 0.3
# An organ that is nowhere named and lies elsewhere: other towns, parks and banks do the same as this one.
ELSEWHERE, AT_HOME = 0.35, 1.0
UNKNOWN, BEST = 1.2, 5
ASSISTING, ASSISTANTS = 0.4, 3
NUMBERS = 3
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier appeal that was transferred: how alike it is, whom it went to, and how it was sorted."""

    number: str
    likeness: float
    lead: int
    assisting: Sequence[int] = ()
    category: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """One organ with its score (0 to 1), and why, in sentences a clerk can judge."""

    organ: int
    score: float
    why: tuple[str, ...]
    leads: bool


def departments(
    fits: Mapping[int, Fit], earlier: Sequence[Earlier], *, bound: Collection[int], home: Collection[int] = ()
) -> list[Suggested]:
    """The organs an appeal concerns, the likeliest lead first, those likely to assist marked.

    ``bound`` are organs of one place or one of several alike (towns, parks, banks); ``home`` are those of the
    enterprise's own place.
    """
    by_words = _shares({organ: fit.score * _at_home(organ, fit, bound, home) for organ, fit in fits.items()})
    votes = _votes(earlier)
    belief = sum(votes.values()) / (sum(votes.values()) + DOUBT)
    by_votes = _shares(votes, unknown=0.0)
    scores = {
        organ: (1 - belief) * by_words.get(organ, 0.0) + belief * by_votes.get(organ, 0.0)
        for organ in {*by_words, *by_votes}
    }
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:BEST]
    return [
        Suggested(organ, round(score, 3), _reasons(organ, fits.get(organ), earlier, home), leads=place == 0)
        for place, (organ, score) in enumerate(ranked)
        if score > 0
    ]


def assisting(found: Sequence[Suggested]) -> list[Suggested]:
    """Those likely to assist the first: nearly as likely as it is."""
    return [one for one in found[1:] if one.score >= ASSISTING * found[0].score][:ASSISTANTS]


def category(fits: Mapping[str, Fit], earlier: Sequence[Earlier]) -> tuple[str, tuple[str, ...]]:
    """What the appeal is about, and why; 其他 where nothing tells."""
    votes: dict[str, float] = defaultdict(float)
    for one in earlier:
        if one.category and one.likeness >= ALIKE:
            votes[one.category] += one.likeness**2
    belief = sum(votes.values()) / (sum(votes.values()) + DOUBT)
    by_words, by_votes = _shares({name: fit.score for name, fit in fits.items()}), _shares(votes, unknown=0.0)
    scores = {
        name: (1 - belief) * by_words.get(name, 0.0) + belief * by_votes.get(name, 0.0)
        for name in {*by_words, *by_votes}
    }
    if not scores:
        return Category.OTHER, ()
    best = max(sorted(scores), key=lambda name: scores[name])
    why = [_told(fits[best])] if best in fits else []
    alike = [one.number for one in earlier if one.category == best and one.likeness >= ALIKE]
    if alike:
        why.append(f"{len(alike)} 件类似诉求归在此类（{_numbers(alike)}）")
    return best, tuple(why)


def urgency(fits: Mapping[str, Fit]) -> tuple[str, tuple[str, ...]]:
    """How much it presses, and why; an ordinary matter where nothing speaks strongly for more."""
    for name in (Urgency.URGENT, Urgency.SPECIAL, Urgency.HARD):
        if name in fits and fits[name].score >= PRESSING:
            return name, (_told(fits[name]),)
    return Urgency.NORMAL, ()


def _at_home(organ: int, fit: Fit, bound: Collection[int], home: Collection[int]) -> float:
    if organ not in bound or fit.named:
        return 1.0
    return AT_HOME if organ in home else ELSEWHERE


def _shares(scores: Mapping[Key, float], unknown: float = UNKNOWN) -> dict[Key, float]:
    """Scores as parts of a whole, of which a part stays unknown where little is said."""
    whole = sum(sorted(scores.values(), reverse=True)[:BEST]) + unknown
    return {key: score / whole for key, score in scores.items()} if whole else {}


def _votes(earlier: Iterable[Earlier]) -> dict[int, float]:
    votes: dict[int, float] = defaultdict(float)
    for one in earlier:
        if one.likeness >= ALIKE:
            votes[one.lead] += one.likeness**2
            for organ in one.assisting:
                votes[organ] += ASSISTED * one.likeness**2
    return dict(votes)


def _reasons(organ: int, fit: Fit | None, earlier: Sequence[Earlier], home: Collection[int]) -> tuple[str, ...]:
    why: list[str] = []
    if fit is not None:
        why += [f"职责“{duty}”：提到{_quoted(words)}" for duty, words in fit.told]
        why += [f"文中提到“{fit.named}”"] if fit.named else []
    if organ in home:
        why.append("企业在其辖区")
    alike = [one for one in earlier if one.likeness >= ALIKE]
    led = [one.number for one in alike if one.lead == organ]
    helped = [one.number for one in alike if organ in one.assisting]
    if led:
        why.append(f"{len(alike)} 件类似诉求中 {len(led)} 件由其牵头（{_numbers(led)}）")
    if helped:
        why.append(f"{len(helped)} 件类似诉求由其配合（{_numbers(helped)}）")
    return tuple(why)


def _told(fit: Fit) -> str:
    return "提到" + "".join(_quoted(words) for _, words in fit.told)


def _quoted(words: Sequence[str]) -> str:
    return "".join(f"“{word}”" for word in words)


def _numbers(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:NUMBERS]) + ("等" if len(numbers) > NUMBERS else "")
