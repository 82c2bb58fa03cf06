"""Files that never came whole: what lay for a fortnight without another piece is dropped, on the record, and asked for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Q

from qinqing.kernel.actors import MACHINE
from qinqing.services.exchange import events
from qinqing.services.exchange.models import Piece, Thread
from qinqing.services.journal import actions as journal

KEPT = timedelta(days=14)  # the sender's attempts are over after two days; then people see to it


def sweep_pieces(*, at: datetime) -> int:
    """Drops the pieces of files of which none has come for a fortnight; how many files. Idempotent.

    The desk is told to ask for them again; when the sender sends the file anew, all its pieces come.
    """
    Piece.objects.filter(at=None).update(at=at)  # from before it was kept when they came
    files = Piece.objects.values("thread", "file").annotate(last=Max("at"), name=Max("name"), count=Count("pk"))
    stale = list(files.filter(Q(last__lt=at - KEPT)).order_by("thread", "file"))
    return sum(_drop(one["thread"], one["file"], one["name"], one["count"], at) for one in stale)


@transaction.atomic
def _drop(thread: int, file: str, name: str, count: int, at: datetime) -> bool:
    found = Thread.objects.select_for_update().select_related(None).get(pk=thread)
    pieces = Piece.objects.filter(thread=found, file=file)
    if not pieces.exists() or pieces.filter(at__gte=at - KEPT).exists():
        return False  # another worker was first, or a piece has come just now
    pieces.delete()
    peer = found.peer.name if found.peer else ""
    facts = {"peer": peer, "material": name or "材料", "pieces": count}
    journal.record(found.subject, events.PIECES_SWEPT, by=MACHINE, at=at, facts=facts)
    return True
