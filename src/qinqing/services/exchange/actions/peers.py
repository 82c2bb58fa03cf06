"""Setting up peers, on the record and without private keys; trying the line; going over to a new key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.exchange import events
from qinqing.services.exchange.actions.answering import TRIAL
from qinqing.services.exchange.models import Peer, long_code
from qinqing.services.exchange.permits import may_keep_peers
from qinqing.services.exchange.rules import outgoing
from qinqing.services.exchange.rules.fates import Rank
from qinqing.services.exchange.rules.keys import MOST_KEYS, BadSignature, check, fingerprint, new_key, public_of, signed
from qinqing.services.journal.actions import record
from qinqing.services.notifications import transport
from qinqing.services.notifications.rules.targets import BadTarget

NOT_HERE = "同事刚刚改过这个对接单位，请刷新页面核对后再办"
TAKEN = "上级对接单位只能有一个，同一机构也只能对接一次，请修改已有的那一个"


def add_peer(
    *, name: str, rank: str, organ: int | None, url: str, their_keys: Sequence[str], by: Actor, at: datetime
) -> Peer:
    """A new peer, not in use yet, with a key of our own for it alone.

    Raises Refused for anybody but the system administrator, Conflict where there is one in its place.
    """
    may_keep_peers(by).enforce()
    peer = Peer(name=name, rank=Rank(rank), organ=organ, url=url, their_keys=list(their_keys), our_keys=[new_key()])
    try:
        with transaction.atomic():
            peer.save(force_insert=True)
            _record(peer, events.PEER_ADDED, by, at, keys=_prints(peer))
    except IntegrityError as error:
        raise Conflict(TAKEN) from error
    return peer


def amend_peer(
    peer: Peer, *, name: str, rank: str, organ: int | None, url: str, their_keys: Sequence[str], by: Actor, at: datetime
) -> None:
    """Other particulars; two keys of theirs hold while they go over from the one to the other. Raises as ``add_peer``."""
    may_keep_peers(by).enforce()
    told = {"name": name, "rank": Rank(rank), "organ": organ, "url": url, "their_keys": list(their_keys)}
    try:
        with transaction.atomic():
            _swap(peer, **told)
            for field, value in told.items():
                setattr(peer, field, value)
            _record(peer, events.PEER_AMENDED, by, at, keys=_prints(peer))
    except IntegrityError as error:
        raise Conflict(TAKEN) from error


def use_peer(peer: Peer, *, active: bool, by: Actor, at: datetime) -> None:
    """启用 and 停用. What waits for a paused peer waits until it is in use again. Raises Refused and Conflict."""
    may_keep_peers(by).enforce()
    if active and not peer.url:
        raise Refused("没有填对方网址的对接单位只用数据包往来，不用启用；要联网对接请先填网址")
    if active and not peer.their_keys:
        raise Refused("还没有登记对方的公钥，请先向对方索取并填上")
    with transaction.atomic():
        _swap(peer, active=active)
        _record(peer, events.PEER_RESUMED if active else events.PEER_PAUSED, by, at)


def renew_key(peer: Peer, *, by: Actor, at: datetime) -> str:
    """换密钥: a new key signs along with the old one, until the old one is dropped. Returns the new public key."""
    may_keep_peers(by).enforce()
    if len(peer.our_keys) >= MOST_KEYS:
        raise Refused("上一次换的密钥还没有换完，请等对方登记新公钥后先停用旧密钥")
    made = new_key()
    with transaction.atomic():
        _swap(peer, our_keys=[made, *peer.our_keys])
        _record(peer, events.KEY_MADE, by, at, key=fingerprint(public_of(made)))
    return public_of(made)


def drop_old_key(peer: Peer, *, by: Actor, at: datetime) -> None:
    """停用旧密钥: the other side knows the new one by now."""
    may_keep_peers(by).enforce()
    if len(peer.our_keys) < MOST_KEYS:
        raise Refused("现在只有一个密钥，没有旧的可停用")
    with transaction.atomic():
        _swap(peer, our_keys=peer.our_keys[:1])
        _record(peer, events.KEY_DROPPED, by, at, key=fingerprint(public_of(peer.our_keys[-1])))


def try_peer(peer: Peer, *, by: Actor, at: datetime) -> str:
    """试连: asks the other house to answer, and checks its signature; what was found, in one sentence."""
    may_keep_peers(by).enforce()
    if not peer.url:
        raise Refused("没有填对方网址，不能试连；只用数据包往来的不用试")
    second, identity = int(at.timestamp()), long_code()
    headers = {**outgoing.JSON, **signed(identity, second, TRIAL, peer.our_keys)}
    try:
        reply = transport.post(peer.url + outgoing.TRIAL, TRIAL, headers)
    except (BadTarget, transport.Unreachable) as trouble:
        return f"没有连通：{trouble}"
    if reply.status != 200:
        return f"没有连通：{outgoing.said_by(reply.status, reply.text)}"
    try:
        answered = check(reply.headers, reply.text.encode(), peer.their_keys, at=second)
    except BadSignature as bad:
        return f"对方有回答，但不能确认是它：{bad}，请与对方核对公钥"
    if answered != identity:
        return "对方答的不是这一次，请再试"
    paused = "" if '"active":true' in reply.text else "；对方还没有启用与本单位的对接"
    return f"连通了，双方的签名都核对无误{paused}"


def _swap(peer: Peer, **changes: Any) -> None:
    rows = Peer.objects.filter(pk=peer.pk, version=peer.version)
    if not rows.update(version=peer.version + 1, **changes):
        raise Conflict(NOT_HERE)


def _prints(peer: Peer) -> list[str]:
    return [fingerprint(key) for key in peer.their_keys]


def _record(peer: Peer, event: str, by: Actor, at: datetime, **more: Any) -> None:
    facts = {"name": peer.name, "rank": Rank(peer.rank).label, "url": peer.url, **more}
    record(peer.subject, event, by=by, at=at, facts=facts)
