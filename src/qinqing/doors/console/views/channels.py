"""发送通道: the ways out, for the system administrator: set up, tried, put in use; and what became of each notice."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from qinqing.doors.console.forms.channels import FORMS, Filters
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.notifications import actions, queries
from qinqing.services.notifications.rules.media import PERSONAL, Fate, Medium

HOME, SENT = "console:channels", "console:deliveries"


def channels(request: Request) -> HttpResponse:
    """Every channel with its state, and what can be added."""
    admit(request, HOME)
    found = queries.channels(request.actor)
    taken = {one.medium for one in found if one.medium in PERSONAL}
    context = {"channels": found, "media": [one for one in Medium if one not in taken]}
    return render(request, "console/channels/list.html", context)


@sensitive_post_parameters()
@reconfirmed(ahead=True)
def channel_new(request: Request, medium: str) -> HttpResponseBase:
    """A new channel of a medium; it is tried before it is put in use."""
    admit(request, HOME)
    if medium not in set(Medium) or (medium in PERSONAL and queries.has_channel(Medium(medium))):
        raise NotFound(medium)
    label = Medium(medium).label
    return submit(
        request,
        FORMS[Medium(medium)],
        template="console/channels/edit.html",
        context={"title": f"增加{label}通道", "crumbs": _crumbs(f"增加{label}")},
        do=partial(actions.add_channel, Medium(medium), by=request.actor, at=request.at),
        done=lambda made: reverse("console:channel", args=[made.code]),
        message="已保存，请先试发一条，再启用",
        fresh=True,
        initial={"name": label},
    )


@sensitive_post_parameters()
@reconfirmed()
def channel(request: Request, code: str) -> HttpResponseBase:
    """One channel: its settings, a trial, in use or not."""
    admit(request, HOME)
    found = queries.channel(request.actor, code)
    medium = Medium(found.medium)
    initial = {"name": found.name, "kinds": found.kinds, "mailboxes": found.mailboxes, **found.settings}
    return submit(
        request,
        FORMS[medium],
        template="console/channels/edit.html",
        context=lambda: {
            "title": found.name, "channel": found, "secrets": sorted(found.secrets), "crumbs": _crumbs(found.name),
        },
        do=partial(actions.amend_channel, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:channel", args=[code]),
        message="已保存",
        fresh=False,
        initial=initial,
    )  # fmt: skip


@reconfirmed("on", "off")
def channel_act(request: Request, code: str, name: str) -> HttpResponseBase:
    """试发, 启用, 停用."""
    admit(request, HOME)
    found = queries.channel(request.actor, code)
    back = reverse("console:channel", args=[code])
    acts = _acts(request, found)
    if name not in acts:
        raise NotFound(name)
    title, consequences, do, message = acts[name]
    return submit(
        request,
        Press,
        template="console/channels/confirm.html",
        context={
            "title": title, "consequences": consequences, "yes": title[:2], "back": back,
            "crumbs": _crumbs(found.name, back, title[:2]),
        },
        do=do,
        done=lambda result: back,
        message=message,
    )  # fmt: skip


def deliveries(request: Request) -> HttpResponse:
    """发送情况: each notice on each way and what became of it, without its words."""
    admit(request, SENT)
    form = Filters(request.GET, channels=queries.channel_names(request.actor))
    form.is_valid()
    told, raw = form.cleaned_data, str(request.GET.get("before", ""))
    before = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
    sought = queries.Sought(told.get("fate", ""), told.get("channel", ""), before)
    rows, following = queries.deliveries(request.actor, sought)
    kept = {name: value for name, value in (("fate", sought.fate), ("channel", sought.channel)) if value}
    context = {
        "rows": rows, "form": form, "filtered": bool(kept), "failed": Fate.FAILED.value,
        "page": {
            "older": urlencode({**kept, "before": following}) if following else "",
            "newer": (urlencode(kept) or "all=1") if before else "",
        },
        "crumbs": [Link("发送情况")],
    }  # fmt: skip
    return render(request, "console/channels/deliveries.html", context)


def delivery_again(request: Request, code: str) -> HttpResponseBase:
    """再发一次."""
    admit(request, SENT)
    found = queries.delivery(request.actor, code)
    back = reverse("console:deliveries")
    return submit(
        request,
        Press,
        template="console/channels/confirm.html",
        context={
            "title": "再发一次", "consequences": [f"发给 {found.receiver} 的这条消息重新排队，一分钟内再试。"],
            "yes": "再发一次", "back": back, "crumbs": [Link("发送情况", back), Link("再发一次")],
        },
        do=partial(actions.send_again, found, by=request.actor, at=request.at),
        done=lambda result: back,
        message="已重新排队",
    )  # fmt: skip


def _acts(request: Request, found: queries.Channel) -> dict[str, tuple[str, list[str], Any, Any]]:
    who = {"by": request.actor, "at": request.at}
    where = "您账号上登记的地址" if found.medium in PERSONAL else found.name
    trial = (
        "试发一条消息",
        [f"现在就发一条试发的消息到{where}。", "最多等 10 秒。"],
        partial(actions.try_channel, found, **who),
        _tried,
    )
    if found.active:
        consequences = ["新的消息不再从这里发出；排着队的等到再次启用时发。"]
        act = ("停用这个通道", consequences, partial(actions.use_channel, found, active=False, **who), "已停用")
        return {"try": trial, "off": act}
    consequences = ["从现在起，新的消息从这里发给收件人。", "请确认试发的消息已经收到。"]
    return {
        "try": trial,
        "on": ("启用这个通道", consequences, partial(actions.use_channel, found, active=True, **who), "已启用"),
    }


def _tried(made: queries.Delivery) -> str:
    if made.fate == Fate.SENT:
        return f"已发到 {made.receiver}，请看是否收到"
    return f"没有发成：{made.why}"


def _crumbs(label: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("发送通道", reverse(HOME)), Link(label, url)]
    return [*crumbs, Link(step)] if step else crumbs
