"""A file that never comes whole is dropped after a fortnight, on the record, and asked for; sent anew it comes whole."""

import hashlib
from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.exchange.test_taking import handed_down, pieces, thread

from qinqing.procedure.appeals.models import Appeal
from qinqing.services.documents import queries as documents
from qinqing.services.exchange import actions, events
from qinqing.services.exchange.actions.sweeping import KEPT
from qinqing.services.exchange.models import Outgoing, Piece, Thread
from qinqing.services.journal import queries as record
from qinqing.services.notifications.models import Message

__all__ = ["handed_down", "thread"]
pytestmark = pytest.mark.django_db
DATA = ("七月以来每周跳闸两三次。\n" * 60_000).encode()
LATER = NOW + KEPT + timedelta(hours=1)


@pytest.fixture
def begun(above, thread, handed_down):
    """The first piece of two has come."""
    first, last = two(DATA)
    assert above.hand_in(above.parcel(thread, 2, "material", first)).taken
    return last


def two(data):
    found = pieces(data[: 600 * 1024], "记录.txt")
    assert len(found) == 2
    return found


def test_what_is_still_coming_is_kept(begun):
    assert actions.sweep_pieces(at=NOW + KEPT) == 0
    assert Piece.objects.count() == 1


def test_what_stopped_coming_is_dropped_on_the_record_and_the_desk_is_told(begun):
    assert actions.sweep_pieces(at=LATER) == 1
    assert actions.sweep_pieces(at=LATER) == 0
    assert not Piece.objects.exists()
    last = record.history(Thread.objects.get().subject)[-1]
    assert (last.event, last.facts["material"], last.facts["pieces"]) == (events.PIECES_SWEPT, "记录.txt", 1)
    assert Message.objects.filter(title__contains="材料没有寄全").exists()


def test_the_last_piece_alone_is_declined_and_the_whole_sent_anew_is_taken(above, thread, begun):
    actions.sweep_pieces(at=LATER)
    receipt = above.hand_in(above.parcel(thread, 3, "material", begun))
    assert not receipt.taken
    assert "请重新寄送" in receipt.why
    for place, piece in enumerate(two(DATA), 4):
        assert above.hand_in(above.parcel(thread, place, "material", piece)).taken
    (kept,) = documents.attachments(Appeal.objects.get(exchanged=True).subject)
    assert kept.sha256 == hashlib.sha256(DATA[: 600 * 1024]).hexdigest()


def test_material_that_was_declined_is_sent_again_from_its_first_piece(above, cast, handed_down):
    about = Thread.objects.get()
    told = {"code": "a" * 20, "name": "图.txt", "size": 600 * 1024, "sha256": "0" * 64, "part": 2, "parts": 2}
    Outgoing.objects.create(
        thread=about, peer=above.peer, number=90, place=1, kind="material", content=told, quote={}, made_at=NOW,
        due_at=NOW, fate="declined",
    )  # fmt: skip
    Thread.objects.update(sent=1)
    actions.send_again(Outgoing.objects.get(number=90), by=cast.office, at=NOW)
    assert [row.content["part"] for row in Outgoing.objects.filter(fate="waiting").order_by("place")] == [1, 2]
