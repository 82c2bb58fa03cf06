"""企业: the register of enterprises, what each brought before, and finding one while somebody is on the telephone."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.enterprises import Contacts, Entry, Filters, NewEntry
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.rows import appeal_rows
from qinqing.doors.console.visit_rows import visit_rows
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.shaping import clean_line, shape_credit_code, shape_phone
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.outreach import queries as outreach
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.permits import may_keep_enterprises
from qinqing.procedure.register.queries import staffing
from qinqing.procedure.register.rules import SECTIONS

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise

PAGE = 50
MATCHES = 5
FIELDS = tuple(Entry.base_fields)


def enterprises(request: Request) -> HttpResponse:
    """The register, newest entry first; searched, filtered, keyset paged."""
    admit(request, "console:enterprises")
    form = Filters(request.GET)
    wanted = form.wanted()
    found = queries.enterprises(request.actor, **wanted, limit=PAGE + 1)
    keeper = bool(may_keep_enterprises(request.actor))
    context = {
        "form": form,
        "rows": [_row(one) for one in found[:PAGE]],
        "page": {
            "older": form.query(after=found[PAGE - 1].pk) if len(found) > PAGE else "",
            "newer": (form.query() or "all=1") if wanted["after"] else "",
        },
        "keeper": keeper,
        "ledger": ledger_link(request, "enterprises", form.query()),
        "waiting": queries.waiting_memberships() if keeper else [],
    }
    return render(request, "console/enterprises/list.html", context)


def enterprise(request: Request, code: str) -> HttpResponse:
    """One enterprise: contacts, whether the Plan receives it, what it brought, who speaks for it."""
    admit(request, "console:enterprises")
    found = queries.fetch_enterprise(request.actor, code)
    context = {
        **_row(found),
        "contacts": queries.contacts(found),
        "members": staffing.members(found),
        "appeals": appeal_rows(appeals.of_enterprise(request.actor, found.pk), request.actor, at=request.at),
        "keeper": may_keep_enterprises(request.actor),
        "recent": outreach.recent(request.actor, [found.pk])[found.pk],
        "before": visit_rows(outreach.visits_of(found, request.actor)),
        "goes": outreach.may_call_on(found, request.actor),
        "crumbs": _crumbs(found.name),
    }
    return render(request, "console/enterprises/enterprise.html", context)


def lookup(request: Request) -> HttpResponse:
    """The register's enterprises that fit what is being typed, and what the best match brought before."""
    admit(request, "console:enterprises")
    shaped = shape_credit_code(request.GET.get("credit_code", "")[:60])
    text = shaped.value or clean_line(request.GET.get("enterprise_name", request.GET.get("name", ""))[:200])
    found = queries.find_enterprises(request.actor, text, MATCHES) if len(text) > 1 else []
    best = appeals.of_enterprise(request.actor, found[0].pk, limit=3) if found else []
    context = {"note": shaped.note_zh, "text": text, "rows": [_row(one) for one in found], "appeals": best}
    return render(request, "console/enterprises/_lookup.html", context)


def enterprise_new(request: Request) -> HttpResponseBase:
    """企业入册."""
    _keepers_only(request)

    def do(*, contact_name: str, contact_phone: str, **told: Any) -> "Enterprise":
        reached = {"name": contact_name, "phone": str(shape_phone(contact_phone))}
        return actions.add_enterprise(contacts=[reached], **told, by=request.actor, at=request.at)

    return submit(
        request,
        NewEntry,
        template="console/enterprises/form.html",
        context={"crumbs": _crumbs("企业入册")},
        do=do,
        done=_page_of,
        message=partial(_told, request, "已入册"),
        initial={"county_registered": True},
    )


def enterprise_edit(request: Request, code: str) -> HttpResponseBase:
    """更改企业信息."""
    found = _kept(request, code)
    return submit(
        request,
        Entry,
        template="console/enterprises/form.html",
        context={
            "enterprise": found,
            "crumbs": _crumbs(found.name, reverse("console:enterprise", args=[code]), "更改"),
        },
        do=partial(actions.amend_enterprise, found, by=request.actor, at=request.at),
        done=_page_of,
        message=partial(_told, request, "已更改"),
        initial=_values(found),
    )


def enterprise_contacts(request: Request, code: str) -> HttpResponseBase:
    """更改联系人: the whole list."""
    found = _kept(request, code)
    known = queries.contacts(found)
    return submit(
        request,
        Contacts,
        template="console/enterprises/contacts.html",
        context={
            "enterprise": found,
            "crumbs": _crumbs(found.name, reverse("console:enterprise", args=[code]), "联系人"),
        },
        do=partial(_set_contacts, request, found),
        done=lambda rows: reverse("console:enterprise", args=[code]),
        message="已更改联系人",
        initial={
            f"{name}_{n}": getattr(one, name) for n, one in enumerate(known, 1) for name in ("name", "phone", "note")
        },
        rows=len(known),
    )


def membership(request: Request, code: str, pk: int, name: str) -> HttpResponseBase:
    """确认或解除: whether an account speaks for the enterprise."""
    found = _kept(request, code)
    one = next((one for one in staffing.members(found) if one.pk == pk), None)
    acts: dict[str, tuple[str, Callable[..., Any]]] = {
        "confirm": ("确认关联", actions.confirm_membership),
        "end": ("解除关联", actions.end_membership),
        "administrator": ("设为企业管理员", actions.name_administrator),
    }
    if one is None or name not in acts:
        raise NotFound("membership")
    label, act = acts[name]
    return submit(
        request,
        Press,
        template="console/enterprises/membership.html",
        context={"title": f"{label}？", "yes": label, "name": name, "one": one, "enterprise": found},
        do=partial(act, pk, by=request.actor, at=request.at),
        done=lambda result: reverse("console:enterprise", args=[code]),
        message=f"已{label}：{one.account.name}",
    )


def _keepers_only(request: Request) -> None:
    if not may_keep_enterprises(request.actor):
        raise NotFound("enterprise")


def _kept(request: Request, code: str) -> "Enterprise":
    _keepers_only(request)
    return queries.fetch_enterprise(request.actor, code)


def _row(one: "Enterprise") -> dict[str, Any]:
    town = one.township.short_name or one.township.name if one.township else ""
    return {
        "enterprise": one,
        "section": SECTIONS.get(one.section, ""),
        "town": town,
        "verdict": queries.may_be_received(one),
    }


def _values(found: "Enterprise") -> dict[str, Any]:
    values = {name: getattr(found, name) for name in FIELDS if name not in ("credit_code", "township")}
    return values | {"credit_code": found.credit_code or found.old_number, "township": found.township_id}


def _page_of(found: "Enterprise") -> str:
    return reverse("console:enterprise", args=[found.code])


def _told(request: Request, done: str, found: "Enterprise") -> str:
    """What was done, and what was corrected in the code, or is still doubtful about it."""
    return "。".join(
        filter(None, [f"{done}：{found.name}", shape_credit_code(request.POST.get("credit_code")).note_zh])
    )


def _set_contacts(request: Request, found: "Enterprise", *, contacts: list[dict[str, str]]) -> Any:
    shaped = [{**one, "phone": str(shape_phone(one["phone"]))} for one in contacts]
    return actions.set_contacts(found, contacts=shaped, by=request.actor, at=request.at)


def _crumbs(label: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("企业", reverse("console:enterprises")), Link(label, url)]
    return [*crumbs, Link(step)] if step else crumbs
