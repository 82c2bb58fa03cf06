"""The door's part: who has signed this, may it come in now, and our signature under the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from qinqing.kernel.errors import Conflict
from qinqing.services.exchange.actions.taking import take
from qinqing.services.exchange.models import Peer
from qinqing.services.exchange.rules.forms import BadForm, canonical, read_parcel
from qinqing.services.exchange.rules.keys import BadSignature, check, signed

TRIAL = canonical({"format": "qinqing-trial-1"})


class NotNow(Exception):
    """The peer is paused here: try again later."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Bytes and the headers that sign them."""

    body: bytes
    headers: Mapping[str, str]


def take_in(headers: Mapping[str, str], body: bytes, *, at: datetime) -> Answer:
    """Takes in a signed parcel and answers with our signed receipt; the same one at every repetition.

    Raises BadSignature, BadForm, NotNow while the peer is paused, and Conflict when it should come again later.
    """
    peer, identity = _signer(headers, body, at)
    parcel = read_parcel(body)
    if parcel.id != identity:
        raise BadForm("签名的编号不是包裹的编号")
    if not peer.active:
        raise NotNow
    try:
        with transaction.atomic():
            receipt = take(peer, parcel, body, at)
    except IntegrityError as error:  # the same parcel on two lines at once: one of them was first
        raise Conflict("这个包裹正在办理，请稍后再寄") from error
    return _signed(peer, identity, receipt, at)


def answer_trial(headers: Mapping[str, str], body: bytes, *, at: datetime) -> Answer:
    """试连: answers whoever we know. Raises BadSignature and BadForm."""
    peer, identity = _signer(headers, body, at)
    if body != TRIAL:
        raise BadForm("不是试连")
    return _signed(peer, identity, canonical({"format": "qinqing-trial-1", "active": peer.active}), at)


def _signer(headers: Mapping[str, str], body: bytes, at: datetime) -> tuple[Peer, str]:
    """The peer whose key has signed. The clock is looked at last, so that a stranger learns nothing of it."""
    late: BadSignature | None = None
    for peer in Peer.objects.order_by("pk"):
        try:
            return peer, check(headers, body, peer.their_keys, at=int(at.timestamp()))
        except BadSignature as bad:
            late = bad if late is None or "时钟" in str(bad) else late
    raise late or BadSignature("没有这个对接单位")


def _signed(peer: Peer, identity: str, body: bytes, at: datetime) -> Answer:
    return Answer(body, signed(identity, int(at.timestamp()), body, peer.our_keys))
