"""决定事项: what was promised, by whom, by when, with what proof; and the reports before the leaders. 四(三), 四(四)."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console import lights
from qinqing.doors.console.forms.item_filters import ItemFilters
from qinqing.doors.console.forms.item_moves import Remark, chosen
from qinqing.doors.console.forms.items import CityDecision
from qinqing.doors.console.item_moves import IN_PARTS, PAGES, RARE
from qinqing.doors.console.item_parts import parts_of
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit, way_to
from qinqing.doors.console.offers import Offer, named_links
from qinqing.doors.console.opened import note_all, noted, open_appeal
from qinqing.doors.console.rows import item_rows
from qinqing.doors.console.versions import as_read
from qinqing.doors.console.views.urgings import urging_rows
from qinqing.doors.web.downloads import paper_links, send, send_paper
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.doors.web.templatetags.qinqing import money
from qinqing.kernel.actors import Role
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.states import MOVES as APPEAL_MOVES
from qinqing.procedure.decisions import actions, queries
from qinqing.procedure.decisions.rules.clocks import Clock
from qinqing.procedure.decisions.states import MOVES, WITH_REPORT
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision import queries as supervision

LABELS = {kind.value: kind.label for kind in Clock}
READ_SHOWN = 20


def items(request: Request) -> HttpResponse:
    """The ledger of decided items, filtered; keyset paged."""
    admit(request, "console:items")
    form = ItemFilters(request.GET)
    wanted = form.wanted()
    page = queries.page(request.actor, wanted, at=request.at)
    newer = (form.query() or "standing=") if wanted.after else ""
    context = {
        "form": form,
        "counts": _figures(queries.figures(request.actor, wanted, at=request.at), form),
        "ledger": ledger_link(request, "items", form.query()),
        "rows": item_rows(page.rows, request.actor, at=request.at),
        "page": {"older": form.query(after=page.next) if page.next else "", "newer": newer},
        "filtered": form.is_narrowed,
    }
    return render(request, "console/decisions/_list.html" if request.htmx else "console/decisions/list.html", context)


def _figures(found: queries.Figures, form: ItemFilters) -> list[dict[str, Any]]:
    """The figures of everything that was asked for; each narrows the list to what it counts."""
    told: list[tuple[str, object, dict[str, str], str]] = [
        ("项", found.all, {}, ""),
        ("在办", found.open, {"standing": "open"}, ""),
        ("在办超期", found.overdue, {"standing": "open", "light": "red"}, "red" if found.overdue else ""),
        ("在办受阻", found.blocked, {"standing": "open", "blocked": "yes"}, "yellow" if found.blocked else ""),
    ]
    if found.promised:
        told.append(("应兑现", money(found.promised), {"kind": "money"}, ""))
        told.append(("企业确认到账", money(found.received), {"kind": "money"}, ""))
    return [
        {"label": label, "value": value, "url": f"?{form.query(**narrower)}", "tone": tone}
        for label, value, narrower, tone in told
    ]


def item(request: Request, code: str) -> HttpResponse:
    """One item: what was decided, which limits run, what was reported, what may be done and why not."""
    found = _opened(request, code)
    circulated = queries.circulations(found, request.actor)
    reports = [
        {"report": report, "circulations": [row for row in circulated if row.report_id == report.pk]}
        for report in queries.reports(found, request.actor)
    ]
    offered = queries.offers(found, request.actor, at=request.at)
    context = {
        **_facts(request, found),
        **parts_of(found, request.actor, (move.name for move, verdict in offered if verdict), at=request.at),
        "reports": reports,
        "papers": paper_links(queries.item_papers(found, request.actor), "console:item_paper", code),
        "clocks": lights.of_subject(found.subject, LABELS, at=request.at),
        "entries": queries.timeline(found, request.actor),
        "urgings": urging_rows(supervision.urgings_of(found.appeal, request.actor), request),
        "moves": _moves(found, offered),
        "crumbs": _crumbs(request, found),
    }
    return render(request, "console/decisions/item.html", context)


def item_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, for whoever may make it; what was typed stays if a colleague was faster."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, _opened(request, code))
    return submit(
        request,
        page.form,
        template="console/decisions/move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:item", args=[code]),
        message=f"已办：{MOVES[name].label}",
        initial=page.initial(found, request.actor) | chosen(request.GET, "milestone") | chosen(request.GET, "block"),
        **page.options(found, request.actor),
    )


def item_file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One proof filed with an item, for whoever may see the item."""
    return send(queries.files(_opened(request, code), request.actor), file)


def item_paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """One report on an item or sheet it was assigned with, as docx or pdf, for whoever may read it."""
    return send_paper(queries.item_papers(_opened(request, code), request.actor), paper, form)


def circulations(request: Request) -> HttpResponse:
    """报告圈阅: for a leader what to read, for the office what to put before the leaders and who has not read."""
    admit(request, "console:circulations")
    return render(request, "console/decisions/circulations.html", _circulated(request))


def circulation(request: Request, code: str) -> HttpResponseBase:
    """A leader marks one report read, with a remark or without, and is back at the others."""
    admit(request, "console:circulations")
    found = as_read(request, queries.fetch(request.actor, code))
    return submit(
        request,
        Remark,
        template="console/decisions/circulations.html",
        context=lambda: {**_circulated(request), "code": code},
        do=partial(actions.mark_read, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:circulations"),
        message=f"已圈阅{found.number}的报告",
    )


def city_decides(request: Request, code: str) -> HttpResponseBase:
    """市里研究决定: the city's reply becomes decided items. 四(一)4."""
    found = as_read(request, open_appeal(request, code))
    return submit(
        request,
        CityDecision,
        template="console/decisions/city.html",
        context=partial(_city_context, request, code),
        do=partial(actions.city_decides, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:appeal", args=[code]),
        message=lambda result: f"已记录，交办 {len(result)} 项",
        initial={"lead_1": found.lead_id},
    )


def _opened(request: Request, code: str) -> queries.DecidedItem:
    """The item for whoever may see it; that its appeal was opened is noted."""
    found = queries.fetch(request.actor, code)
    noted(request, found.appeal)
    return found


def _facts(request: Request, found: queries.DecidedItem) -> dict[str, Any]:
    """What every page about one item shows of it."""
    shares = queries.shares(found)
    return {
        "item": found,
        "row": item_rows([found], request.actor, at=request.at)[0],
        "criterion": _masked(request, found, found.criterion),
        "shown": appeals.shown(found.appeal, request.actor),
        "shares": shares,
        "heard": _heard(request, found),
        "lead_abolished": not register.organ(found.lead_id).active,
    }


def _masked(request: Request, found: queries.DecidedItem, text: str) -> str:
    hidden = appeals.hides_identity(found.appeal, request.actor)
    return appeals.mask(found.appeal, text) if hidden else text


def _heard(request: Request, found: queries.DecidedItem) -> Any:
    """The hearing where it was decided; nothing for the city's reply."""
    if found.agenda_item_id is None:
        return None
    return next((row for row in receptions.heard_on(found.appeal) if row.pk == found.agenda_item_id), None)


def _moves(found: queries.DecidedItem, offered: Iterable[tuple[Move, Verdict]]) -> list[Offer]:
    """The steps of the whole item; those of one part stand beside it."""
    urls = {name: reverse("console:item_move", args=[found.code, name]) for name in PAGES if name not in IN_PARTS}
    return named_links([(move, verdict) for move, verdict in offered if verdict or move.name not in RARE], urls)


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch(request.actor, code)
    return {
        **_facts(request, found),
        "move": MOVES[name],
        "verdict": queries.may(name, found, request.actor, at=request.at),
        "version": found.version,
        "report": next(iter(queries.reports(found, request.actor)), None),
        "crumbs": _crumbs(request, found, MOVES[name].label),
    }


def _crumbs(request: Request, found: queries.DecidedItem, *steps: str) -> list[Link]:
    url = reverse("console:item", args=[found.code]) if steps else ""
    return [way_to(request, "决定事项", "console:items"), Link(found.number, url), *(Link(step) for step in steps)]


def _circulated(request: Request) -> dict[str, Any]:
    """What lies before the leader, or before the leaders; what was read lately; what the office has yet to send."""
    waiting = queries.circulations_for(request.actor)
    done = [row for row in queries.circulations_for(request.actor, waiting=False, limit=READ_SHOWN) if row.done_at]
    todo = queries.todo(request.actor, at=request.at) if request.actor.role is Role.OFFICE else []
    note_all(request, [row.report.item.appeal for row in (*waiting, *done)])
    return {
        "waiting": [{"row": row, "item": row.report.item} for row in waiting],
        "done": done,
        "to_send": item_rows([one for one in todo if one.standing in WITH_REPORT], request.actor, at=request.at),
        "is_office": request.actor.role is Role.OFFICE,
    }


def _city_context(request: Request, code: str) -> Mapping[str, Any]:
    found = appeals.fetch(request.actor, code)
    move = APPEAL_MOVES["city_decides"]
    return {
        "appeal": found,
        "shown": appeals.shown(found, request.actor),
        "move": move,
        "verdict": appeals.may("city_decides", found, request.actor, at=request.at),
        "version": found.version,
        "crumbs": [
            Link("诉求", reverse("console:appeals")),
            Link(found.number, reverse("console:appeal", args=[code])),
            Link(move.label),
        ],
    }
