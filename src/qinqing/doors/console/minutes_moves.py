"""Which form asks for what a move of a day's minutes needs, and which action makes it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms

from qinqing.doors.console.forms.appeals import Note, Reason
from qinqing.doors.console.forms.item_moves import Remark
from qinqing.doors.console.forms.minutes import ProposeErratum
from qinqing.doors.web.forms import Press
from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries


def _nothing(minutes: queries.Minutes, actor: Actor) -> dict[str, Any]:
    return {}


class Page(NamedTuple):
    """The page of one move: its form, the action, and what the form's constructor needs."""

    form: type[forms.Form]
    act: Callable[..., Any]
    options: Callable[[queries.Minutes, Actor], dict[str, Any]] = _nothing


def _headings(minutes: queries.Minutes, actor: Actor) -> dict[str, Any]:
    return {"headings": {part.entry_id: part.heading for part in queries.minutes_parts(minutes, actor)}}


# In the order in which the minutes' page offers them.
PAGES: dict[str, Page] = {
    "send_minutes": Page(Note, decisions.send_minutes),
    "confirm_minutes": Page(Remark, receptions.confirm_minutes),
    "adopt_minutes": Page(Note, decisions.adopt_minutes),
    "send_back_minutes": Page(Reason, receptions.send_back_minutes),
    "issue_minutes": Page(Press, decisions.issue_minutes),
    "recall_minutes": Page(Reason, receptions.recall_minutes),
    "propose_erratum": Page(ProposeErratum, receptions.propose_erratum, _headings),
    "confirm_erratum": Page(Remark, receptions.confirm_erratum),
    "decline_erratum": Page(Reason, receptions.decline_erratum),
    "adopt_erratum": Page(Remark, receptions.adopt_erratum),
    "dismiss_erratum": Page(Reason, receptions.dismiss_erratum),
}

# A day that is closed opens its minutes; they are begun on the day's page and written on a page of their own.
ELSEWHERE = frozenset({"open_minutes", "draft_minutes", "write_minutes"})
