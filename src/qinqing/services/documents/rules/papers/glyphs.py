"""Which characters no font here can draw: found before a paper is printed, and said with their code points."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from qinqing.kernel.shaping import private_use
from qinqing.services.documents.rules.papers.press import undrawn

# What the fonts that come along draw wherever this runs: nobody needs to ask a font about it.
SURE = (
    "\u0000-\u017f\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f\u2010-\u203e\u2100-\u211e\u2126-\u214f\u2160-\u2184\u2190-\u22ff"
    "\u2460-\u24ff\u2500-\u257f\u25a0-\u25ff\u3000-\u303f\u3041-\u3096\u3099-\u30ff\u3200-\u332b\u332d-\u33ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ufe30-\ufe4f\uff01-\uff5e\uffe0-\uffe6"
)
_UNSURE = re.compile(f"[^{SURE}]")
# Nothing is drawn for these by themselves: controls, formats, marks on the character before, blanks, parts of lines.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})
MOST = 500  # so many different ones are asked about; a text in a script without any font is told by its first
TOLD = 8


def lacking(text: str, fonts: Sequence[Path] = ()) -> list[str]:
    """The characters of a text that no font draws, each once, in their order. A private-use character is drawn only by
    a font of the county's own folders: what other fonts have in its place is something else."""
    unsure = list(dict.fromkeys(one for one in _UNSURE.findall(text) if unicodedata.category(one) not in UNSEEN))
    if not unsure:
        return []
    asked = unsure[:MOST]
    private = private_use("".join(asked))
    found = {*undrawn(asked, fonts=fonts), *undrawn(private, fonts=fonts, own=True)}
    return [one for one in asked if one in found]


def lacking_zh(characters: Sequence[str]) -> str:
    """These characters with their code points, as a sentence names them; empty for none."""
    named = "、".join(f"“{one}”（U+{ord(one):04X}）" for one in characters[:TOLD])
    return f"{named}等 {len(characters)} 个字" if len(characters) > TOLD else named
