"""How a text becomes tokens and a query phrases: the same for both databases, and pure.

Characters from the CJK blocks on (Han, kana, private use, beyond the BMP, emoji) become overlapping pairs plus the last
single character, so that two characters find exactly and one character finds by prefix. Letters and digits before them
are whole words. Numbers lose their leading zeros, so that 123 and 000123 find JDR-2026-000123.
"""

import re
import unicodedata
from dataclasses import dataclass

from qinqing.kernel.shaping import fold

QUERY_LIMIT = 200
PHRASE_LIMIT = 16
WORD_LIMIT = 64
# Digits are found from their beginning only when there are enough of them to be a telephone number or a code.
PREFIX_DIGITS = 5
FIRST_WIDE = 0x2E80
VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
OFFICIAL = re.compile(r"([a-z]{2,4})(20[0-9]{2})([0-9]{6})")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand next to each other; with ``prefix`` the last one need only begin so."""

    tokens: tuple[str, ...]
    prefix: bool = False


def tokens(text: str) -> str:
    """The text as tokens with single blanks between: what is stored in the index."""
    found: list[str] = []
    for run in _runs(text):
        found.extend(_pairs(run) if _is_wide(run[0]) else [_word(run)])
    return " ".join(found)


def query(text: str) -> list[Phrase]:
    """The phrases that must all be found, one for each piece between blanks; none if nothing can be searched for."""
    pieces = (_phrase(piece) for piece in text[:QUERY_LIMIT].split())
    return list(dict.fromkeys(phrase for phrase in pieces if phrase))[:PHRASE_LIMIT]


def _phrase(piece: str) -> Phrase | None:
    runs = _runs(piece)
    if len(runs) == 1 and (official := OFFICIAL.fullmatch(runs[0])):
        runs = list(official.groups())
    if not runs:
        return None
    found: list[str] = []
    for run in runs[:-1]:
        found.extend(_pairs(run) if _is_wide(run[0]) else [_word(run)])
    last = runs[-1]
    if not _is_wide(last[0]):
        return Phrase((*found, _word(last)), _by_prefix(last))
    pairs = _pairs(last)
    return Phrase((*found, *(pairs[:-1] or pairs)), len(pairs) == 1)


def _by_prefix(word: str) -> bool:
    return not word.isdecimal() or (len(word) >= PREFIX_DIGITS and not word.startswith("0"))


def _runs(text: str) -> list[str]:
    """Runs of wide characters and runs of letters and digits, in order; the rest separates them."""
    runs: list[str] = []
    former = None
    for character in VARIANTS.sub("", fold(text)):
        kind = _is_wide(character) if _is_searchable(character) else None
        if kind is not None:
            if kind == former:
                runs[-1] += character
            else:
                runs.append(character)
        former = kind
    return runs


def _is_wide(character: str) -> bool:
    return ord(character) >= FIRST_WIDE


def _is_searchable(character: str) -> bool:
    if character.isalnum():
        return True
    # Unassigned here means: newer than this Python's tables, as the latest Han extensions are.
    return ord(character) >= FIRST_WIDE and unicodedata.category(character) in ("Co", "Cn", "So", "Mn", "Mc")


def _pairs(run: str) -> list[str]:
    return [*(run[place : place + 2] for place in range(len(run) - 1)), run[-1]]


def _word(run: str) -> str:
    word = run[:WORD_LIMIT]
    return (word.lstrip("0") or "0") if word.isdecimal() else word
