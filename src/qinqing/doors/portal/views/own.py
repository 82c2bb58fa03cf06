"""The enterprise's own: see, answer, add, withdraw, rate."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.portal.forms import Evaluate
from qinqing.doors.portal.items import PAGES as ITEM_PAGES
from qinqing.doors.portal.items import item_cards
from qinqing.doors.portal.moves import ORDER, PAGES
from qinqing.doors.portal.plain import next_for, unclear
from qinqing.doors.portal.views.slots import places
from qinqing.doors.portal.visitors import visitor
from qinqing.doors.web import previews
from qinqing.doors.web.downloads import file_links, paper_links, send, send_paper
from qinqing.doors.web.forms import SeeOther, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries as evaluations
from qinqing.services.documents.queries import Attachment, Paper


def mine(request: Request) -> HttpResponse:
    """我的企业: everything lodged or brought by the enterprises of this account."""
    found = queries.own(visitor(request)) if request.actor.role is Role.ENTERPRISE else []
    asked = register.memberships_of(request.actor.person) if request.actor.person else []
    waiting = [one for one in asked if one.confirmed_at is None]
    return render(request, "portal/mine.html", {"appeals": found, "waiting": waiting})


@login_not_required
def appeal(request: Request, code: str) -> HttpResponseBase:
    """Where is mine, who has it, what next and by when. Who came by a link and is not signed in is asked to sign in."""
    actor = visitor(request)
    try:
        found = queries.fetch(actor, code)
    except NotFound:
        if request.actor.person is None:
            return SeeOther(f"/sign-in/?{urlencode({'next': request.path})}")
        raise
    return _shown(request, found, actor)


def _shown(request: Request, found: Any, actor: Actor) -> HttpResponse:
    offered = {move.name: verdict for move, verdict in queries.offers(found, actor, at=request.at)}
    entries = queries.timeline(found, actor)
    context = {
        "appeal": found,
        "rungs": queries.ladder(found),
        "entries": entries,
        "unclear": unclear(found, entries),
        "answers": queries.answers(found, actor),
        "items": item_cards(decisions.items_of(found, actor), actor, at=request.at),
        "files": _files(found, actor),
        "papers": paper_links(_papers(found, actor), "portal:paper", found.code),
        "next": next_for(found, at=request.at),
        "places": places(found, request),
        "moves": [(name, PAGES[name]) for name in ORDER if offered.get(name)],
        "may_evaluate": evaluations.may_evaluate(found, actor),
        "evaluations": evaluations.evaluations_of(found, actor),
        "seen": queries.opened_by(found),
    }
    return render(request, "portal/appeal.html", context)


def _files(found: Any, actor: Actor) -> list[dict[str, object]]:
    """The material, as whoever brought it reads of it: their own is 您."""
    links = file_links(queries.files(found, actor), "portal:file", found.code, preview="portal:preview")
    return [link | {"note": "您"} if link["note"] == queries.ENTERPRISE else link for link in links]


def _shown_files(request: Request, code: str) -> Sequence[Attachment]:
    actor = visitor(request)
    return queries.files(queries.fetch(actor, code), actor)


@login_not_required
def file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One piece of the appeal's material."""
    return send(_shown_files(request, code), file)


@login_not_required
def preview(request: Request, code: str, file: str) -> HttpResponseBase:
    """预览 of one piece of it that browsers do not show."""
    back = Link("返回诉求", reverse("portal:appeal", args=[code]))
    place = previews.Place("portal/preview.html", code, "portal:file", "portal:preview", back)
    return previews.show(request, _shown_files(request, code), file, place)


@login_not_required
def preview_page(request: Request, code: str, file: str, number: int) -> HttpResponse:
    """One page of it."""
    return previews.page(_shown_files(request, code), file, number)


@login_not_required
def paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """One paper that was written for the enterprise, as docx or pdf."""
    actor = visitor(request)
    return send_paper(_papers(queries.fetch(actor, code), actor), paper, form)


@login_not_required
def move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One thing the enterprise may do with its appeal."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    actor = visitor(request)
    found = queries.fetch(actor, code)
    return submit(
        request,
        page.form,
        template="portal/move.html",
        context=partial(_about, request, code, page=page),
        do=partial(page.act, found, by=actor, at=request.at),
        done=lambda result: reverse("portal:appeal", args=[code]),
        message=f"已办：{page.title}",
    )


@login_not_required
def item_move(request: Request, code: str, item: str, name: str) -> HttpResponseBase:
    """What the enterprise says about one decided item: money received, done, or not done. 四(三)."""
    page = ITEM_PAGES.get(name)
    if page is None:
        raise Http404(name)
    actor = visitor(request)
    found, told = queries.fetch(actor, code), decisions.fetch(actor, item)
    if told.appeal_id != found.pk:
        raise NotFound("decided item")
    return submit(
        request,
        page.form,
        template="portal/item_move.html",
        context=lambda: {"appeal": found, "item": decisions.fetch(actor, item), "page": page},
        do=partial(page.act, told, by=actor, at=request.at),
        done=lambda result: reverse("portal:appeal", args=[code]),
        message=f"已办：{page.title}",
    )


@login_not_required
def evaluate(request: Request, code: str) -> HttpResponseBase:
    """评价: by the enterprise itself, once the appeal is closed."""
    actor = visitor(request)
    found = queries.fetch(actor, code)
    return submit(
        request,
        Evaluate,
        template="portal/evaluate.html",
        context=partial(_about, request, code),
        do=partial(supervision.evaluate, found, by=actor, at=request.at),
        done=lambda result: reverse("portal:appeal", args=[code]),
        message="谢谢您的评价",
    )


def _about(request: Request, code: str, **also: Any) -> Mapping[str, Any]:
    actor = visitor(request)
    found = queries.fetch(actor, code)
    return {"appeal": found, "answers": queries.answers(found, actor)[:1], **also}


def _papers(found: queries.Appeal, actor: Actor) -> list[Paper]:
    """What was written for the enterprise: the registration of its appeal, and the letters that asked it to a day."""
    return [*queries.papers(found, actor), *receptions.invitations(found, actor)]
