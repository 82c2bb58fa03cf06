"""Moves as buttons: what may be done, the way onward first; then, as sentences, what may not and why."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict


class Offer(NamedTuple):
    """One move on a page. ``main`` is the one that takes the matter onward."""

    label: str
    url: str
    allowed: bool
    reason: str
    clause: str
    main: bool


def move_links(
    offered: Iterable[tuple[Move, Verdict]], address: Callable[[Move], str], onward: str = ""
) -> list[Offer]:
    """Open moves before closed ones: ``onward`` first, then those that move on, then those that stay.

    Moves without an address are left out.
    """
    ordered = sorted(offered, key=lambda pair: (not pair[1], pair[0].name != onward, pair[0].target is None))
    return [
        Offer(
            move.label,
            address(move),
            bool(verdict),
            verdict.reason,
            verdict.clause or move.clause,
            main=index == 0 and bool(verdict) and (move.target is not None or move.name == onward),
        )
        for index, (move, verdict) in enumerate(ordered)
        if address(move)
    ]


def named_links(
    offered: Iterable[tuple[Move, Verdict]], urls: Mapping[str, str], labels: Mapping[str, str] = MappingProxyType({})
) -> list[Offer]:
    """The offered moves that a page names, in the page's order; open ones before closed ones, the first open one is main."""
    found = {move.name: (move, verdict) for move, verdict in offered}
    ordered = sorted((name for name in urls if name in found), key=lambda name: not found[name][1])
    return [
        Offer(
            labels.get(name, found[name][0].label),
            urls[name],
            bool(found[name][1]),
            found[name][1].reason,
            found[name][1].clause or found[name][0].clause,
            main=index == 0 and bool(found[name][1]),
        )
        for index, name in enumerate(ordered)
    ]
