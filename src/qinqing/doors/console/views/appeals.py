"""Appeals on the desk: the list, one appeal, and every move of the table."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.advice import advice_on
from qinqing.doors.console.agenda import heard_on
from qinqing.doors.console.forms.filters import Filters
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.material import material_links
from qinqing.doors.console.moves import ADDRESSES, PAGES
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import move_links
from qinqing.doors.console.opened import as_read, open_appeal
from qinqing.doors.console.rows import appeal_rows, item_rows, next_move
from qinqing.doors.console.views.urgings import urging_rows
from qinqing.doors.web.downloads import paper_links, send, send_paper
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.appeals.rules.duplicates import says_nothing
from qinqing.procedure.appeals.rules.kinds import Channel, Matter
from qinqing.procedure.appeals.states import MOVES
from qinqing.procedure.city import queries as city
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.outreach import queries as outreach
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS, UNNAMED
from qinqing.procedure.supervision import queries as supervision
from qinqing.procedure.supervision.rules.guards import RATED

LABELS = {kind.value: kind.label for kind in Clock}


def appeals(request: Request) -> HttpResponse:
    """All the actor may see, filtered, ordered, searched; keyset paged."""
    admit(request, "console:appeals")
    form = Filters(request.GET)
    wanted = form.wanted()
    page = queries.page(request.actor, wanted, at=request.at)
    context = {
        "form": form,
        "q": wanted.text,
        "rows": appeal_rows(page.rows, request.actor, at=request.at),
        "page": {"older": form.next_page(page.next), "newer": form.first_page() if wanted.after else ""},
        "filtered": form.is_narrowed,
        "ledger": ledger_link(request, "appeals", form.query()),
    }
    return render(request, "console/appeals/_rows.html" if request.htmx else "console/appeals/list.html", context)


def appeal(request: Request, code: str) -> HttpResponse:
    """One appeal: where it stands, what happened, which limits run, what may be done and why not."""
    found = open_appeal(request, code)
    offered = queries.offers(found, request.actor, at=request.at)
    context = {
        "appeal": found,
        "shown": queries.shown(found, request.actor),
        "rungs": queries.ladder(found),
        "lead_abolished": _gone(found),
        "unclear": says_nothing(found.text) and _may("ask_clearer", offered),
        "entries": queries.timeline(found, request.actor),
        "clocks": lights.of_subject(found.subject, LABELS, at=request.at),
        "light": lights.of_row(found.due_from, found.due_at, found.due_kind, at=request.at) if found.is_open else None,
        "moves": move_links(offered, partial(_address, code), next_move(found)),
        "answers": queries.answers(found, request.actor),
        "parts": queries.parts(found, request.actor),
        "files": material_links(found, request.actor),
        "papers": paper_links(queries.papers(found, request.actor), "console:paper", code),
        "relatives": queries.relatives(found, request.actor),
        "earlier": _others(request, found),
        "items": item_rows(decisions.items_of(found, request.actor), request.actor, at=request.at),
        "heard": heard_on(found, request.actor),
        "evaluations": supervision.evaluations_of(found, request.actor),
        "urgings": urging_rows(supervision.urgings_of(found, request.actor), request),
        "visit": outreach.visit_behind(found, request.actor) if found.channel == Channel.VISIT else None,
        "notice_url": _notice(request, found),
        "exchange": city.exchange_of(found, request.actor),
        "packages": _packages(found, request.actor),
        "by_hand": city.goes_by_hand(found, request.actor),
        "matter_clause": Matter(found.matter).clause if found.matter else "",
        "section_name": SECTIONS.get(found.section, ""),
        "crumbs": _crumbs(found.number),
    }
    return render(request, "console/appeals/appeal.html", context)


def _may(name: str, offered: Iterable[tuple[Move, Verdict]]) -> bool:
    return any(move.name == name and verdict for move, verdict in offered)


def _others(request: Request, found: queries.Appeal) -> list[queries.Appeal]:
    """What else the enterprise brought, where one may know which it is."""
    if found.confidential or found.enterprise_name == UNNAMED:
        return []
    brought = queries.of_enterprise(request.actor, found.enterprise_id, limit=6)
    return [one for one in brought if one.pk != found.pk]


def _packages(found: queries.Appeal, actor: Actor) -> list[Link]:
    """What may be taken away for a house without a line to this one."""
    named = city.packages(found, actor)
    return [Link(label, reverse("console:package_of", args=[found.code, what.value])) for what, label in named.items()]


def told(request: Request, code: str) -> HttpResponse:
    """谁收到了消息: who was told what of the appeal, and whether it arrived."""
    found = open_appeal(request, code)
    context = {
        "rows": queries.told(found, request.actor), "number": found.number, "back": reverse("console:appeal", args=[code]),
        "all": request.actor.role in queries.EVERYTHING,
        "crumbs": _crumbs(found.number, reverse("console:appeal", args=[code]), "谁收到了消息"),
    }  # fmt: skip
    return render(request, "console/appeals/told.html", context)


def move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, for whoever may make it; what was typed stays if a colleague was faster."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = open_appeal(request, code)
    current = found.version
    as_read(request, found)
    return submit(
        request,
        page.form,
        template="console/appeals/move.html",
        context=partial(_move_context, request, code, name, current),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:appeal", args=[code]),
        message=partial(_told, name),
        initial=page.initial(found),
    )


def file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One piece of an appeal's material, for whoever may see the appeal."""
    return send(queries.files(open_appeal(request, code), request.actor), file)


def paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """One paper written of an appeal, as docx or pdf, for whoever may see the appeal and who brought it."""
    found = open_appeal(request, code)
    return send_paper(queries.papers(found, request.actor), paper, form)


def _told(name: str, result: object) -> str:
    if isinstance(result, actions.Receipt):
        return f"新的查询码是 {result.query_code}，请告诉企业；以后不再显示"
    return f"已办：{MOVES[name].label}"


def _move_context(request: Request, code: str, name: str, version: int) -> Mapping[str, Any]:
    found = queries.fetch(request.actor, code)
    return {
        "appeal": found,
        "shown": queries.shown(found, request.actor),
        "move": MOVES[name],
        "verdict": queries.may(name, found, request.actor, at=request.at),
        "version": found.version if request.method == "POST" else version,
        "answers": queries.answers(found, request.actor)[:1],
        "advice": advice_on(found, request.actor, name),
        "crumbs": _crumbs(found.number, reverse("console:appeal", args=[code]), MOVES[name].label),
    }


def _notice(request: Request, found: queries.Appeal) -> str:
    """办结告知单, for the clerk who hands it out."""
    told = request.actor.role is Role.INTAKE and not found.is_open and found.result in RATED
    return reverse("console:closing_notice", args=[found.code]) if told else ""


def _crumbs(number: str, url: str = "", step: str = "") -> list[Any]:

    crumbs = [Link("诉求", reverse("console:appeals")), Link(number, url)]
    return [*crumbs, Link(step)] if step else crumbs


def _gone(found: queries.Appeal) -> str:
    """The department it waits for, if that was abolished meanwhile."""
    organ = register.organ(found.turn_organ_id) if found.turn_organ_id else None
    return organ.label if organ and not organ.active else ""


def _address(code: str, move: Move) -> str:
    """Where a move is made: at its own page, at the common one, or nowhere on the desk."""
    if move.name in ADDRESSES:
        return reverse(ADDRESSES[move.name], args=[code])
    return reverse("console:move", args=[code, move.name]) if move.name in PAGES else ""
