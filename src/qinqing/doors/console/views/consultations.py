"""征求意见: for the office, whom to ask and who still owes; for a department, what it owes. 四(一)2."""

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.rows import Row, appeal_rows
from qinqing.doors.console.views.desk import LISTED, part_rows
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import DEPARTMENT, Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.states import State
from qinqing.procedure.receptions import queries as receptions


def consultations(request: Request) -> HttpResponse:
    """The office's three heaps, or the department's own."""
    if request.actor.role in DEPARTMENT:
        owed = part_rows(request, queries.parts_owed(request.actor)[:LISTED])
        return render(request, "console/consultations/department.html", {"parts": owed})
    if request.actor.role is not Role.OFFICE:
        raise NotFound("consultations")
    asking = queries.in_states(request.actor, State.CONSULTING)
    owed, met = queries.opinions_owed(asking), receptions.meetings_of(asking, request.actor)
    context = {
        "arrived": _rows(request, State.AT_OFFICE, State.FAST_LANE),
        "asking": [
            {"row": row, "parts": owed[appeal.pk], "meetings": met.get(appeal.pk, ())}
            for row, appeal in zip(appeal_rows(asking, request.actor, at=request.at), asking, strict=True)
        ],
        "ripe": _rows(request, State.RIPE),
    }
    return render(request, "console/consultations/office.html", context)


def _rows(request: Request, *states: State) -> list[Row]:
    return appeal_rows(queries.in_states(request.actor, *states), request.actor, at=request.at)
