"""新县启用: what is there already and what is still missing, with the way to each."""

from django.http import HttpResponse
from django.shortcuts import render

from qinqing.doors.console.navigation import admit
from qinqing.doors.console.setup import lines
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of


def setup(request: Request) -> HttpResponse:
    """The checklist: first what a county cannot begin without, then what makes it better."""
    admit(request, "console:setup")
    found = lines(request.actor, day_of(request.at))
    needed = [line for line in found if line.check.needed]
    context = {
        "parts": [
            ("开始以前要有的", needed),
            ("可以随后补上的", [line for line in found if not line.check.needed]),
        ],
        "total": len(needed),
        "done": sum(line.done for line in needed),
    }
    return render(request, "console/setup/list.html", context)
