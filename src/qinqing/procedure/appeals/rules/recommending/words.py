"""Finding known words in a text: the longest at each place, and how much the place says."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from qinqing.kernel.shaping import fold

TEXT_LIMIT = 6000
OPENING = 60
ASKING = re.compile(
    "请求|恳请|希望|请县|请帮|申请|要求|建议|反映|投诉|举报|咨询|请问|如何|怎么|能否|能不能|是否|急需|盼|解决|诉求"
)
SENTENCE = re.compile("[。！？!?；;\n]+")
ASKED, OPENED, SAID = 1.35, 1.3, 1.0
BY_LENGTH = {1: 0.3, 2: 1.0, 3: 1.5, 4: 2.0, 5: 2.3}
LONGEST = 2.6
Meaning = TypeVar("Meaning")


@dataclass(slots=True)
class Found:
    """How often a word stands in the text, and the best of its places."""

    times: int = 0
    place: float = SAID

    @property
    def weight(self) -> float:
        """More for a word that is repeated or stands where the request is, with diminishing returns."""
        return self.place * (1 + 0.35 * math.log(self.times))


@dataclass
class Vocabulary(Generic[Meaning]):
    """Words, each with what it stands for."""

    meanings: dict[str, dict[Meaning, float]] = field(default_factory=lambda: defaultdict(dict))
    longest: int = 0

    def learn(self, word: str, meaning: Meaning, weight: float) -> None:
        """From now on this word stands for this, among others."""
        key = shaped(word)
        if key and not (key in self.meanings and not self.meanings[key]):
            known = self.meanings[key]
            known[meaning] = max(known.get(meaning, 0.0), weight)
            self.longest = max(self.longest, len(key))

    def hush(self, word: str) -> None:
        """This word stands for nothing, nor do the words inside it."""
        self.meanings[word] = {}
        self.longest = max(self.longest, len(word))

    def find(self, text: str) -> Mapping[str, Found]:
        """The known words in the text; a word inside a longer one is not counted there."""
        found: dict[str, Found] = defaultdict(Found)
        for sentence, place in _sentences(text):
            for word in self._longest_in(sentence):
                one = found[word]
                one.times += 1
                one.place = max(one.place, place)
        return found

    def _longest_in(self, sentence: str) -> Iterator[str]:
        covered = 0
        for start in range(len(sentence)):
            for end in range(min(len(sentence), start + self.longest), max(start, covered), -1):
                if sentence[start:end] in self.meanings:
                    covered = end
                    yield sentence[start:end]
                    break


def shaped(text: str) -> str:
    """A text as words are looked for in it: folded, without blanks."""
    return re.sub(r"\s+", "", fold(text))


def length_weight(word: str) -> float:
    """Longer words say more."""
    return BY_LENGTH.get(len(word), LONGEST)


def _sentences(text: str) -> Iterator[tuple[str, float]]:
    """Each sentence with how much it says: the opening and the request more than the story between."""
    told = 0
    for raw in SENTENCE.split(text[:TEXT_LIMIT]):
        sentence = shaped(raw)
        place = OPENED if told < OPENING else SAID
        if ASKING.search(sentence):
            place = max(place, ASKED)
        told += len(sentence)
        if sentence:
            yield sentence, place
