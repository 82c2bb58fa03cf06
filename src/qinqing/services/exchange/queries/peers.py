"""The peers as they are set up."""

from django.db.models import Count, Q

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.services.exchange.models import Peer, Thread
from qinqing.services.exchange.permits import may_keep_peers
from qinqing.services.exchange.rules.fates import ParcelFate, Rank


def above() -> Peer | None:
    """The city centre's house, where there is a line to it."""
    return Peer.objects.filter(rank=Rank.ABOVE).exclude(url="").first()


def peer_of_organ(organ: int | None) -> Peer | None:
    """The house of a county below us that stands in our register as this organ, where there is a line to it."""
    return Peer.objects.filter(rank=Rank.BELOW, organ=organ).exclude(url="").first() if organ else None


def is_peer_organ(organ: int | None) -> bool:
    """Whether this organ has a house of its own."""
    return peer_of_organ(organ) is not None


def handed_over(about: str, peer: Peer) -> bool:
    """Whether this is with the peer already."""
    return Thread.objects.filter(about=about, peer=peer, over=False).exists()


def peers(actor: Actor) -> list[Peer]:
    """Every peer, with how many parcels wait, failed and were declined; for the system administrator. Raises NotFound."""
    _admit(actor)
    fates = (ParcelFate.WAITING, ParcelFate.FAILED, ParcelFate.DECLINED)
    counts = {fate.value: Count("outgoing", filter=Q(outgoing__fate=fate)) for fate in fates}
    return list(Peer.objects.annotate(**counts).order_by("pk"))


def fetch_peer(actor: Actor, code: str) -> Peer:
    """One peer. Raises NotFound alike for absent and for anybody but the system administrator."""
    _admit(actor)
    found = Peer.objects.filter(code=code).first()
    if found is None:
        raise NotFound("peer")
    return found


def _admit(actor: Actor) -> None:
    if not may_keep_peers(actor):
        raise NotFound("peers")
