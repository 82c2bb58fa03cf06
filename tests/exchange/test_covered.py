"""遮盖: what goes to another house after the covering is the copy, also in parcels that were waiting by then."""

import base64
import io

import pytest
from PIL import Image
from tests.cast import NOW
from tests.exchange.test_sending import House, house, send_all
from tests.exchange.test_taking import APPEAL
from tests.notifications import receivers

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as material
from qinqing.services.documents.rules.coverings import Box
from qinqing.services.exchange import actions
from qinqing.services.exchange.models import Outgoing, long_code
from qinqing.services.exchange.rules.fates import ParcelFate
from qinqing.services.exchange.rules.forms import read_parcel

__all__ = ["house"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


def picture(side):
    """A PNG that is nothing but noise."""
    buffer = io.BytesIO()
    Image.effect_noise((side, side), 120).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


def reported(stand, cast, content):
    """On its way to the city's house, with a picture that waits to be sent."""
    found = stand("unresolved", outcome="unresolved")
    Appeal.objects.filter(pk=found.pk).update(rung=3, reached_office=True)
    found.refresh_from_db()
    documents.attach(found.subject, file=io.BytesIO(content), name="身份证.png", by=cast.intake, at=NOW)
    return appeals.send_to_city(found, by=cast.office, at=NOW)


def cover(appeal, cast):
    (original,) = [one for one in material.attachments(appeal.subject) if one.name == "身份证.png"]
    with appeals.painted(appeal, original.code, [Box(1, 0, 0, 100, 100)], by=cast.intake, at=NOW) as copy:
        appeals.cover(appeal, copy, reason="第三人的身份证照片", by=cast.intake, at=NOW)
    return original, material.copy_of(original)


def pieces(house):
    """What went out of files, by name."""
    told: dict[str, bytes] = {}
    for one in house.receiver.got:
        parcel = read_parcel(one.body)
        if parcel.kind == "material":
            told[parcel.content["name"]] = told.get(parcel.content["name"], b"") + base64.b64decode(
                parcel.content["data"]
            )
    return told


def declining(house: House):
    """As every house does with a file that is not whole."""

    def answer(handler, got):
        content = read_parcel(got.body).content
        House.receipt(house, handler, got, taken=content.get("data") != "")

    house.receiver.answer = answer


def bytes_of(one):
    with material.open_attachment(one.code).file as file:
        return file.read()


def test_a_file_that_waits_is_withheld_and_the_copy_goes_out(house, stand, cast):
    declining(house)
    original, copy = cover(reported(stand, cast, picture(600)), cast)
    assert original.size > 512 * 1024, "in more than one piece"
    send_all()
    told = pieces(house)
    assert told[original.name] == b""
    assert told[copy.name] == bytes_of(copy)
    withheld = Outgoing.objects.filter(content__code=original.code)
    assert {row.fate for row in withheld} == {ParcelFate.SETTLED}
    assert "遮盖件另外寄" in withheld.latest("id").why
    assert not Outgoing.objects.filter(fate=ParcelFate.WAITING).exists(), "nothing waits behind it"


def test_lifted_the_original_goes_out_after_all_once(house, stand, cast):
    declining(house)
    appeal = reported(stand, cast, picture(40))
    original, _ = cover(appeal, cast)
    send_all()
    appeals.uncover(appeal, file=original.code, reason="遮错了", by=cast.intake, at=NOW)
    send_all()
    assert pieces(house)[original.name] == bytes_of(original)
    assert Outgoing.objects.filter(content__code=original.code).count() == 2


def test_lifted_what_had_arrived_before_the_covering_is_not_sent_again(house, stand, cast):
    appeal = reported(stand, cast, picture(40))
    send_all()
    original, _ = cover(appeal, cast)
    appeals.uncover(appeal, file=original.code, reason="遮错了", by=cast.intake, at=NOW)
    send_all()
    assert Outgoing.objects.filter(content__code=original.code).count() == 1


def test_what_was_declined_before_is_not_sent_again(house, stand, cast):
    house.receiver.answer = lambda handler, got: House.receipt(house, handler, got, taken=False)
    appeal = reported(stand, cast, picture(40))
    send_all()
    original, _ = cover(appeal, cast)
    with pytest.raises(Refused, match="原件已遮盖"):
        actions.send_again(Outgoing.objects.get(content__code=original.code), by=cast.office, at=NOW)


def test_what_came_before_under_the_same_number_counts_as_come(house, stand, cast):
    """The first attempt arrived and its receipt did not; then it was covered."""

    def answer(handler, got):
        known = read_parcel(got.body).content.get("data") == ""
        body = '{"detail": "同一编号的包裹内容前后不同。"}'.encode()
        receivers.say(handler, 422, body) if known else House.receipt(house, handler, got)

    house.receiver.answer = answer
    cover(reported(stand, cast, picture(40)), cast)
    send_all()
    assert not Outgoing.objects.filter(fate__in=(ParcelFate.WAITING, ParcelFate.FAILED)).exists()


def test_a_copy_of_what_the_other_house_sent_itself_stays_here(above, cast):
    above.hand_in(above.parcel(long_code(), 1, "appeal", APPEAL))
    appeal = Appeal.objects.get()
    documents.attach(appeal.subject, file=io.BytesIO(picture(40)), name="身份证.png", by=cast.intake, at=NOW)
    cover(appeal, cast)
    assert not Outgoing.objects.filter(kind="material").exists()


def test_a_file_without_its_bytes_is_declined_here_too(above):
    key = long_code()
    above.hand_in(above.parcel(key, 1, "appeal", APPEAL))
    empty = {"name": "身份证.png", "size": 9, "sha256": "a" * 64, "part": 1, "parts": 1, "data": ""}
    assert not above.hand_in(above.parcel(key, 2, "material", empty)).taken
