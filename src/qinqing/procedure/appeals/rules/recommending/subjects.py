"""What an appeal is about and how much it presses, by the words for it."""

import tomllib
from functools import cache
from importlib import resources

from qinqing.procedure.appeals.rules.recommending.duties import Duties, Known, Worded

# One word does not make a matter urgent: an ordinary appeal says 尽快 as well.
PRESSING = 1.9


@cache
def categories() -> Duties[str]:
    """Knows the words of the categories."""
    return _known("category")


@cache
def urgencies() -> Duties[str]:
    """Knows the words of what is urgent, special or hard."""
    return _known("urgency")


def _known(table: str) -> Duties[str]:
    source = resources.files(__package__).joinpath("categories.toml").read_text("utf-8")
    told = tomllib.loads(source)[table]
    return Duties(
        Known(name, [Worded(name, *(part.split() for part in _halves(words)))], ()) for name, words in told.items()
    )


def _halves(words: str) -> tuple[str, str]:
    told, _, related = words.partition("|")
    return told, related
