"""Packages that go by hand: signed by every key by which anybody knows us, known again by whose key has signed them."""

from collections.abc import Mapping
from typing import NamedTuple

from qinqing.services.exchange.models import Incoming, Peer, Thread
from qinqing.services.exchange.rules.fates import Rank
from qinqing.services.exchange.rules.keys import NAMES, signed, vouched

SPELT = str.maketrans("01", "gh")  # hexadecimal in letters that codes are made of


class TakenPackage(NamedTuple):
    """The package with which a thread began: its digest, and the files of it that were not taken."""

    digest: str
    refused: list[str]


def identity_of(digest: str) -> str:
    """What a package is known by in a thread."""
    return digest.translate(SPELT)[:20]


def sign(identity: str, moment: int, body: bytes) -> dict[str, str]:
    """The headers under a package; none where no house is known that could check them. ``moment`` in seconds."""
    keys = [peer.our_keys[0] for peer in Peer.objects.order_by("pk") if peer.our_keys]
    return signed(identity, moment, body, keys) if keys else {}


def signer(identity: str, headers: Mapping[str, str], body: bytes) -> Peer | None:
    """The peer whose key has signed this; None where nobody we know has."""
    if headers.get(NAMES[0]) != identity:
        return None
    return next((peer for peer in Peer.objects.order_by("pk") if vouched(headers, body, peer.their_keys)), None)


def by_package(organ: int) -> Peer | None:
    """The county of this organ, where it has no line to this house."""
    return Peer.objects.filter(rank=Rank.BELOW, organ=organ, url="").first()


def asked_by_file(key: str) -> Thread | None:
    """The thread of a package of ours that somebody has answered."""
    return Thread.objects.filter(key=key, peer=None, asked=True).first()


def was_filed(key: str, digest: str) -> bool:
    """Whether this very package was taken before."""
    return Incoming.objects.filter(thread__key=key, thread__peer=None, digest=digest).exists()


def taken_package(thread: Thread) -> TakenPackage:
    """The package with which a thread began; without a digest where it came before that was kept."""
    first = Incoming.objects.filter(thread=thread).order_by("place").first()
    return TakenPackage(first.digest if first else "", [one for one in (first.why if first else "").split("；") if one])
