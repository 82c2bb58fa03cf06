"""Writing parcels: in the transaction of what they tell, numbered for the peer and placed in their thread."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.transaction import TransactionManagementError

from qinqing.kernel.actors import Actor
from qinqing.services.exchange import events
from qinqing.services.exchange.models import Outgoing, Peer, Thread
from qinqing.services.exchange.queries.quoting import quote
from qinqing.services.exchange.rules.fates import ParcelFate, ParcelKind
from qinqing.services.exchange.rules.forms import File, canonical, digest
from qinqing.services.journal import actions as journal

PIECE = 512 * 1024  # bytes of a file in one parcel: ten seconds of a slow line


def open_thread(peer: Peer, about: str, *, by: Actor, at: datetime) -> Thread:
    """A new thread about something here that the peer is asked to handle."""
    thread = Thread.objects.create(peer=peer, about=about, asked=True)
    told = {"key": thread.key, "about": about, "asked": True}
    journal.record(thread.subject, events.OPENED, by=by, at=at, facts={"peer": peer.name}, sets=told)
    return thread


def file_thread(
    key: str,
    about: str,
    *,
    theirs: str,
    source: str,
    dossier: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
    asked: bool = False,
) -> Thread:
    """A thread that goes by files and not with a peer. Raises IntegrityError when the same file came before."""
    thread = Thread.objects.create(peer=None, key=key, about=about, asked=asked, theirs=theirs, dossier=dossier)
    told = {"key": key, "about": about, "asked": asked} | ({"theirs": theirs} if theirs else {})
    journal.record(thread.subject, events.OPENED, by=by, at=at, facts={"peer": source}, sets=told)
    return thread


def post(thread: Thread, kind: ParcelKind, content: Mapping[str, Any], *, by: Actor, at: datetime) -> Outgoing:
    """Puts one parcel into the outbox, inside the caller's transaction; the worker takes it out.

    Its place in the record is what it quotes: the entry holds the digest of the content.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a parcel is written in the same transaction as what it tells")
    # The thread first, then the peer: everybody in this order, so that nobody deadlocks.
    place = Thread.objects.select_for_update().get(pk=thread.pk).sent + 1
    Thread.objects.filter(pk=thread.pk).update(sent=place)
    assert thread.peer_id is not None  # a thread that came as a file has nobody to write to
    Peer.objects.filter(pk=thread.peer_id).update(posted=F("posted") + 1)
    peer = Peer.objects.get(pk=thread.peer_id)
    facts = {"peer": peer.name, "kind": kind.label, "ours": peer.posted, "digest": digest(canonical(content))}
    sets = {f"out/{place}": ParcelFate.WAITING}
    entry = journal.record(thread.subject, events.POSTED, by=by, at=at, facts=facts, sets=sets)
    return Outgoing.objects.create(
        thread=thread, peer=peer, number=peer.posted, place=place, kind=kind, content=dict(content),
        quote=asdict(quote(entry)), made_at=at, due_at=at,
    )  # fmt: skip


def post_files(thread: Thread, files: Iterable[File], *, by: Actor, at: datetime) -> None:
    """Posts each file in pieces; the bytes are read when a piece is sent, for what is filed never changes."""
    for file in files:
        parts = max(1, -(-file.size // PIECE))
        for part in range(1, parts + 1):
            post(thread, ParcelKind.MATERIAL, {**asdict(file), "part": part, "parts": parts}, by=by, at=at)


def end_thread(thread: Thread, *, by: Actor, at: datetime, why: str) -> None:
    """Nothing more goes out in this thread."""
    if Thread.objects.filter(pk=thread.pk, over=False).update(over=True):
        journal.record(thread.subject, events.ENDED, by=by, at=at, facts={"why": why}, sets={"over": True})


def turn_thread(thread: Thread, about: str, *, by: Actor, at: datetime, why: str) -> None:
    """From now on the thread is about something else here: what it was about has become a part of it."""
    Thread.objects.filter(pk=thread.pk).update(about=about)
    journal.record(thread.subject, events.TURNED, by=by, at=at, facts={"why": why}, sets={"about": about})
