"""Open to everybody: home, the Plan, following an appeal by number and code."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.portal.forms import Track
from qinqing.doors.portal.visitors import open_appeal
from qinqing.doors.web.contact import contact_points
from qinqing.doors.web.forms import submit
from qinqing.doors.web.guessing import count
from qinqing.doors.web.guide import guide, question, search
from qinqing.doors.web.plan import chapters
from qinqing.doors.web.requests import Request
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals.rules.kinds import Matter
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register

NEWEST = 3  # bulletins on the front page


@login_not_required
def home(request: Request) -> HttpResponse:
    """How do I bring a trouble, and when is the next day."""
    today = day_of(request.at)
    context = {
        "said": register.county(),
        "days": receptions.public_schedule(since=today)[:6],
        "matters": [matter for matter in Matter if matter is not Matter.FROM_CITY],
        "limits": plan.in_force(today),
        "bulletins": [(one, bulletins.figures_of(one).totals) for one in bulletins.published(limit=NEWEST)],
    }
    return render(request, "portal/home.html", context)


@login_not_required
def days(request: Request) -> HttpResponse:
    """接待日安排: the days that are planned, and how to be heard on one of them."""
    today = day_of(request.at)
    context = {
        "days": receptions.public_schedule(since=today, limit=60),
        "limits": plan.in_force(today),
        "contact": contact_points(),
        "today": today,
    }
    return render(request, "portal/days.html", context)


@login_not_required
def the_plan(request: Request) -> HttpResponse:
    """The Plan with its clauses and the numbers in force."""
    edition = plan.in_force(day_of(request.at))
    return render(request, "portal/plan.html", {"edition": edition, "chapters": chapters(edition)})


@login_not_required
def guide_page(request: Request) -> HttpResponse:
    """使用帮助: the enterprise's chapter of the guide, and a search in it."""
    text = question(request.GET.get("q", ""))
    chapter = guide().chapter("enterprise")
    context = {"text": text, "hits": search([chapter], text), "html": chapter.html(text.split())}
    return render(request, "portal/help.html", context)


@login_not_required
def track(request: Request) -> HttpResponseBase:
    """Follow one appeal with what the receipt says; no account needed."""
    return submit(
        request,
        Track,
        template="portal/track.html",
        before=lambda number, code: count(request, number),
        do=partial(open_appeal, request),
        done=lambda code: reverse("portal:appeal", args=[code]),
        initial={"number": request.GET.get("number", "")[:40]},
    )
