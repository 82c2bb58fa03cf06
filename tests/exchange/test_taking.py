"""What comes is taken in exactly once, in the order of its thread; what is refused is declined on the record. 三(四), 四(一)4."""

import base64
import hashlib
from dataclasses import replace

import pytest
from tests.cast import NOW
from tests.exchange.conftest import Other

from qinqing.kernel.errors import Conflict
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.documents import queries as documents
from qinqing.services.exchange import actions
from qinqing.services.exchange.models import Incoming, Peer, Piece, long_code
from qinqing.services.exchange.rules.forms import BadForm, write_parcel
from qinqing.services.exchange.rules.keys import BadSignature, new_key, signed
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db
APPEAL = {
    "number": "JDR-2026-000777", "source": "岚江市", "title": "用气困难", "text": "园区用气一直不足，请县里协调",
    "enterprise": {"name": "云岭某某陶瓷厂", "credit_code": ""}, "contact": {"name": "王敏", "phone": "13800138000"},
    "confidential": True, "note": "请于月底前答复", "history": [], "answers": [], "files": [],
}  # fmt: skip


@pytest.fixture
def thread():
    return long_code()


@pytest.fixture
def handed_down(above, thread):
    """An appeal of the city's, entered here."""
    above.hand_in(above.parcel(thread, 1, "appeal", APPEAL))
    return Appeal.objects.get()


def test_an_appeal_of_the_citys_is_entered_with_its_clock_and_its_receipt_names_it(above, thread, cast, clock_of):
    receipt = above.hand_in(above.parcel(thread, 1, "appeal", APPEAL))
    found = Appeal.objects.get()
    assert (found.channel, found.state, found.exchanged, found.confidential) == ("city", "lodged", True, True)
    assert receipt.taken
    assert receipt.told == {"number": found.number}
    assert clock_of(found, "transfer").started_at == NOW
    particulars = dict(queries.timeline(found, cast.intake)[0].particulars)
    assert "JDR-2026-000777" in particulars["说明"]
    last = journal.history(receipt.quote.subject)[-1]
    assert (last.event, last.hash, last.sequence) == (
        "exchange.parcel.taken",
        receipt.quote.hash,
        receipt.quote.sequence,
    )


def test_the_same_parcel_again_gets_the_same_receipt_and_nothing_happens_twice(above, thread):
    parcel = above.parcel(thread, 1, "appeal", APPEAL)
    first = above.hand_in(parcel)
    assert [above.hand_in(parcel) for _ in range(5)] == [first] * 5
    assert (Appeal.objects.count(), Incoming.objects.count()) == (1, 1)


def test_the_same_name_with_other_content_is_no_parcel(above, thread):
    parcel = above.parcel(thread, 1, "appeal", APPEAL)
    above.hand_in(parcel)
    with pytest.raises(BadForm, match="内容前后不同"):
        above.hand_in(replace(parcel, content=APPEAL | {"title": "改过"}))


def test_what_comes_too_early_must_come_again_and_what_takes_anothers_place_is_refused(above, thread, handed_down):
    status = {"event": "closed", "words": "办结", "note": ""}
    late = above.parcel(thread, 3, "status", status)
    with pytest.raises(Conflict, match="前一个"):
        above.hand_in(late)
    assert above.hand_in(above.parcel(thread, 2, "status", status)).taken
    assert above.hand_in(late).taken
    with pytest.raises(BadForm, match="次序"):
        above.hand_in(above.parcel(thread, 2, "status", status))
    assert Incoming.objects.count() == 3


def test_a_thread_begins_with_its_appeal(above, thread):
    with pytest.raises(BadForm, match="从诉求开始"):
        above.hand_in(above.parcel(thread, 1, "status", {"words": "办结"}))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (APPEAL | {"text": "  "}, "诉求内容"),
        (APPEAL | {"number": ""}, "编号"),
        (APPEAL | {"enterprise": "陶瓷厂"}, "写法"),
        (APPEAL | {"text": ["一", "二"]}, "写法"),
        (APPEAL | {"text": "\ud800"}, "残缺"),
        (APPEAL | {"history": ["步"] * 201}, "写法"),
    ],
)
def test_an_appeal_that_cannot_be_read_is_declined_on_the_record_and_the_thread_goes_on(above, thread, content, why):
    if "\ud800" in str(content["text"]):
        with pytest.raises((UnicodeEncodeError, BadForm)):
            above.hand_in(above.parcel(thread, 1, "appeal", content))
        return
    receipt = above.hand_in(above.parcel(thread, 1, "appeal", content))
    assert not receipt.taken
    assert why in receipt.why
    assert Appeal.objects.count() == 0
    assert journal.last(receipt.quote.subject).event == "exchange.parcel.turned_down"
    assert above.hand_in(above.parcel(thread, 2, "appeal", APPEAL)).taken


def test_what_the_city_hands_down_it_may_not_answer_itself(above, thread, handed_down):
    receipt = above.hand_in(above.parcel(thread, 2, "answer", {"outcome": "resolved", "text": "已办"}))
    assert (receipt.taken, "不收" in receipt.why) == (False, True)


def test_the_city_withdraws_what_it_handed_down_once(above, thread, handed_down):
    assert above.hand_in(above.parcel(thread, 2, "withdrawal", {"reason": "企业撤回"})).taken
    assert Appeal.objects.get().result == "withdrawn"
    receipt = above.hand_in(above.parcel(thread, 3, "withdrawal", {"reason": "企业撤回"}))
    assert not receipt.taken
    assert "不能再“撤回诉求”" in receipt.why


def pieces(data: bytes, name: str, size: int = 512 * 1024) -> list[dict[str, object]]:
    cut = [data[start : start + size] for start in range(0, len(data), size)]
    told = {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "parts": len(cut)}
    return [told | {"part": n, "data": base64.b64encode(one).decode()} for n, one in enumerate(cut, 1)]


def test_material_comes_in_pieces_and_is_put_together(above, thread, handed_down):
    data = "七月跳闸三次\n".encode() * 60_000
    for place, piece in enumerate(pieces(data, "停电记录.txt"), 2):
        assert above.hand_in(above.parcel(thread, place, "material", piece)).taken
    (filed,) = documents.attachments(handed_down.subject)
    assert (filed.name, filed.size, filed.sha256) == ("停电记录.txt", len(data), hashlib.sha256(data).hexdigest())
    assert Piece.objects.count() == 0


def test_material_that_is_not_accepted_here_is_named_back(above, thread, handed_down):
    (piece,) = pieces(b"MZ\x90\x00" + b"\x00" * 60, "报表.exe")
    receipt = above.hand_in(above.parcel(thread, 2, "material", piece))
    assert not receipt.taken
    assert "报表.exe" in receipt.why
    (piece,) = pieces(b"abc", "说明.txt")
    receipt = above.hand_in(above.parcel(thread, 3, "material", piece | {"sha256": "1" * 64}))
    assert (receipt.taken, "摘要不符" in receipt.why) == (False, True)
    assert not documents.attachments(handed_down.subject)


def test_a_stranger_and_a_paused_peer_are_turned_away(above, thread):
    parcel = above.parcel(thread, 1, "appeal", APPEAL)
    body = write_parcel(parcel)
    with pytest.raises(BadSignature, match="公钥"):
        actions.take_in(signed(parcel.id, int(NOW.timestamp()), body, [new_key()]), body, at=NOW)
    Peer.objects.update(active=False)
    with pytest.raises(actions.NotNow):
        above.hand_in(parcel)
    assert Incoming.objects.count() == 0


def test_two_peers_may_use_the_same_words_and_neither_speaks_in_the_others_thread(above, thread, cast, handed_down):
    below = Other("below", cast.organ("lingcheng"))
    with pytest.raises(BadForm, match="从诉求开始"):
        below.hand_in(below.parcel(thread, 1, "withdrawal", {"reason": "冒名"}))
    assert below.hand_in(below.parcel(thread, 1, "appeal", APPEAL)).taken
    assert sorted(Appeal.objects.values_list("channel", flat=True)) == ["city", "county"]
    assert Appeal.objects.get(channel="county").state == "lodged"
