"""Ripe appeals as the office weighs them: the proposal first, why each is in it, themes, and who would have to come."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from qinqing.doors.console.agenda import Mark
from qinqing.doors.console.rows import Row, appeal_rows
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.rules.kinds import Category
from qinqing.procedure.outreach import queries as outreach
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.rules.proposal import FORMULA
from qinqing.procedure.register import queries as register
from qinqing.services.calendar.states import Colour


class Ripe(NamedTuple):
    """One row: the appeal, its light, how long it has waited, whom it concerns, when its enterprise was heard and last
    met, and why."""

    row: Row
    light: Mark
    waited: int
    organs: str
    before: tuple[receptions.Before, ...]
    recent: outreach.Recent | None
    why: str
    asked: bool


class Theme(NamedTuple):
    """专题: appeals that are alike, offered together."""

    label: str
    codes: tuple[str, ...]
    numbers: str


class Offer(NamedTuple):
    """Everything the section shows."""

    rows: list[Ripe]
    themes: list[Theme]
    room: int
    proposed: int
    adds: str
    formula: str


def offer(choice: receptions.Choice, actor: Actor, *, at: datetime) -> Offer:
    """The rows with those proposed on top in their order; five queries for the last contacts with all their enterprises."""
    names = register.organ_names()
    why = {pick.code: pick.why for pick in choice.picks}
    rows = _rows(choice.waiting, why, names, actor, at)
    adds = [names.get(organ, "") for pick in choice.picks for organ in pick.adds]
    themes = [_theme(codes, choice.waiting) for codes in choice.themes]
    return Offer(rows, themes, choice.room, len(choice.picks), "、".join(adds), FORMULA)


def _rows(
    waiting: Sequence[receptions.Waiting], why: Mapping[str, str], names: Mapping[int, str], actor: Actor, at: datetime
) -> list[Ripe]:
    order = list(why)
    known = outreach.recent(actor, register.named(one.appeal.enterprise_id for one in waiting)) if waiting else {}
    told = appeal_rows((one.appeal for one in waiting), actor, at=at)
    rows = [
        Ripe(
            row,
            _light(one),
            one.waited,
            "、".join(names.get(organ, "") for organ in one.organs),
            one.before,
            known.get(one.appeal.enterprise_id),
            why.get(row["code"], ""),
            one.asked,
        )
        for one, row in zip(waiting, told, strict=True)
    ]
    return sorted(rows, key=lambda one: order.index(one.row["code"]) if one.why else len(order))


def _light(one: receptions.Waiting) -> Mark:
    """No limit runs while an appeal waits for its day; red says that one was missed on its way here."""
    return Mark(Colour.RED, "办理曾超期") if one.appeal.late else Mark(Colour.GREEN, "办理按时")


def _theme(codes: Sequence[str], waiting: Sequence[receptions.Waiting]) -> Theme:
    told = [one.appeal for one in waiting if one.appeal.code in codes]
    kinds = list(dict.fromkeys(Category(appeal.category).label for appeal in told if appeal.category))
    return Theme("、".join(kinds) or "相似诉求", tuple(codes), "、".join(appeal.number for appeal in told))
