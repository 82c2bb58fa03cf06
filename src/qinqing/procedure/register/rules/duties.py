"""权责清单: what an organ answers for, and the words people use for it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qinqing.kernel.shaping import clean_line
from qinqing.procedure.register.rules.views import OrganView

NAME_LIMIT, WORD_LIMIT, WORDS_LIMIT, DUTIES_LIMIT = 100, 30, 200, 100
BETWEEN = re.compile(r"[\s、，,；;]+")


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. ``words`` tell of it, ``related`` words only hint at it; ``basis`` is the document it stands in."""

    name: str
    words: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class UsualDuties:
    """One block of the table of usual duties, and which organs it is meant for."""

    names: tuple[str, ...]
    kind: str
    duties: tuple[Duty, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words in what somebody typed, divided by blanks or commas, each once."""
    words = (clean_line(word)[:WORD_LIMIT] for word in BETWEEN.split(text))
    return tuple(dict.fromkeys(filter(None, words)))[:WORDS_LIMIT]


def tidy(duties: Iterable[Duty]) -> list[Duty]:
    """The duties as they are kept: lines cleaned, nameless ones left out, of two with one name the first."""
    found: dict[str, Duty] = {}
    for duty in duties:
        name = clean_line(duty.name)[:NAME_LIMIT]
        words = words_of(" ".join(duty.words))
        related = tuple(word for word in words_of(" ".join(duty.related)) if word not in words)
        if name:
            found.setdefault(name, Duty(name, words, related, clean_line(duty.basis)))
    return list(found.values())


def usual_duties(organ: OrganView) -> list[Duty]:
    """What an organ of this name usually answers for; nothing where the table knows no such organ."""
    names = (organ.name, organ.short_name, *organ.former_names)
    blocks = [
        block
        for block in _table()
        if block.kind in ("", organ.kind) and any(word in name for word in block.names for name in names)
    ]
    now = [block for block in blocks if any(word in organ.name for word in block.names)]
    return tidy(duty for block in now or blocks for duty in block.duties)


def told_duties(text: str) -> list[Duty]:
    """The duties in an organ's duties as a sentence: what a county has before anybody has made its catalogue."""
    return tidy(
        Duty(part) for part in re.split(r"[、，,；;。：:\n“”]|(?<=[\u4e00-\u9fff]{3})和(?=[\u4e00-\u9fff]{3})", text)
    )


@cache
def _table() -> tuple[UsualDuties, ...]:
    source = resources.files("qinqing.procedure.register").joinpath("duties.toml").read_text("utf-8")
    return tuple(
        UsualDuties(
            tuple(block["names"]),
            block.get("kind", ""),
            tuple(_read(name, told) for name, told in block["duties"].items()),
        )
        for block in tomllib.loads(source)["organ"]
    )


def _read(name: str, told: str) -> Duty:
    words, _, related = told.partition("|")
    return Duty(name, words_of(words), words_of(related))
