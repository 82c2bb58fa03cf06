"""Rows of findings as the desk's tables show them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.procedure.supervision.queries import Finding
from qinqing.procedure.supervision.rules.clocks import Clock
from qinqing.procedure.supervision.rules.inspection import Result
from qinqing.services.calendar.rules.lights import Light


class FindingRow(NamedTuple):
    """One finding in a table."""

    url: str
    number: str
    kind: str
    title: str
    organ: str
    former_organ: str
    result: str
    tone: str
    state: str
    carried: str
    former_words: str
    light: Light | None
    due: str
    words: str
    answer: str


TONES = {Result.IMPLEMENTED: "qing", Result.IN_PROGRESS: "yellow", Result.NOT_IMPLEMENTED: "red", "": "outline"}


def finding_rows(found: Iterable[Finding], *, at: datetime) -> list[FindingRow]:
    """Rows for these findings, as the query has shown them; no further query."""
    return [
        FindingRow(
            url=reverse("console:finding", args=[row.code]),
            number=row.number,
            kind=row.get_kind_display(),
            title=row.title,
            organ=row.organ_name,
            former_organ=row.former_organ_name,
            result=row.get_result_display() if row.result else "还没有结论",
            tone=TONES[row.result],
            state=row.standing.label,
            carried=row.former.get_result_display() if row.former else "",
            former_words=row.former.words if row.former else "",
            light=lights.of_row(row.due_from, row.due_at, Clock.RECTIFICATION, at=at) if row.due_at else None,
            due=lights.due_day(row.due_at, at),
            words=row.words,
            answer=row.answer,
        )
        for row in found
    ]
