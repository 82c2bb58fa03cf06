"""Taking parcels out: leased, signed, sent in the order of their thread, and ended by a signed receipt or put off."""

import base64
import logging
import random
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Conflict, NotFound, Refused
from qinqing.services.documents import queries as documents
from qinqing.services.exchange import events
from qinqing.services.exchange.actions.posting import PIECE, post, post_files
from qinqing.services.exchange.models import Outgoing, Thread
from qinqing.services.exchange.permits import may_see_to_parcels
from qinqing.services.exchange.rules.fates import UNDONE, ParcelFate, ParcelKind
from qinqing.services.exchange.rules.forms import File, Parcel, Quote, Receipt, write_parcel
from qinqing.services.exchange.rules.keys import signed
from qinqing.services.exchange.rules.outgoing import JSON, PARCELS, Heard, hear
from qinqing.services.journal import actions as journal
from qinqing.services.notifications import transport
from qinqing.services.notifications.rules.media import PAUSES, pause_after
from qinqing.services.notifications.rules.targets import BadTarget

LEASE = timedelta(minutes=5)  # longer than any attempt lasts
WITHHELD = "原件已遮盖，不再寄出；遮盖件另外寄"
LOST = "材料的文件在这里已经找不到，请系统管理员核对备份"
log = logging.getLogger("qinqing.exchange")


def send_next(*, at: datetime) -> bool:
    """Tries the parcel that has been due longest; False when none is."""
    found = _lease(at)
    if found is None:
        return False
    try:
        heard = _attempt(found, at)
    except Exception:  # one parcel that nobody foresaw must not keep all others in the house
        log.exception("parcel %s failed", found.code)
        heard = Heard(why="系统内部出错，请联系运维人员查看服务器的输出")
    _end(found, heard, at)
    return True


def send_again(found: Outgoing, *, by: Actor, at: datetime) -> None:
    """再寄一次: what was not delivered is due now, with all its attempts; what was declined is posted anew.

    Raises Refused for anybody who does not see to parcels, Conflict when it was delivered meanwhile.
    """
    may_see_to_parcels(by).enforce()
    with transaction.atomic():
        thread = Thread.objects.select_for_update().get(pk=found.thread_id)
        now = Outgoing.objects.get(pk=found.pk)
        if now.fate in (ParcelFate.DELIVERED, ParcelFate.SETTLED):
            raise Conflict("这一件已经收到或处理过，不必再寄")
        if now.fate == ParcelFate.DECLINED:
            _settle(now, by, at)
            _post_anew(thread, now, by, at)
            return
        fresh = {"fate": ParcelFate.WAITING, "tries": 0, "due_at": at, "ended_at": None, "taken_until": None}
        Outgoing.objects.filter(pk=now.pk).update(**fresh)
        sets = {f"out/{now.place}": ParcelFate.WAITING}
        journal.record(thread.subject, events.AGAIN, by=by, at=at, facts=_facts(now), sets=sets)


@transaction.atomic
def settle_parcel(found: Outgoing, *, by: Actor, at: datetime) -> None:
    """已处理: what was declined needs no sending again; what has not arrived does, for the next ones wait for it.

    Raises Refused for anybody who does not see to parcels, Conflict for one that was not declined.
    """
    may_see_to_parcels(by).enforce()
    Thread.objects.select_for_update().get(pk=found.thread_id)
    now = Outgoing.objects.get(pk=found.pk)
    if now.fate != ParcelFate.DECLINED:
        raise Conflict("只有对方不收的可以记为已处理，请刷新页面核对")
    _settle(now, by, at)


def _post_anew(thread: Thread, now: Outgoing, by: Actor, at: datetime) -> None:
    """What was declined, from the beginning: of a file, which is put together over there, every piece."""
    told = now.content
    if now.kind != ParcelKind.MATERIAL:
        post(thread, ParcelKind(now.kind), told, by=by, at=at)
        return
    if _is_withheld(now):
        raise Refused(WITHHELD)
    post_files(thread, [File(told["code"], told["name"], told["size"], told["sha256"])], by=by, at=at)


def _settle(now: Outgoing, by: Actor, at: datetime) -> None:
    Outgoing.objects.filter(pk=now.pk).update(fate=ParcelFate.SETTLED)
    sets = {f"out/{now.place}": ParcelFate.SETTLED}
    journal.record(now.thread.subject, events.SETTLED, by=by, at=at, facts=_facts(now), sets=sets)


def _lease(at: datetime) -> Outgoing | None:
    """Compare and swap: whoever changes the row has it. Only the first undone parcel of a thread is ever under way.

    A moment further ahead than any of ours can be was written by a clock that has been put back since: it binds nobody.
    """
    free = Q(taken_until=None) | Q(taken_until__lt=at) | Q(taken_until__gt=at + 2 * LEASE)
    now = Q(tries=0) | Q(due_at__lte=at) | Q(due_at__gt=at + 2 * PAUSES[-1])
    earlier = Outgoing.objects.filter(thread=OuterRef("thread"), place__lt=OuterRef("place"), fate__in=UNDONE)
    due = Outgoing.objects.filter(free, now, ~Exists(earlier), fate=ParcelFate.WAITING, peer__active=True)
    for key in due.order_by("due_at", "pk").values_list("pk", flat=True)[:10]:
        mine = Outgoing.objects.filter(free, pk=key, fate=ParcelFate.WAITING)
        if mine.update(taken_until=at + LEASE, tries=F("tries") + 1):
            return Outgoing.objects.select_related("peer", "thread").get(pk=key)
    return None


def _attempt(found: Outgoing, at: datetime) -> Heard:
    """One attempt, with the peer's address and keys as they are now."""
    try:
        body = write_parcel(_parcel(found))
    except NotFound:
        return Heard(why=LOST)
    second = int(at.timestamp())
    headers = signed(found.code, second, body, found.peer.our_keys)
    try:
        reply = transport.post(found.peer.url + PARCELS, body, {**JSON, **headers})
    except BadTarget as bad:
        return Heard(why=str(bad))
    except transport.Unreachable as trouble:
        return Heard(why=str(trouble), again=True)
    keys = found.peer.their_keys
    return hear(reply.status, reply.text, reply.headers, code=found.code, body=body, keys=keys, at=second)


def _parcel(found: Outgoing) -> Parcel:
    return Parcel(
        id=found.code, thread=found.thread.key, number=found.number, place=found.place, kind=ParcelKind(found.kind),
        at=found.made_at, quote=Quote(**found.quote), content=_content(found),
    )  # fmt: skip


def _content(found: Outgoing) -> dict[str, Any]:
    """What is told; of a piece of material, its bytes besides. Raises NotFound when they are gone.

    Of a file that was covered meanwhile nothing is sent in their place: the other side waits for this place in the thread,
    finds the file not whole, and declines it.
    """
    told = dict(found.content)
    if _is_withheld(found):
        return {name: value for name, value in told.items() if name != "code"} | {"data": ""}
    if found.kind == ParcelKind.MATERIAL:
        with documents.open_attachment(told.pop("code")).file as file:
            file.seek((told["part"] - 1) * PIECE)
            told["data"] = base64.b64encode(file.read(PIECE)).decode()
    return told


def _is_withheld(found: Outgoing) -> bool:
    """Whether it is a piece of material that is covered now: the copy is posted by itself."""
    return found.kind == ParcelKind.MATERIAL and documents.is_covered(found.content["code"])


@transaction.atomic
def _end(found: Outgoing, heard: Heard, at: datetime) -> None:
    thread = Thread.objects.select_for_update().get(pk=found.thread_id)
    pause = pause_after(found.tries, random.random()) if heard.again else None
    rows = Outgoing.objects.filter(pk=found.pk, fate=ParcelFate.WAITING)
    if pause:
        rows.update(taken_until=None, due_at=at + pause, why=heard.why)
        return
    fate, why = _fate(heard.receipt), heard.receipt.why if heard.receipt else heard.why
    if (fate is ParcelFate.DECLINED or heard.known) and _is_withheld(found):
        fate, why = ParcelFate.SETTLED, WITHHELD
    told = {"fate": fate, "why": why, "ended_at": at}
    kept = {"receipt": _kept(heard.receipt)} if heard.receipt else {}
    if rows.update(taken_until=None, **told, **kept):
        _record(thread, found, heard, fate, at)


def _fate(receipt: Receipt | None) -> ParcelFate:
    if receipt is None:
        return ParcelFate.FAILED
    return ParcelFate.DELIVERED if receipt.taken else ParcelFate.DECLINED


def _kept(receipt: Receipt) -> dict[str, Any]:
    return {**asdict(receipt), "at": receipt.at.isoformat()}


EVENTS = {
    ParcelFate.DELIVERED: events.DELIVERED,
    ParcelFate.DECLINED: events.DECLINED,
    ParcelFate.FAILED: events.FAILED,
    ParcelFate.SETTLED: events.SETTLED,
}


def _record(thread: Thread, found: Outgoing, heard: Heard, fate: ParcelFate, at: datetime) -> None:
    sets: dict[str, object] = {f"out/{found.place}": fate}
    facts = _facts(found)
    if heard.receipt is None:
        facts["why"] = heard.why
    else:
        receipt = heard.receipt
        facts |= {"theirs": str(receipt.quote), "seal": receipt.quote.seal, "why": receipt.why}
        number = receipt.told.get("number", "")
        if isinstance(number, str) and number and not thread.theirs:
            sets["theirs"] = number[:60]
            Thread.objects.filter(pk=thread.pk).update(theirs=number[:60])
    told = {name: value for name, value in facts.items() if value not in ("", None)}
    journal.record(thread.subject, EVENTS[fate], by=MACHINE, at=at, facts=told, sets=sets)


def _facts(found: Outgoing) -> dict[str, Any]:
    return {"peer": found.peer.name, "kind": ParcelKind(found.kind).label, "ours": found.number}
