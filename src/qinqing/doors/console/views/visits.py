"""走访: whom to call on, what was seen and heard there, and each difficulty made an appeal in one click. 五(四)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.entries import entry_rows
from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.visits import Finding, Made, Plan, Reschedule, Settle, VisitFilters
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import named_links
from qinqing.doors.console.versions import as_read
from qinqing.doors.console.visit_rows import enterprise_contacts, finding_cards, visit_rows
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.shaping import clean_line
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.events import FIELDS
from qinqing.procedure.outreach.states import FINDINGS, VISITORS, VISITS
from qinqing.procedure.register import queries as register

MATCHES = 20


class Page(NamedTuple):
    """The page of one move."""

    form: type[forms.Form]
    act: Any


PAGES = {
    "record": Page(Made, actions.record_visit),
    "reschedule": Page(Reschedule, actions.reschedule_visit),
    "cancel": Page(Reason, actions.cancel_visit),
    "note": Page(Finding, actions.note_finding),
}
ENTRIES = {
    "plan": Page(Plan, actions.plan_visit),
    "write_down": Page(Made, actions.write_down_visit),
}
FINDING_PAGES = {
    "register": Page(Press, actions.register_finding),
    "settle": Page(Settle, actions.settle_finding),
}


def visits(request: Request) -> HttpResponse:
    """The list, the latest day first; searched, filtered, keyset paged."""
    admit(request, "console:visits")
    form = VisitFilters(request.GET)
    wanted = form.wanted()
    page = queries.visits(request.actor, wanted)
    context = {
        "form": form,
        "rows": visit_rows(page.rows),
        "page": {
            "older": form.query(after=".".join(map(str, page.next))) if page.next else "",
            "newer": (form.query() or "all=1") if wanted.after else "",
        },
        "goes": request.actor.role in VISITORS,
        "ledger": ledger_link(request, "visits", form.query()),
    }
    return render(request, "console/visits/list.html", context)


def visit_new(request: Request) -> HttpResponse:
    """Whom to call on: enterprises that fit what is typed, each with its last contacts."""
    _visitors_only(request)
    text = clean_line(request.GET.get("q", "")[:100].replace("\x00", ""))
    found = register.find_enterprises(request.actor, text, MATCHES) if len(text) > 1 else []
    context = {
        "text": text,
        "rows": enterprise_contacts(found, request),
        "crumbs": [Link("走访", reverse("console:visits")), Link("选企业")],
    }
    return render(request, "console/visits/choose.html", context)


def visit_enter(request: Request, code: str, name: str) -> HttpResponseBase:
    """计划走访 or 补记走访 of one enterprise, beside its last contacts."""
    page = ENTRIES.get(name)
    if page is None:
        raise Http404(name)
    _visitors_only(request)
    enterprise = register.fetch_enterprise(request.actor, code)
    return submit(
        request,
        page.form,
        template="console/visits/enter.html",
        context=partial(_before_entering, request, enterprise, name),
        do=partial(page.act, enterprise, by=request.actor, at=request.at),
        done=_page_of,
        message=f"已办：{VISITS[name].label}（{enterprise.name}）",
        initial={"visitors": request.actor.name},
    )


def visit(request: Request, code: str) -> HttpResponse:
    """One visit: who went, what was seen, each difficulty and what became of it."""
    admit(request, "console:visits")
    found = queries.fetch_visit(request.actor, code)
    urls = {name: reverse("console:visit_move", args=[code, name]) for name in PAGES}
    context = {
        **_about(request, found),
        "findings": finding_cards(queries.findings_of(found, request.actor), request, FINDING_PAGES),
        "moves": named_links(queries.visit_offers(found, request.actor), urls),
        "entries": entry_rows(queries.visit_history(found), FIELDS),
        "crumbs": _crumbs(found),
    }
    return render(request, "console/visits/visit.html", context)


def visit_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move with a visit: 记录, 改期, 取消, or one more difficulty."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    admit(request, "console:visits")
    found = as_read(request, queries.fetch_visit(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/visits/move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:visit", args=[code]),
        message=f"已办：{_move(name).label}",
        initial={"visitors": found.visitors},
    )


def visit_finding_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """登记为诉求 in one click, with the receipt to hand out; or 记为当面解答."""
    page = FINDING_PAGES.get(name)
    if page is None:
        raise Http404(name)
    admit(request, "console:visits")
    found = as_read(request, queries.fetch_finding(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/visits/finding.html",
        context=partial(_finding_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=partial(_after_finding, request, found.visit.code),
        message=f"已办：{FINDINGS[name].label}",
    )


def _after_finding(request: Request, visit_code: str, result: Any) -> str:
    """To the receipt with its query code, shown this once; else back to the visit."""
    if not isinstance(result, actions.Receipt):
        return reverse("console:visit", args=[visit_code])
    request.session[f"query_code:{result.appeal.code}"] = result.query_code
    return reverse("console:receipt", args=[result.appeal.code])


def _visitors_only(request: Request) -> None:
    admit(request, "console:visits")
    if request.actor.role not in VISITORS:
        raise NotFound("visit_new")


def _before_entering(request: Request, enterprise: Any, name: str) -> Mapping[str, Any]:
    (row,) = enterprise_contacts([enterprise], request)
    return {
        **row,
        "verdict": row["may"],
        "contacts": register.contacts(enterprise),
        "before": visit_rows(queries.visits_of(enterprise, request.actor)),
        "move": VISITS[name],
        "crumbs": [Link("走访", reverse("console:visits")), Link("选企业", reverse("console:visit_new")), Link(VISITS[name].label)],
    }  # fmt: skip


def _about(request: Request, found: queries.Visit) -> dict[str, Any]:
    (row,) = visit_rows([found])
    (known,) = enterprise_contacts([found.enterprise], request)
    contacts = register.contacts(found.enterprise)
    return {**row, "enterprise": found.enterprise, "recent": known["recent"], "contacts": contacts}


def _move(name: str) -> Any:
    return FINDINGS["note"] if name == "note" else VISITS[name]


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_visit(request.actor, code)
    verdict = (
        queries.may_note(found, request.actor) if name == "note" else queries.may_visit(name, found, request.actor)
    )
    return {
        **_about(request, found),
        "move": _move(name),
        "verdict": verdict,
        "version": found.version,
        "crumbs": _crumbs(found, _move(name).label),
    }


def _finding_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = queries.fetch_finding(request.actor, code)
    return {
        "finding": found,
        "visit": found.visit,
        "enterprise": found.visit.enterprise,
        "move": FINDINGS[name],
        "verdict": queries.may_with_finding(name, found, request.actor),
        "version": found.version,
        "crumbs": _crumbs(found.visit, FINDINGS[name].label),
    }


def _page_of(found: queries.Visit) -> str:
    return reverse("console:visit", args=[found.code])


def _crumbs(found: queries.Visit, step: str = "") -> list[Link]:
    crumbs = [Link("走访", reverse("console:visits")), Link(found.enterprise.name, _page_of(found) if step else "")]
    return [*crumbs, Link(step)] if step else crumbs
