"""A text as it is searched: several readings of it, each of which knows where every character came from. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from qinqing.kernel.shaping import remove_invisible

# What stands between the signs of one name when somebody would hide it; a full stop, comma or colon parts sentences.
BETWEEN = re.compile(r"[\s\-\u2010\u2011\u2012\u2013—\u2015_·•・‧.*~/\\|'\"`^+=#()\[\]【】〔〕<>《》「」『』{}“”‘’…]")
UNSEEN = frozenset("\ufe0e\ufe0f\u20e3")
DIGITS = str.maketrans({sign: str(value) for value, signs in enumerate(
    ("零〇○", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for sign in signs})  # fmt: skip
LOOK_ALIKE = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"})


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a text; ``places`` says for each of its characters which one of the original it stands for."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original a stretch of this reading stands."""
        return self.places[start], self.places[end - 1] + 1

    def translated(self, table: dict[int, str]) -> "View":
        """The same places, other signs; one sign for one."""
        return View(self.text.translate(table), self.places)


def folded(text: str) -> View:
    """Widths and cases made one, what nobody sees left out."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign in UNSEEN or not remove_invisible(sign) or unicodedata.category(sign) in ("Mn", "Me"):
            continue
        plain = unicodedata.normalize("NFKC", sign).upper()
        signs += plain
        places += [place] * len(plain)
    return View("".join(signs), tuple(places))


def tight(view: View) -> View:
    """Without anything that stands between the signs of a name."""
    kept = [place for place, sign in enumerate(view.text) if not BETWEEN.match(sign)]
    return View("".join(view.text[place] for place in kept), tuple(view.places[place] for place in kept))


def in_digits(view: View) -> View:
    """With Chinese figures as Arabic ones."""
    return view.translated(DIGITS)
