"""宣传进企业: planned, with materials and guests, a poster whose QR code leads to lodging, held. 五(五)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.entries import entry_rows
from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.campaigns import Amend, CampaignFilters, GuestFilters, Guests, Hold, Material, Plan
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import named_links
from qinqing.doors.console.rows import appeal_rows
from qinqing.doors.console.versions import as_read
from qinqing.doors.console.visit_rows import enterprise_contacts
from qinqing.doors.web import qr
from qinqing.doors.web.downloads import file_links, send
from qinqing.doors.web.forms import submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import BUREAU
from qinqing.kernel.errors import NotFound
from qinqing.procedure.outreach import actions, queries
from qinqing.procedure.outreach.events import FIELDS
from qinqing.procedure.outreach.states import CAMPAIGNS
from qinqing.procedure.register import queries as register

GUESTS = 50


class Page(NamedTuple):
    """The page of one move of a campaign."""

    form: type[forms.Form]
    act: Any


PAGES = {
    "hold": Page(Hold, actions.hold_campaign),
    "amend": Page(Amend, actions.amend_campaign),
    "add_material": Page(Material, actions.add_material),
    "cancel": Page(Reason, actions.cancel_campaign),
}
GUEST_ACTS = {"invite": actions.invite, "attend": actions.attend}


def campaigns(request: Request) -> HttpResponse:
    """The list, the latest day first; searched, filtered, keyset paged."""
    admit(request, "console:campaigns")
    form = CampaignFilters(request.GET)
    wanted = form.wanted()
    rows, following = queries.campaigns(request.actor, wanted)
    context = {
        "form": form,
        "rows": rows,
        "page": {
            "older": form.query(after=".".join(map(str, following))) if following else "",
            "newer": (form.query() or "all=1") if wanted.after else "",
        },
        "plans": queries.may_plan_campaign(request.actor),
        "ledger": ledger_link(request, "campaigns", form.query()),
    }
    return render(request, "console/campaigns/list.html", context)


def campaign_new(request: Request) -> HttpResponseBase:
    """发起宣传."""
    admit(request, "console:campaigns")
    if not queries.may_plan_campaign(request.actor):
        raise NotFound("campaign_new")
    return submit(
        request,
        Plan,
        template="console/campaigns/new.html",
        context={"move": CAMPAIGNS["plan"], "crumbs": [_home(), Link("发起宣传")]},
        do=partial(actions.plan_campaign, by=request.actor, at=request.at),
        done=lambda result: reverse("console:campaign", args=[result.code]),
        message="已发起，接着邀请企业、添加资料",
        anywhere=request.actor.role in BUREAU,
    )


def campaign(request: Request, code: str) -> HttpResponse:
    """One campaign: guests, materials, what came by its code, what may be done."""
    found = _fetch(request, code)
    after = request.GET.get("after", "")
    rows, following = queries.guests(
        found, request.actor, after=int(after) if after.isdigit() and len(after) < 18 else 0
    )
    (line,) = queries.lines([found], request.actor)
    offered = queries.campaign_offers(found, request.actor, at=request.at)
    urls = {name: reverse("console:campaign_move", args=[code, name]) for name in PAGES}
    guest_page = reverse("console:campaign_guests", args=[code])
    came = queries.came_by(found, request.actor)
    context = {
        "campaign": found,
        "line": line,
        "rows": rows,
        "page": {"older": f"after={following}" if following else "", "newer": "after=0" if after else ""},
        "files": file_links(queries.materials(found), "console:campaign_file", code),
        "appeals": appeal_rows(came, request.actor, at=request.at),
        "moves": named_links(offered, dict.fromkeys(GUEST_ACTS, guest_page) | urls),
        "entries": entry_rows(queries.campaign_history(found), FIELDS),
        "crumbs": [_home(), Link(found.title)],
    }
    return render(request, "console/campaigns/campaign.html", context)


def campaign_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move with a campaign that has a form of its own."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, _fetch(request, code))
    return submit(
        request,
        page.form,
        template="console/campaigns/move.html",
        context=partial(_move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:campaign", args=[code]),
        message=f"已办：{CAMPAIGNS[name].label}",
        initial={field: getattr(found, field) for field in Amend.base_fields},
    )


def campaign_guests(request: Request, code: str) -> HttpResponseBase:
    """邀请 and 登记到场: enterprises by filter, each with its last contacts, any number of them at once."""
    found = _fetch(request, code)
    return submit(
        request,
        Guests,
        template="console/campaigns/guests.html",
        context=partial(_guests_context, request, code),
        do=partial(_choose, request, found),
        done=lambda result: reverse("console:campaign", args=[code]),
        message=lambda result: f"已办：{CAMPAIGNS[result[0]].label}，{result[1]}家",
    )


def campaign_poster(request: Request, code: str) -> HttpResponse:
    """The page to print and hang up: what it is, and the code to scan."""
    found = _fetch(request, code)
    crumbs = [_home(), Link(found.title, reverse("console:campaign", args=[code])), Link("宣传页")]
    return render(
        request,
        "console/campaigns/poster.html",
        {
            "campaign": found,
            "address": _scanned(request, code),
            "track": request.build_absolute_uri(reverse("portal:track")),
            "crumbs": crumbs,
        },
    )


def campaign_qr(request: Request, code: str) -> HttpResponse:
    """The QR code as a picture: it leads to the public page on which an appeal is lodged with the campaign noted."""
    _fetch(request, code)
    return HttpResponse(qr.svg(_scanned(request, code)), content_type="image/svg+xml")


def campaign_file(request: Request, code: str, file: str) -> HttpResponseBase:
    """One piece of its materials."""
    return send(queries.materials(_fetch(request, code)), file)


def _fetch(request: Request, code: str) -> queries.Campaign:
    admit(request, "console:campaigns")
    return queries.fetch_campaign(request.actor, code)


def _scanned(request: Request, code: str) -> str:
    return request.build_absolute_uri(reverse("portal:campaign", args=[code]))


def _choose(request: Request, found: queries.Campaign, *, enterprises: list[str], act: str) -> tuple[str, int]:
    chosen = register.enterprises_by_codes(request.actor, enterprises)
    return act, GUEST_ACTS[act](found, enterprises=chosen, by=request.actor, at=request.at)


def _guests_context(request: Request, code: str) -> Mapping[str, Any]:
    found = _fetch(request, code)
    form = GuestFilters(request.GET)
    wanted = form.wanted()
    if found.township_id:
        wanted["township"] = found.township_id
    rows = register.enterprises(request.actor, **wanted, limit=GUESTS + 1)
    known = queries.guests_among(found, [one.pk for one in rows])
    offered = dict(queries.campaign_offers(found, request.actor, at=request.at))
    return {
        "campaign": found,
        "filters": form,
        "rows": [
            row | {"guest": known.get(row["enterprise"].pk)} for row in enterprise_contacts(rows[:GUESTS], request)
        ],
        "acts": [(move, verdict) for move, verdict in offered.items() if move.name in GUEST_ACTS],
        "page": {
            "older": form.query(after=rows[GUESTS - 1].pk) if len(rows) > GUESTS else "",
            "newer": (form.query() or "all=1") if wanted["after"] else "",
        },
        "crumbs": [_home(), Link(found.title, reverse("console:campaign", args=[code])), Link("选企业")],
    }


def _move_context(request: Request, code: str, name: str) -> Mapping[str, Any]:
    found = _fetch(request, code)
    return {
        "campaign": found,
        "move": CAMPAIGNS[name],
        "verdict": queries.may_with_campaign(name, found, request.actor, at=request.at),
        "version": found.version,
        "crumbs": [_home(), Link(found.title, reverse("console:campaign", args=[code])), Link(CAMPAIGNS[name].label)],
    }


def _home() -> Link:
    return Link("宣传", reverse("console:campaigns"))
