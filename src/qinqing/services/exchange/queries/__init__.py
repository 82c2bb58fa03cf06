"""Peers, threads and parcels, as those who see to them may read."""

from qinqing.services.exchange.models import Incoming, Outgoing, Peer, Thread
from qinqing.services.exchange.queries.packages import (
    TakenPackage,
    asked_by_file,
    by_package,
    sign,
    signer,
    taken_package,
    was_filed,
)
from qinqing.services.exchange.queries.parcels import Sought, in_vain, parcel, parcels, unfinished
from qinqing.services.exchange.queries.peers import (
    above,
    fetch_peer,
    handed_over,
    is_peer_organ,
    peer_of_organ,
    peers,
)
from qinqing.services.exchange.queries.stored import stored, subjects
from qinqing.services.exchange.queries.threads import (
    Leg,
    gone_files,
    known_files,
    known_key,
    legs,
    live_about,
    of_subjects,
    threads_about,
)

REPLAYS = {"exchange": (stored, subjects)}

__all__ = [
    "REPLAYS",
    "Incoming",
    "Leg",
    "Outgoing",
    "Peer",
    "Sought",
    "TakenPackage",
    "Thread",
    "above",
    "asked_by_file",
    "by_package",
    "fetch_peer",
    "gone_files",
    "handed_over",
    "in_vain",
    "is_peer_organ",
    "known_files",
    "known_key",
    "legs",
    "live_about",
    "of_subjects",
    "parcel",
    "parcels",
    "peer_of_organ",
    "peers",
    "sign",
    "signer",
    "stored",
    "subjects",
    "taken_package",
    "threads_about",
    "unfinished",
    "was_filed",
]
