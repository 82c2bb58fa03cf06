"""Which organs a text concerns by their duties and their names."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from qinqing.procedure.appeals.rules.recommending.words import Vocabulary, length_weight, shaped

RELATED, NAMED, PART, INSIDE = 0.3, 1.8, 0.45, 4
SHARED = 0.6
FURTHER_WORDS, FURTHER_DUTIES = 0.55, 0.6
DUTIES_TOLD, WORDS_TOLD = 2, 4
# What stands in many texts and speaks for nobody, though a part of it would.
SILENT = (
    "政务服务便民热线",
    "政务服务热线",
    "便民热线",
    "企业发展",
    "建筑面积",
    "建筑物",
    "资金投入",
    "新农村",
    "农民工",
)
Key = TypeVar("Key", bound=Hashable)


class Worded(NamedTuple):
    """A duty: the words that tell of it, and those that only hint at it."""

    name: str
    words: Sequence[str]
    related: Sequence[str]


@dataclass(frozen=True, slots=True)
class Known(Generic[Key]):
    """What is known of one organ (or category): its duties and the names it goes by."""

    key: Key
    duties: Sequence[Worded]
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a text fits an organ: the likeliest duties, each with the words that tell of it, and its name if told."""

    score: float
    told: tuple[tuple[str, tuple[str, ...]], ...]
    named: str


class Duties(Generic[Key]):
    """Everything known of every organ's duties, made once per state of the register."""

    def __init__(self, organs: Iterable[Known[Key]]) -> None:
        self.vocabulary: Vocabulary[tuple[Key, str]] = Vocabulary()
        for word in SILENT:
            self.vocabulary.hush(word)
        for known in organs:
            for duty in known.duties:
                meaning = (known.key, duty.name)
                self._parts(duty.name, meaning)
                for word in (duty.name, *duty.words):
                    self.vocabulary.learn(word, meaning, length_weight(shaped(word)))
                for word in duty.related:
                    self.vocabulary.learn(word, meaning, RELATED * length_weight(shaped(word)))
            for name in known.names:
                self.vocabulary.learn(name, (known.key, ""), NAMED)

    def _parts(self, name: str, meaning: tuple[Key, str]) -> None:
        """Pieces of a duty's name are found as well: officials write 建设用地报批, enterprises 用地报批."""
        key = shaped(name)
        for size in range(INSIDE, len(key)):
            for at in range(len(key) - size + 1):
                piece = key[at : at + size]
                self.vocabulary.learn(piece, meaning, PART * length_weight(piece))

    def fits(self, text: str) -> Mapping[Key, Fit]:
        """Every organ that some word of the text speaks for."""
        by_organ: dict[Key, dict[str, list[tuple[float, str]]]] = defaultdict(lambda: defaultdict(list))
        for word, found in self.vocabulary.find(text).items():
            meanings = self.vocabulary.meanings[word]
            among = len({organ for organ, _ in meanings}) ** SHARED
            for (organ, duty), weight in meanings.items():
                by_organ[organ][duty].append((weight * found.weight / among, word))
        return {organ: _fit(duties) for organ, duties in by_organ.items()}


def _fit(duties: Mapping[str, list[tuple[float, str]]]) -> Fit:
    scored = {duty: _falling((weight for weight, _ in said), FURTHER_WORDS) for duty, said in duties.items()}
    likeliest = sorted((duty for duty in scored if duty), key=lambda duty: (-scored[duty], duty))
    named = max(duties.get("", []), default=(0.0, ""))[1]
    told = tuple((duty, _best(duties[duty])) for duty in likeliest[:DUTIES_TOLD])
    return Fit(_falling(scored.values(), FURTHER_DUTIES), told, named)


def _best(said: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    return tuple(word for _, word in sorted(said, key=lambda pair: (-pair[0], pair[1]))[:WORDS_TOLD])


def _falling(values: Iterable[float], factor: float) -> float:
    """The best counts whole, each further one less."""
    return sum(value * factor**rank for rank, value in enumerate(sorted(values, reverse=True)))
