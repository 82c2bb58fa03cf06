"""The cursors of lists: what a page gave as ``next`` is asked back as ``after``, and nothing else is."""

from collections.abc import Callable
from datetime import date, datetime

from qinqing.doors.api.refusals import Turned


def check_moment(after: str, *, dated: bool) -> None:
    """Turns away (422) what is no cursor: a row's number, with the moment it is ordered by where the list is by time."""
    _check(after, dated=dated, reads=_is_moment)


def check_dated(after: str, *, dated: bool) -> None:
    """Turns away (422) what is no cursor: a row's number, with the day it is ordered by where the list is by days."""
    _check(after, dated=dated, reads=_is_day)


def _check(after: str, *, dated: bool, reads: Callable[[str], bool]) -> None:
    first, _, last = after.rpartition("~")
    known = last.isascii() and last.isdigit() and len(last) < 19 and bool(first) == dated
    if after and not (known and (not first or reads(first))):
        raise Turned(422, "after 请填上一页给出的 next，排序不要变", code="invalid")


def _is_moment(text: str) -> bool:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return False
    return at.tzinfo is not None and 2000 <= at.year <= 2200


def _is_day(text: str) -> bool:
    try:
        return text == date.fromisoformat(text).isoformat()
    except ValueError:
        return False
