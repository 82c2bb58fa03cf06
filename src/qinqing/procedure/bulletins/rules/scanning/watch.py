"""Who is in the register: the names that must not be published, and the short forms by which people know them. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from qinqing.procedure.bulletins.rules.scanning.views import folded, tight
from qinqing.procedure.bulletins.rules.scanning.words import ENDINGS, EVERYDAY

PLACE = re.compile(r"^(?:[一-鿿]{2,3}(?:自治区|自治县|省|市|县|区|镇|乡|街道|村))+")
PLACE_ENDING = re.compile(r"(?:自治区|自治县|省|市|县|区|镇|乡|街道)$")
SHORTEST, BRANDS = 2, (2, 3, 4)


@dataclass(frozen=True)
class Watch:
    """Words to look for, each with what it gives away; ``free`` are names of organs, which may be named."""

    words: Mapping[str, str] = field(default_factory=dict)
    free: frozenset[str] = frozenset()

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long such words are, longest first."""
        return tuple(sorted({len(word) for word in self.words}, reverse=True))

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every place where a watched word stands, longest words first: start, end, what it gives away."""
        for length in self.lengths:
            for start in range(len(text) - length + 1):
                if whose := self.words.get(text[start : start + length]):
                    yield start, start + length, whose


NOBODY_KNOWN = Watch()


def watch_for(
    enterprises: Iterable[str], people: Iterable[str], *, places: Iterable[str] = (), free: Iterable[str] = ()
) -> Watch:
    """What to look for so that none of these enterprises and people is named, not even in short.

    ``places`` are the county and its towns (云岭县, 大坪乡), with which names of enterprises begin; ``free`` are organs.
    """
    starts = {start for place in map(plain, places) for start in (place, PLACE_ENDING.sub("", place), place[:SHORTEST])}
    freed = frozenset(plain(name) for name in free) | starts
    begun = tuple(sorted((start for start in starts if len(start) >= SHORTEST), key=len, reverse=True))
    words = {word: "企业" for name in enterprises for word in short_forms(plain(name), begun)}
    words |= {name: "人名" for name in map(plain, people) if len(name) >= SHORTEST}
    return Watch({word: whose for word, whose in words.items() if word not in freed}, freed)


def plain(name: str) -> str:
    """A name as it is compared."""
    return tight(folded(name)).text


def short_forms(name: str, places: tuple[str, ...]) -> Iterator[str]:
    """The whole name, the name without its legal form, and the brand by which it is known."""
    ending = next((end for end in ENDINGS if name.endswith(end) and len(name) - len(end) >= SHORTEST), "")
    rest = name.removesuffix(ending)
    own = _without_place(rest, places)
    yield name
    yield from (form for form in (rest, own) if len(form) > SHORTEST or form not in EVERYDAY)
    if own[:SHORTEST] not in EVERYDAY:
        yield from (own[:length] for length in BRANDS if len(own) >= length)


def _without_place(name: str, places: tuple[str, ...]) -> str:
    """What is left after the places with which a name begins: 云岭县大坪乡果园场 is 果园场."""
    cut = name
    while place := next((place for place in places if cut.startswith(place) and len(cut) - len(place) >= SHORTEST), ""):
        cut = cut.removeprefix(place)
    bare = PLACE.sub("", cut)
    return bare if len(bare) >= SHORTEST else cut
