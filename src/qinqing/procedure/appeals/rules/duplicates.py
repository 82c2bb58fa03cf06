"""Is it the same matter told again? And does the text say what the matter is?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Of one enterprise, or from one telephone, less need be alike than of two.
SAME_SENDER, ANYBODY = 0.15, 0.45
EMPTY_WORDS = re.compile(r"同上|详?见(?:附件|材料|传真|来信)|(?:请)?电(?:话)?联(?:系)?|面谈|如题|无")
SHORTEST, FIGURES = 6, 7


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an appeal when asking whether two are the same."""

    enterprise: str
    phone: str


def why_same(new: Told, old: Told, likeness: float) -> str:
    """Why two appeals may be the same matter, in Chinese; empty when they hardly are."""
    if likeness >= SAME_SENDER and new.enterprise and new.enterprise == old.enterprise:
        return "同一家企业，内容相近"
    if likeness >= SAME_SENDER and _numbers(new.phone) & _numbers(old.phone):
        return "同一个电话，内容相近"
    return "另一家企业，内容几乎一样" if likeness >= ANYBODY else ""


def says_nothing(text: str, *, shortest: int = SHORTEST) -> bool:
    """Whether a text names no matter: 「同上」「见附件」「电联」, or hardly a word: fewer characters than ``shortest``."""
    bare = re.sub(r"[\W_]+", "", text)
    return len(EMPTY_WORDS.sub("", bare)) < shortest


def _numbers(phones: str) -> set[str]:
    """The telephone numbers in a field, without what divides their figures."""
    return {number for number in _digits(re.split(r"[、，,；;/\s]+", phones)) if len(number) >= FIGURES}


def _digits(parts: Iterable[str]) -> Iterable[str]:
    return (re.sub(r"\D", "", part) for part in parts)
