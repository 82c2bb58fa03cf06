"""对接单位 for the system administrator: set up, tried, put in use, keys changed."""

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from qinqing.doors.console.forms.peers import PeerForm
from qinqing.doors.console.navigation import admit
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.exchange import actions, queries
from qinqing.services.exchange.rules.keys import MOST_KEYS, fingerprint, public_of

HOME = "console:peers"


def peers(request: Request) -> HttpResponse:
    """Every peer with its state and what waits or failed."""
    admit(request, HOME)
    return render(request, "console/peers/list.html", {"peers": queries.peers(request.actor)})


@reconfirmed()
def peer_new(request: Request) -> HttpResponseBase:
    """A new peer; it is tried before it is put in use."""
    admit(request, HOME)
    return submit(
        request,
        PeerForm,
        template="console/peers/edit.html",
        context={"title": "增加对接单位", "crumbs": _crumbs("增加")},
        do=partial(actions.add_peer, by=request.actor, at=request.at),
        done=lambda made: reverse("console:peer", args=[made.code]),
        message="已保存。请把本单位的公钥告诉对方，并登记对方的公钥，试连后启用",
    )


@reconfirmed()
def peer(request: Request, code: str) -> HttpResponseBase:
    """One peer: its particulars, our public key to tell it, and what may be done."""
    admit(request, HOME)
    found = queries.fetch_peer(request.actor, code)
    initial = {
        "name": found.name, "rank": found.rank, "organ": str(found.organ or ""), "url": found.url,
        "their_keys": "\n".join(found.their_keys),
    }  # fmt: skip
    return submit(
        request,
        PeerForm,
        template="console/peers/edit.html",
        context=lambda: {"title": found.name, "peer": found, **_keys(found), "crumbs": _crumbs(found.name)},
        do=partial(actions.amend_peer, found, by=request.actor, at=request.at),
        done=lambda result: reverse("console:peer", args=[code]),
        message="已保存",
        initial=initial,
    )


@reconfirmed("on", "off", "renew", "drop")
def peer_act(request: Request, code: str, name: str) -> HttpResponseBase:
    """试连, 启用, 停用, 换密钥, 停用旧密钥."""
    admit(request, HOME)
    found = queries.fetch_peer(request.actor, code)
    back = reverse("console:peer", args=[code])
    acts = _acts(request, found)
    if name not in acts:
        raise NotFound(name)
    title, consequences, do, message = acts[name]
    return submit(
        request,
        Press,
        template="console/channels/confirm.html",
        context={
            "title": title, "consequences": consequences, "yes": title, "back": back,
            "crumbs": _crumbs(found.name, back, title),
        },
        do=do,
        done=lambda result: back,
        message=message,
    )  # fmt: skip


def _acts(request: Request, found: queries.Peer) -> dict[str, tuple[str, list[str], Any, Any]]:
    who = {"by": request.actor, "at": request.at}
    use = partial(actions.use_peer, found, **who)
    told = {
        "try": ("试连", ["现在就向对方发一个签名的问候，核对双方的签名。", "最多等 10 秒。"], partial(actions.try_peer, found, **who), str),
        "off": ("停用", ["停用后不再寄出，也不收对方寄来的；排着队的等到再次启用时寄。"], partial(use, active=False), "已停用"),
        "on": ("启用", ["从现在起与对方互寄诉求、进展、答复和材料。", "请确认试连已经连通。"], partial(use, active=True), "已启用"),
        "renew": (
            "换密钥",
            ["生成一个新密钥，与旧的一并签名；请把新公钥告诉对方。", "对方登记后，回到这里停用旧密钥。"],
            partial(actions.renew_key, found, **who), "已生成新密钥，请把新公钥告诉对方",
        ),
        "drop": ("停用旧密钥", ["只用新密钥签名。对方还没有登记新公钥的，会不认本单位的签名。"], partial(actions.drop_old_key, found, **who), "已停用旧密钥"),
    }  # fmt: skip
    hidden = {"on" if found.active else "off", "renew" if len(found.our_keys) >= MOST_KEYS else "drop"}
    return {name: act for name, act in told.items() if name not in hidden}


def _keys(found: queries.Peer) -> dict[str, Any]:
    ours, theirs = [public_of(one) for one in found.our_keys], found.their_keys
    return {
        "ours": [{"key": key, "print": fingerprint(key)} for key in ours],
        "theirs": [fingerprint(key) for key in theirs],
        "two": len(ours) >= MOST_KEYS,
    }


def _crumbs(label: str, url: str = "", step: str = "") -> list[Link]:
    crumbs = [Link("对接单位", reverse(HOME)), Link(label, url)]
    return [*crumbs, Link(step)] if step else crumbs
