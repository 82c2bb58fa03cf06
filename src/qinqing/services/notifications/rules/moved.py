"""Limits that a holiday notice moved: whose they are, and their days before and after. Pure."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from qinqing.kernel.actors import DEPARTMENT, STAFF, Role
from qinqing.kernel.phrases import day_zh, local
from qinqing.services.notifications.rules.addresses import Recipient, desk
from qinqing.services.notifications.rules.lines import Story


def moved_words(entry: Any, labels: Mapping[str, str]) -> str:
    """``“部门办理”由12月7日改为12月9日``, every limit that has a label here and moved; empty for another entry."""
    year = local(entry.at).year
    said = [
        f"“{labels[one['kind']]}”由{_day(one['old'], year)}改为{_day(one['new'], year)}"
        for one in _moved(entry)
        if one["kind"] in labels
    ]
    return "，".join(dict.fromkeys(said))


def moved_kinds(entry: Any) -> Collection[str]:
    """The kinds of limit that moved."""
    return {one["kind"] for one in _moved(entry)}


def on_moved(story: Story) -> list[Recipient]:
    """The desks that are on the limits that moved; an enterprise is told in words of its own."""
    held = [story.entry.sets[f"clock/{one['clock']}"] for one in _moved(story.entry)]
    holders = dict.fromkeys((Role(clock["holder_role"]), clock["holder_organ"]) for clock in held)
    return [desk(role, organ if role in DEPARTMENT else None) for role, organ in holders if role in STAFF]


def _moved(entry: Any) -> list[dict[str, str]]:
    moved = entry.facts.get("moved")
    return moved if isinstance(moved, list) else []


def _day(said: str, year: int) -> str:
    return day_zh(date.fromisoformat(said), this_year=year)
