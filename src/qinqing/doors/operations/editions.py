"""An edition of the Plan as data, and numbers to try in its place, the same for every command."""

from collections.abc import Iterable
from typing import Any

from qinqing.kernel import county
from qinqing.kernel.errors import Refused
from qinqing.procedure.plan import queries
from qinqing.procedure.plan.rules import SETTINGS


def numbers(words: Iterable[str]) -> dict[str, int]:
    """``transfer=1`` as a setting and its number. Raises Refused for what is not one."""
    return dict(map(_number, words))


def _number(word: str) -> tuple[str, int]:
    key, _, number = word.partition("=")
    if key not in SETTINGS or not number.isdecimal():
        raise Refused(f"没有看懂“{word}”，请写成 transfer=1，名称见 qinqing plan show --json")
    return key, int(number)


def edition_data(edition: queries.EditionView) -> dict[str, Any]:
    """Edition, clauses and limits, with the keys of the contract."""
    return {
        "edition": {
            "number": edition.number,
            "title": edition.title,
            "in_force_from": edition.in_force_from.isoformat(),
            "digest": edition.digest,
        },
        "clauses": [
            {"ref": clause.ref, "title": clause.title, "text": clause.text}
            for clause in edition.rendered(county.words())
        ],
        "limits": {
            key: {"value": edition.limit(key), "unit": one.unit.value, "label": one.label, "clause": one.clause}
            for key, one in SETTINGS.items()
        },
    }
