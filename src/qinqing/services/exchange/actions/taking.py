"""Taking in one parcel, exactly once and in the order of its thread, with what it brings about, in one transaction."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import IO, Any, NamedTuple

from django.db import transaction

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.shaping import clean_line
from qinqing.services.documents import store
from qinqing.services.exchange import events
from qinqing.services.exchange.actions.posting import PIECE
from qinqing.services.exchange.models import Incoming, Peer, Piece, Thread
from qinqing.services.exchange.queries.quoting import quote
from qinqing.services.exchange.rules.fates import ParcelKind
from qinqing.services.exchange.rules.forms import HASH, LONGEST, BadForm, Parcel, Receipt, digest, write_receipt
from qinqing.services.journal import actions as journal


@dataclass(frozen=True, slots=True)
class Taken:
    """What a parcel brought about here: said in one sentence, and told to the sender with the receipt.

    ``step`` is what was done over there, in a word that tells nothing of the thing itself.
    """

    said: str = ""
    step: str = ""
    about: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)


class Handler(NamedTuple):
    """How a chapter takes what comes: a parcel of a thread, or a whole file. Each raises Refused with the reason."""

    parcel: Callable[[Thread, Parcel, datetime], Taken]
    file: Callable[[Thread, IO[bytes], str, datetime], Taken]


_handlers: list[Handler] = []


def handle_by(handler: Handler) -> None:
    """Names the chapter that takes parcels."""
    _handlers[:] = [handler]


class Early(Conflict):
    """An earlier parcel of the thread has not come yet."""


def take(peer: Peer, parcel: Parcel, body: bytes, at: datetime) -> bytes:
    """The receipt for a parcel, whether it comes for the first time or again. Raises BadForm, and Conflict for later.

    What is refused here is declined for good, on the record, with the reason; the thread goes on.
    """
    known = Incoming.objects.filter(peer=peer, code=parcel.id).first()
    if known is not None:
        if known.digest != digest(body):
            raise BadForm("同一编号的包裹内容前后不同")
        return known.receipt.encode()
    thread = _thread(peer, parcel, at)
    if parcel.place != thread.taken + 1:
        if parcel.place <= thread.taken:
            raise BadForm("这个次序的包裹已经收过，内容不同")
        raise Early("同一件往来里前一个包裹还没有到，请按次序再寄")
    taken, why = _bring_about(thread, parcel, at)
    return _put_down(thread, parcel, body, taken, why, at)


def actor_of(peer: Peer) -> Actor:
    """In whose name what comes by itself is recorded."""
    return Actor(Role.MACHINE, name=peer.name)


def _thread(peer: Peer, parcel: Parcel, at: datetime) -> Thread:
    found = Thread.objects.select_for_update().filter(peer=peer, key=parcel.thread).first()
    if found is not None:
        return found
    if parcel.kind is not ParcelKind.APPEAL:
        raise Early("这件往来的第一个包裹还没有到，请按次序再寄") if parcel.place > 1 else BadForm("往来须从诉求开始")
    thread = Thread.objects.create(peer=peer, key=parcel.thread, asked=False)
    sets = {"key": thread.key, "asked": False}
    journal.record(thread.subject, events.OPENED, by=actor_of(peer), at=at, facts={"peer": peer.name}, sets=sets)
    return thread


def _bring_about(thread: Thread, parcel: Parcel, at: datetime) -> tuple[Taken | None, str]:
    """What it brings about, or why it is refused. Where somebody here was faster it is tried on what they have done."""
    take_it = _take_piece if parcel.kind is ParcelKind.MATERIAL else _handlers[0].parcel
    for last in (False, True):
        try:
            with transaction.atomic():
                return take_it(thread, parcel, at), ""
        except Refused as refusal:
            if last or not isinstance(refusal, Conflict):
                return None, refusal.reason[:LONGEST]
    raise AssertionError("the second try returns")


def _put_down(thread: Thread, parcel: Parcel, body: bytes, taken: Taken | None, why: str, at: datetime) -> bytes:
    peer, sum_ = thread.peer, digest(body)
    assert peer is not None  # a thread that came as a file takes no parcels
    facts = {
        "peer": peer.name, "kind": parcel.kind.label, "ours": parcel.number, "digest": sum_,
        "theirs": str(parcel.quote), "seal": parcel.quote.seal, "why": why, "step": taken.step[:40] if taken else "",
    }  # fmt: skip
    sets: dict[str, object] = {f"in/{parcel.place}": taken is not None}
    if taken and taken.about:
        number = clean_line(str(parcel.content.get("number", "")))[:60]
        sets |= {"about": taken.about} | ({"theirs": number} if number else {})
        rows = Thread.objects.filter(pk=thread.pk)
        rows.update(about=taken.about, theirs=number, dossier=parcel.content)
    Thread.objects.filter(pk=thread.pk).update(taken=parcel.place)
    told = {name: value for name, value in facts.items() if value != ""}
    event = events.TAKEN if taken else events.TURNED_DOWN
    entry = journal.record(thread.subject, event, by=actor_of(peer), at=at, facts=told, sets=sets)
    receipt = write_receipt(
        Receipt(parcel.id, sum_, taken is not None, why, at, quote(entry), taken.told if taken else {})
    )
    Incoming.objects.create(
        thread=thread, peer=peer, code=parcel.id, number=parcel.number, place=parcel.place, kind=parcel.kind,
        digest=sum_, quote=asdict(parcel.quote), said=(taken.said if taken else "")[:LONGEST],
        accepted=taken is not None, why=why, receipt=receipt.decode(), at=at,
    )  # fmt: skip
    return receipt


def _take_piece(thread: Thread, parcel: Parcel, at: datetime) -> Taken:
    """Keeps a piece of a file; with the last one the file is put together, held to its digest and handed over."""
    told = _piece(parcel.content)
    defaults = {"data": told["data"], "name": told["name"], "at": at}
    place = {"file": told["sha256"], "part": told["part"]}
    Piece.objects.update_or_create(thread=thread, **place, defaults=defaults)
    if told["part"] < told["parts"]:
        return Taken()
    pieces = Piece.objects.filter(thread=thread, file=told["sha256"]).order_by("part")
    with store.aside() as file:
        whole = _join(file, (bytes(piece.data) for piece in pieces.iterator(chunk_size=4)))
        pieces.delete()
        if whole != told["sha256"]:
            raise Refused(f"材料“{told['name']}”收到的内容与摘要不符，请重新寄送")
        file.seek(0)
        return _handlers[0].file(thread, file, told["name"], at)


def _join(file: IO[bytes], pieces: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        file.write(piece)
        found.update(piece)
    file.flush()
    return found.hexdigest()


def _piece(content: Mapping[str, Any]) -> dict[str, Any]:
    """A piece of material as it came. Raises Refused."""
    try:
        name, sha256, part, parts = (content[one] for one in ("name", "sha256", "part", "parts"))
        data = base64.b64decode(content["data"], validate=True)
        whole = isinstance(name, str) and isinstance(part, int) and isinstance(parts, int)
        if not (whole and HASH.match(sha256) and 1 <= part <= parts <= 1000 and len(data) <= PIECE):
            raise ValueError(json.dumps([part, parts]))
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise Refused("材料的写法不对，请对方核对版本后重新寄送") from error
    return {"name": clean_line(name)[:200] or "材料", "sha256": sha256, "part": part, "parts": parts, "data": data}
