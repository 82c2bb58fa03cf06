"""查阅记录: who opened which appeal, and when, by name; for the audit administrator, who cannot read what it says."""

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.forms.openings import Openings
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.requests import Request
from qinqing.procedure.appeals import queries


def openings(request: Request) -> HttpResponse:
    """The log, newest first, filtered; keyset paged."""
    admit(request, "console:openings")
    form = Openings(request.GET)
    wanted = form.wanted()
    rows, older = queries.openings(request.actor, wanted)
    context = {
        "form": form,
        "rows": rows,
        "page": {
            "older": form.query(before=older) if older else "",
            "newer": (form.query() or "all=1") if wanted.before else "",
        },
    }
    return render(request, "console/journal/openings.html", context)
