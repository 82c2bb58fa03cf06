"""往来: every parcel and its fate, sent again where it did not arrive; an appeal handed over; packages out and in."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.peers import PackageForm, ParcelFilters
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.opened import open_appeal
from qinqing.doors.web import shelves
from qinqing.doors.web.downloads import attach_name
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.actors import Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.city import actions, queries
from qinqing.procedure.city.rules.packages import What
from qinqing.services.documents import queries as documents
from qinqing.services.documents.rules.uploads import UploadState
from qinqing.services.exchange import actions as exchange
from qinqing.services.exchange import queries as exchanges

HOME, PACKAGES = "console:parcels", "console:package_new"
TAKEN = {
    What.APPEAL: "已收下，编号 {}，请把回执下载后交给对方",
    What.ANSWER: "已收下对 {} 的答复",
    What.ACKNOWLEDGEMENT: "已收下 {} 的回执",
}


def parcels(request: Request) -> HttpResponse:
    """The list, without what the parcels say; an appeal's number for those who may see the appeal."""
    admit(request, HOME)
    form = ParcelFilters(request.GET)
    form.is_valid()
    told, raw = form.cleaned_data, str(request.GET.get("before", ""))
    before = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
    sought = exchanges.Sought(told.get("fate", ""), told.get("way", "") == "in", before)
    rows, following = exchanges.parcels(request.actor, sought)
    kept = {name: value for name, value in (("way", told.get("way")), ("fate", sought.fate)) if value}
    codes = {row.thread.about.removeprefix("appeal/") for row in rows if row.thread.about}
    context = {
        "rows": [{"row": row, "about": row.thread.about.removeprefix("appeal/")} for row in rows],
        "named": appeals.named_appeals(codes, request.actor),
        "reads_why": request.actor.role is not Role.SYSTEM_ADMIN,  # why it is not taken may name what is in it
        "incoming": sought.incoming, "form": form, "filtered": bool(kept), "in_vain": exchanges.in_vain(request.actor),
        "unfinished": exchanges.unfinished(request.actor),
        "page": {
            "older": urlencode({**kept, "before": following}) if following else "",
            "newer": (urlencode(kept) or "all=1") if before else "",
        },
    }  # fmt: skip
    return render(request, "console/peers/parcels.html", context)


def parcel_again(request: Request, code: str) -> HttpResponseBase:
    """再寄一次."""
    told = "寄给{0.peer.name}的第 {0.number} 号重新排队，一分钟内再寄；对方收过的不会再收一次。"
    return _pressed(request, code, exchange.send_again, yes="再寄一次", told=told, message="已重新排队")


def parcel_settle(request: Request, code: str) -> HttpResponseBase:
    """已处理: what was declined and needs no sending again."""
    told = "第 {0.number} 号不再寄，也不再提示。请先看过对方不收的原因。"
    return _pressed(request, code, exchange.settle_parcel, yes="记为已处理", told=told, message="已记为处理过")


def _pressed(
    request: Request, code: str, act: Callable[..., Any], *, yes: str, told: str, message: str
) -> HttpResponseBase:
    admit(request, HOME)
    found = exchanges.parcel(request.actor, code)
    back = _back(request, found)
    return submit(
        request,
        Press,
        template="console/channels/confirm.html",
        context={
            "title": yes, "yes": yes, "back": back, "consequences": [told.format(found)],
            "crumbs": [Link("往来", reverse(HOME)), Link(yes)],
        },
        do=partial(act, found, by=request.actor, at=request.at),
        done=lambda result: back,
        message=message,
    )  # fmt: skip


def hand_over(request: Request, code: str) -> HttpResponseBase:
    """寄往市里: of an appeal that was reported before the line was there."""
    found = appeals.fetch(request.actor, code)
    if (shown := queries.exchange_of(found, request.actor)) is None or not shown.may_hand_over:
        raise NotFound("hand_over")
    back = reverse("console:appeal", args=[code])
    return submit(
        request,
        Press,
        template="console/channels/confirm.html",
        context={
            "title": "寄往市里", "yes": "寄往市里", "back": back,
            "consequences": ["这件诉求的内容、办理情况和材料寄给上级对接单位，由对方登记办理。"],
            "crumbs": [Link("诉求", reverse("console:appeals")), Link(found.number, back), Link("寄往市里")],
        },
        do=partial(actions.hand_over, found, by=request.actor, at=request.at),
        done=lambda result: back,
        message="已排队寄往市里",
    )  # fmt: skip


def package(request: Request, code: str, what: str = What.APPEAL.value) -> HttpResponseBase:
    """数据包: the request or a hand-down with everything that goes with it, a receipt, an answer; for a house without a line."""
    found = open_appeal(request, code)
    if what not in set(What):
        raise NotFound(what)
    made, name = queries.package(found, What(what), request.actor)
    return attach_name(FileResponse(made, content_type="application/zip"), name)


def package_new(request: Request) -> HttpResponseBase:
    """收数据包: what another house handed over as a file, looked at before it is taken."""
    admit(request, PACKAGES)

    def done(entered: Any) -> str:
        for one in entered.refused:
            messages.warning(request, f"没有收下的材料：{one}")
        return reverse("console:appeal", args=[entered.appeal.code])

    return submit(
        request,
        PackageForm,
        template="console/peers/package.html",
        context=lambda: {"crumbs": [Link("往来", reverse(HOME)), Link("收数据包")], **_looked(request)},
        do=partial(_take, request),
        done=done,
        message=lambda entered: TAKEN[entered.what].format(entered.appeal.number),
    )


def _looked(request: Request) -> dict[str, Any]:
    """What is in the package that waits on the form's shelf, or why it is none."""
    waiting = [one for one in shelves.kept(request) if one.standing is UploadState.READY]
    if not waiting:
        return {}
    try:
        with documents.open_upload(waiting[0].shelf, waiting[0].code)[0] as file:
            return {"looked": queries.looked(file)}
    except (Refused, NotFound) as refusal:
        return {"fault": refusal.reason if isinstance(refusal, Refused) else "文件已经不在了，请重新选择"}


def _take(request: Request, *, files: list[Any]) -> actions.Entered:
    """The package itself is not kept: what was in it is."""
    with documents.open_upload(files[0].shelf, files[0].code)[0] as file:
        entered = actions.take_package(file, by=request.actor, at=request.at)
    shelves.drop(request, files[0].code)
    return entered


def _back(request: Request, found: exchanges.Outgoing) -> str:
    """The appeal, for those who may see it; otherwise the list."""
    code = found.thread.about.removeprefix("appeal/")
    named = appeals.named_appeals({code}, request.actor)
    return reverse("console:appeal", args=[code]) if code in named else reverse(HOME)
