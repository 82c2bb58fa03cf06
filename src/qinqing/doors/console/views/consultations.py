"""征求意见: for the office, whom to ask and who still owes; for a department, what it owes. 四(一)2."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.rows import Row, appeal_rows
from qinqing.doors.console.views.desk import LISTED, part_rows
from qinqing.doors.web.downloads import paper_links
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import DEPARTMENT, Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.rules.kinds import PartKind
from qinqing.procedure.appeals.states import State
from qinqing.procedure.receptions import queries as receptions
from qinqing.services.documents import queries as documents


def consultations(request: Request) -> HttpResponse:
    """The office's three heaps, or the department's own."""
    if request.actor.role in DEPARTMENT:
        owed = queries.parts_owed(request.actor)[:LISTED]
        asked = _letters([part.appeal for part in owed if part.kind == PartKind.OPINION])
        parts = [
            row | {"papers": asked.get(part.appeal.code, ()) if part.kind == PartKind.OPINION else ()}
            for row, part in zip(part_rows(request, owed), owed, strict=True)
        ]
        return render(request, "console/consultations/department.html", {"parts": parts})
    if request.actor.role is not Role.OFFICE:
        raise NotFound("consultations")
    asking = queries.in_states(request.actor, State.CONSULTING)
    owed, met = queries.opinions_owed(asking), receptions.meetings_of(asking, request.actor)
    letters = _letters(asking)
    context = {
        "arrived": _rows(request, State.AT_OFFICE, State.FAST_LANE),
        "asking": [
            {
                "row": row,
                "parts": owed[appeal.pk],
                "meetings": met.get(appeal.pk, ()),
                "papers": letters.get(appeal.code, ()),
            }
            for row, appeal in zip(appeal_rows(asking, request.actor, at=request.at), asking, strict=True)
        ],
        "ripe": _rows(request, State.RIPE),
    }
    return render(request, "console/consultations/office.html", context)


def _letters(found: Sequence[queries.Appeal]) -> dict[str, list[dict[str, object]]]:
    """The letter that asked, with its addresses, by the appeal's code."""
    written = queries.consultation_letters(found)
    lacks = documents.lacks(written.values())
    return {code: paper_links([paper], "console:paper", code, lacks) for code, paper in written.items()}


def _rows(request: Request, *states: State) -> list[Row]:
    return appeal_rows(queries.in_states(request.actor, *states), request.actor, at=request.at)
