"""What came as a file: put down once in its thread, quoting the sender's record where the sender quoted it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from qinqing.kernel.actors import Actor
from qinqing.services.exchange import events
from qinqing.services.exchange.models import Incoming, Thread
from qinqing.services.exchange.queries.packages import identity_of
from qinqing.services.exchange.rules.fates import ParcelKind
from qinqing.services.exchange.rules.forms import LONGEST, Quote
from qinqing.services.journal import actions as journal


def file_package(
    thread: Thread,
    kind: ParcelKind,
    *,
    source: str,
    digest: str,
    quote: Quote | None,
    said: str,
    refused: Sequence[str],
    by: Actor,
    at: datetime,
) -> Incoming:
    """Records a package that was taken in, inside the caller's transaction; ``refused`` are the files that were not."""
    place, why = Thread.objects.select_for_update().get(pk=thread.pk).taken + 1, "；".join(refused)[:LONGEST]
    Thread.objects.filter(pk=thread.pk).update(taken=place)
    quoted = {"theirs": str(quote), "seal": quote.seal} if quote else {}
    facts = {"peer": source, "kind": kind.label, "ours": place, "digest": digest, "why": why, **quoted}
    told = {name: value for name, value in facts.items() if value != ""}
    journal.record(thread.subject, events.TAKEN, by=by, at=at, facts=told, sets={f"in/{place}": True})
    return Incoming.objects.create(
        thread=thread, peer=None, code=identity_of(digest), number=place, place=place, kind=kind, digest=digest,
        quote=asdict(quote) if quote else {}, said=said[:LONGEST], accepted=True, why=why, receipt="", at=at,
    )  # fmt: skip
