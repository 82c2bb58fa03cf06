"""What the county is called, for rooms that do not know who keeps it: papers, messages, the Plan's text.

Whoever keeps the county's facts says so once, when the house is furnished (``config/wiring.py``).
"""

from collections.abc import Callable, Mapping

Words = Mapping[str, str]
_keepers: list[Callable[[], Words]] = []
_last: list[str] = [""]


def told_by(keeper: Callable[[], Words]) -> None:
    """From now on this function tells the county's own words, by the names of the Plan's blanks."""
    _keepers[:] = [keeper]


def words() -> Words:
    """The county's own words: ``county``, ``city``, ``bureau_phone`` and the like; those not known are left out."""
    found = _keepers[0]() if _keepers else {}
    _last[0] = found.get("county", "")
    return found


def name() -> str:
    """The county's name."""
    return words().get("county", "")


def last_name() -> str:
    """The name as this process last heard it, without asking: for pages that must not ask anybody."""
    return _last[0]
