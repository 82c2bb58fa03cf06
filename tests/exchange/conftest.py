"""The city's house as a peer whose private key the test holds: it writes parcels as that house would."""

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.cast import NOW

from qinqing.kernel.actors import Actor, Role
from qinqing.services.exchange import actions
from qinqing.services.exchange.models import Peer, long_code
from qinqing.services.exchange.rules.fates import ParcelKind
from qinqing.services.exchange.rules.forms import Parcel, Quote, Receipt, read_receipt, write_parcel
from qinqing.services.exchange.rules.keys import check, new_key, public_of, signed

ADMINISTRATOR = Actor(Role.SYSTEM_ADMIN, name="程凯")
QUOTE = Quote("exchange/abcdefghjk", 1, "0" * 64)


class Other:
    """The other house, as far as it speaks: it numbers and signs."""

    def __init__(self, rank: str, organ: int | None = None) -> None:
        self.key, self.number = new_key(), 0
        made = actions.add_peer(
            name="岚江市", rank=rank, organ=organ, url="https://city.example", their_keys=[public_of(self.key)],
            by=ADMINISTRATOR, at=NOW,
        )  # fmt: skip
        actions.use_peer(made, active=True, by=ADMINISTRATOR, at=NOW)
        self.peer = Peer.objects.get(pk=made.pk)

    def parcel(self, thread: str, place: int, kind: str, content: dict[str, Any], **told: Any) -> Parcel:
        self.number += 1
        told = {"id": long_code(), "number": self.number, "at": datetime(2026, 11, 23, 2, tzinfo=UTC)} | told
        return Parcel(thread=thread, place=place, kind=ParcelKind(kind), quote=QUOTE, content=content, **told)

    def hand_in(self, parcel: Parcel, *, at: datetime = NOW) -> Receipt:
        """The receipt, held to this house's signature."""
        body, second = write_parcel(parcel), int(at.timestamp())
        answer = actions.take_in(signed(parcel.id, second, body, [self.key]), body, at=at)
        ours = [public_of(one) for one in self.peer.our_keys]
        assert check(answer.headers, answer.body, ours, at=second) == parcel.id
        return read_receipt(answer.body)


@pytest.fixture
def above(cast: Any) -> Other:
    """The city's house."""
    return Other("above")
