"""反映提示: what enterprises read while they write, looked through and changed category by category."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.prompts import Prompting, values_of
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.rules.kinds import Category
from qinqing.procedure.appeals.rules.prompts import GROUPS


def prompts(request: Request) -> HttpResponse:
    """All categories in the order in which enterprises are offered them."""
    admit(request, "console:prompts")
    known = {category: (category, told, own) for category, told, own in queries.prompts()}
    groups = [(label, [known[one] for one in categories]) for label, categories in GROUPS]
    return render(request, "console/prompts/list.html", {"groups": groups})


def prompt(request: Request, category: str) -> HttpResponseBase:
    """What stands beside one category."""
    admit(request, "console:prompts")
    told = queries.prompt(category)
    if told is None:
        raise NotFound("category")
    label = Category(category).label
    return submit(
        request,
        Prompting,
        template="console/prompts/prompt.html",
        context={"label": label, "crumbs": [Link("反映提示", reverse("console:prompts")), Link(label)]},
        do=partial(actions.set_prompt, category, by=request.actor, at=request.at),
        done=lambda made: reverse("console:prompts"),
        message=f"已更改“{label}”的反映提示",
        initial=values_of(told),
    )
