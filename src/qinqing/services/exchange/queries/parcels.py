"""The parcels that went out and came in, without what they say: the whole list, and those that came to nothing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.exchange.models import Incoming, Outgoing, Piece
from qinqing.services.exchange.permits import may_see_to_parcels
from qinqing.services.exchange.rules.fates import ParcelFate

PAGE = 50
IN_VAIN = frozenset({ParcelFate.FAILED, ParcelFate.DECLINED})


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list is narrowed by; ``incoming`` for what came, ``before`` is the keyset cursor."""

    fate: str = ""
    incoming: bool = False
    before: int | None = None


def parcels(actor: Actor, sought: Sought) -> tuple[list[Outgoing] | list[Incoming], int | None]:
    """Parcels, the newest first, and the next page's cursor; two queries. Raises NotFound."""
    _admit(actor)
    rows: QuerySet[Any] = Incoming.objects.defer("receipt") if sought.incoming else Outgoing.objects.defer("content")
    if sought.fate and not sought.incoming:
        rows = rows.filter(fate=sought.fate)
    if sought.before:
        rows = rows.filter(pk__lt=sought.before)
    found = list(rows.select_related("peer", "thread").order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def parcel(actor: Actor, code: str) -> Outgoing:
    """One parcel that went out. Raises NotFound."""
    _admit(actor)
    found = Outgoing.objects.select_related("peer", "thread").filter(code=code).first()
    if found is None:
        raise NotFound("parcel")
    return found


def in_vain(actor: Actor) -> int:
    """How many parcels came to nothing and were not sent again since."""
    return Outgoing.objects.filter(fate__in=IN_VAIN).count() if may_see_to_parcels(actor) else 0


def unfinished(actor: Actor) -> int:
    """How many files have begun to come and are not whole yet."""
    return Piece.objects.values("thread", "file").distinct().count() if may_see_to_parcels(actor) else 0


def _admit(actor: Actor) -> None:
    if not may_see_to_parcels(actor):
        raise NotFound("parcels")
