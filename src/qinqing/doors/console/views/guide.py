"""帮助: the user's guide at the desk: its front with what one's own post needs, a chapter, the whole for printing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.web.guide import guide, question, search
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request


def front(request: Request) -> HttpResponse:
    """The chapters, one's own first; with a question, where in the guide it is answered."""
    text = question(request.GET.get("q", ""))
    mine, others = guide().for_reader(request.actor)
    context = {
        "text": text,
        "hits": search([*mine, *others], text),
        "mine": mine,
        "others": others,
        "preface": guide().before(),
    }
    return render(request, "console/help/front.html", context)


def chapter(request: Request, key: str) -> HttpResponse:
    """One chapter, with the words of the question marked that led here."""
    found = guide().chapter(key)
    text = question(request.GET.get("q", ""))
    mine, others = guide().for_reader(request.actor)
    context = {
        "chapter": found,
        "html": found.html(text.split()),
        "text": text,
        "entries": [one for one in found.passages if one.anchor],
        "others": [one for one in (*mine, *others) if one.key != key],
        "crumbs": [_home(), Link(found.title)],
    }
    return render(request, "console/help/chapter.html", context)


def whole(request: Request) -> HttpResponse:
    """The whole guide on one page, one's own chapters first."""
    mine, others = guide().for_reader(request.actor)
    context = {
        "preface": guide().before(),
        "chapters": [(one.title, one.html()) for one in (*mine, *others)],
        "crumbs": [_home(), Link("全文")],
    }
    return render(request, "console/help/whole.html", context)


def _home() -> Link:
    return Link("帮助", reverse("console:help"))
