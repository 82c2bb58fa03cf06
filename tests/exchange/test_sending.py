"""Parcels leave in the order of their thread, leased, tried again with pauses, and end visibly. 四(一)4; J3, J4, E5."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from tests.cast import NOW
from tests.exchange.conftest import ADMINISTRATOR, QUOTE
from tests.notifications import receivers

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.exchange import actions
from qinqing.services.exchange.models import Outgoing, Peer, Thread
from qinqing.services.exchange.rules.fates import ParcelKind
from qinqing.services.exchange.rules.forms import Receipt, digest, read_parcel, write_receipt
from qinqing.services.exchange.rules.keys import check, new_key, public_of, signed
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db
OFFICE = Actor(Role.OFFICE, name="周文清")
PAUSES = [30, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600, 24 * 3600]


class House:
    """The other house as a server: it keeps what it got, and signs receipts, or does as it is told."""

    def __init__(self, receiver):
        self.key, self.receiver, self.at = new_key(), receiver, NOW
        receiver.answer = self.receipt

    def receipt(self, handler, got, *, key=None, taken=True, **other):
        parcel = read_parcel(got.body)
        told = {"parcel": parcel.id, "digest": digest(got.body), "told": {"number": "JDR-2026-000009"}} | other
        why = "" if taken else "材料不全，请补充"
        body = write_receipt(Receipt(taken=taken, why=why, at=self.at, quote=QUOTE, **told))
        receivers.say(handler, 200, body, **signed(parcel.id, int(self.at.timestamp()), body, [key or self.key]))

    @property
    def places(self):
        return [read_parcel(one.body).place for one in self.receiver.got]


@pytest.fixture
def house(cast, settings):
    with receivers.web() as receiver:
        settings.QINQING_OUTGOING_INSIDE = {receiver.place}
        house = House(receiver)
        peer = actions.add_peer(
            name="岚江市", rank="above", organ=None, url=receiver.url.rstrip("/"),
            their_keys=[public_of(house.key)], by=ADMINISTRATOR, at=NOW,
        )  # fmt: skip
        actions.use_peer(peer, active=True, by=ADMINISTRATOR, at=NOW)
        yield house


def posted(count=1):
    """So many parcels in a thread of their own."""
    with transaction.atomic():
        thread = actions.open_thread(Peer.objects.get(), "appeal/k3j9x2m4qp", by=OFFICE, at=NOW)
        for number in range(count):
            actions.post(thread, ParcelKind.STATUS, {"words": f"第{number}步"}, by=OFFICE, at=NOW)
    return thread


def send_all(at=NOW):
    while actions.send_next(at=at):
        pass


def test_what_is_sent_is_signed_and_its_receipt_is_kept_on_the_record(house):
    thread = posted(3)
    send_all()
    assert house.places == [1, 2, 3]
    ours = [public_of(key) for key in Peer.objects.get().our_keys]
    for got in house.receiver.got:
        assert got.path == "/api/exchange/parcels"
        assert check(got.headers, got.body, ours, at=int(NOW.timestamp())) == read_parcel(got.body).id
    assert set(Outgoing.objects.values_list("fate", flat=True)) == {"delivered"}
    assert Thread.objects.get().theirs == "JDR-2026-000009"
    told = [one for one in journal.history(thread.subject) if one.event == "exchange.parcel.delivered"]
    assert [one.facts["theirs"] for one in told] == [str(QUOTE)] * 3
    posted_entry = journal.history(thread.subject)[1]
    assert read_parcel(house.receiver.got[0].body).quote.hash == posted_entry.hash


def test_the_next_ones_of_a_thread_wait_while_other_threads_go_on(house):
    posted(2)
    house.receiver.answer = lambda handler, got: receivers.say(handler, 503)
    assert actions.send_next(at=NOW)
    house.receiver.answer = house.receipt
    posted(2)
    send_all()
    assert house.places == [1, 1, 2]
    send_all(NOW + timedelta(minutes=1))
    assert house.places == [1, 1, 2, 1, 2]


def test_trouble_that_may_pass_is_tried_seven_times_and_then_fails_visibly(house):
    thread, at = posted(), NOW
    house.receiver.answer = lambda handler, got: receivers.say(handler, 500)
    for pause in PAUSES:
        assert actions.send_next(at=at)
        assert not actions.send_next(at=at + timedelta(seconds=pause - 1))
        at += timedelta(seconds=pause * 1.2)
    assert actions.send_next(at=at)
    (row,) = Outgoing.objects.all()
    assert (row.fate, row.tries, row.why) == ("failed", 7, "对方回答 500")
    assert journal.last(thread.subject).event == "exchange.parcel.failed"
    actions.send_again(row, by=OFFICE, at=at)
    house.receiver.answer, house.at = house.receipt, at
    assert actions.send_next(at=at)
    row.refresh_from_db()
    assert row.fate == "delivered"
    assert len({read_parcel(one.body).id for one in house.receiver.got}) == 1, "every repetition is the same parcel"


@pytest.mark.parametrize(
    "amiss",
    [{"key": new_key()}, {"parcel": "k" * 20}, {"digest": "0" * 64}],
    ids=["a stranger's key", "of another parcel", "of other bytes"],
)
def test_a_receipt_counts_only_from_our_peer_and_for_these_bytes(house, amiss):
    posted()
    house.receiver.answer = lambda handler, got: house.receipt(handler, got, **amiss)
    assert actions.send_next(at=NOW)
    (row,) = Outgoing.objects.all()
    assert (row.fate, row.receipt) == ("waiting", None)
    assert "回执" in row.why


def test_what_the_other_side_declines_is_on_record_and_the_next_ones_go_on(house):
    thread = posted(2)
    house.receiver.answer = lambda handler, got: house.receipt(handler, got, taken=len(house.receiver.got) > 1)
    send_all()
    first, second = Outgoing.objects.order_by("place")
    assert (first.fate, first.why, second.fate) == ("declined", "材料不全，请补充", "delivered")
    actions.send_again(first, by=OFFICE, at=NOW)
    again = Outgoing.objects.latest("id")
    assert (again.place, again.content, again.code != first.code) == (3, first.content, True)
    first.refresh_from_db()
    assert first.fate == "settled", "it calls for nobody any more"
    events = [one.event for one in journal.history(thread.subject)]
    assert events.count("exchange.parcel.declined") == 1
    with pytest.raises(Conflict):
        actions.settle_parcel(first, by=OFFICE, at=NOW)


def test_what_was_declined_may_be_left_at_that_and_what_failed_may_not(house):
    posted(2)
    house.receiver.answer = lambda handler, got: house.receipt(handler, got, taken=False)
    assert actions.send_next(at=NOW)
    declined, waiting = Outgoing.objects.order_by("place")
    with pytest.raises(Refused, match="县政府办"):
        actions.settle_parcel(declined, by=replace(OFFICE, role=Role.MAYOR), at=NOW)
    actions.settle_parcel(declined, by=OFFICE, at=NOW)
    with pytest.raises(Conflict):
        actions.settle_parcel(waiting, by=OFFICE, at=NOW)
    assert [one.fate for one in Outgoing.objects.order_by("place")] == ["settled", "waiting"]
    assert journal.last(declined.thread.subject).event == "exchange.parcel.settled"


def test_a_worker_that_died_lets_go_after_a_while_and_a_paused_peer_waits(house):
    posted()
    Outgoing.objects.update(taken_until=NOW + timedelta(minutes=5), tries=1)
    assert not actions.send_next(at=NOW)
    Peer.objects.update(active=False)
    assert not actions.send_next(at=NOW + timedelta(minutes=6))
    Peer.objects.update(active=True)
    house.at = NOW + timedelta(minutes=6)
    assert actions.send_next(at=house.at)
    assert Outgoing.objects.get().fate == "delivered"


def test_numbers_are_gapless_over_all_threads_of_a_peer(house):
    for count in (2, 1, 3):
        posted(count)
    assert list(Outgoing.objects.order_by("id").values_list("number", "place")) == [
        (1, 1), (2, 2), (3, 1), (4, 1), (5, 2), (6, 3),
    ]  # fmt: skip
