"""The minutes of a day with its decided items: drafted, sent and issued; each department gets its excerpt. 四(二), 四(三)."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.decisions import papers
from qinqing.procedure.decisions.queries.minuted import carriers_of, lines_of
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries as days
from qinqing.procedure.receptions.queries import Minutes, ReceptionDay
from qinqing.procedure.receptions.rules.minutes import ItemLine
from qinqing.procedure.register import queries as register
from qinqing.services.documents import actions as documents


def close_day(day: ReceptionDay, *, by: Actor, at: datetime, note: str = "") -> ReceptionDay:
    """结束接待日. Raises Refused over an appeal without outcome, an item nobody leads, or a department not accounted for."""
    return receptions.close_day(day, lines=lines_of(day), by=by, at=at, note=note)


def draft_minutes(day: ReceptionDay, *, by: Actor, at: datetime) -> Minutes:
    """起草纪要: from what was recorded on the day. Raises Refused before the day has ended."""
    return receptions.draft_minutes(day, lines=lines_of(day), by=by, at=at)


def adopt_minutes(minutes: Minutes, *, by: Actor, at: datetime, note: str = "") -> Minutes:
    """核定纪要, of a joint meeting. Raises Refused with every line that is missing."""
    return receptions.adopt_minutes(minutes, lines=lines_of(minutes.day), by=by, at=at, note=note)


def send_minutes(minutes: Minutes, *, by: Actor, at: datetime, note: str = "") -> Minutes:
    """送主持领导确认. Raises Refused with every line that is missing."""
    return receptions.send_minutes(minutes, lines=lines_of(minutes.day), by=by, at=at, note=note)


@transaction.atomic
def issue_minutes(minutes: Minutes, *, by: Actor, at: datetime) -> Minutes:
    """印发纪要: the departments called, those that lead an appeal and those that carry an item read their excerpt.

    Where a department was abolished since the decision, whoever took over reads it, and from now on sees the appeal.
    """
    lines = lines_of(minutes.day)
    carriers = carriers_of(lines)
    entries = days.agenda(minutes.day, by)
    others = [*days.departments(minutes.day), *(entry.appeal.lead_id for entry in entries if entry.appeal.lead_id)]
    readers = dict.fromkeys((register.successor(organ) or organ for organ in others), 0) | carriers
    issued = receptions.issue_minutes(minutes, lines=lines, readers=readers, by=by, at=at)
    documents.issue_papers("assignment", papers.assignments(issued, lines, entries), by=by, at=at)
    for entry in entries:
        appeals.call_in(entry.appeal, _carrying([line for line in lines if line.entry == entry.pk]))
    return issued


def _carrying(lines: list[ItemLine]) -> list[int]:
    return list(carriers_of(lines))
