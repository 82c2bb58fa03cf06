"""对接单位 and 往来: set up by the system administrator, watched by those whose appeals they are. 三(四), 四(一)4."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import NOW

from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.exchange.models import Outgoing, Peer
from qinqing.services.exchange.rules.keys import new_key, public_of
from qinqing.services.journal.models import Entry
from qinqing.services.notifications.models import Message

pytestmark = pytest.mark.django_db
HOME, PARCELS = "/desk/peers/", "/desk/parcels/"
KEY = public_of(new_key())
CITY = {"name": "岚江市", "rank": "above", "organ": "", "url": "https://city.example.gov.cn/", "their_keys": KEY}


@pytest.fixture
def admin(desk):
    return desk("system-admin")


def made(admin, **changes):
    answer = admin.post(f"{HOME}new/", CITY | changes)
    assert answer.status_code == 303, answer.text
    return Peer.objects.order_by("-id").first()


def test_each_sees_what_is_theirs(admitted):
    assert admitted(HOME) == admitted(f"{HOME}new/") == {"system-admin"}
    assert admitted(PARCELS) == {"system-admin", "office-1", "intake-1"}
    assert admitted(f"{PARCELS}package/") == {"intake-1"}


def test_a_private_key_is_never_shown_nor_put_on_the_record(admin):
    peer = made(admin)
    (private,) = peer.our_keys
    page = admin.get(f"{HOME}{peer.code}/").text
    assert public_of(private) in page
    assert private not in page
    assert peer.url == "https://city.example.gov.cn"
    assert not any(private in one.body or "whsk_" in one.body for one in Entry.objects.all())


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"their_keys": "whpk_abc"}, "公钥写法不对"),
        ({"their_keys": new_key()}, "公钥写法不对"),
        ({"their_keys": "\n".join(public_of(new_key()) for _ in range(3))}, "最多同时登记 2 个"),
        ({"url": "https://127.0.0.1:9000"}, "端口只能是"),
        ({"url": "ftp://city.example"}, "网址须以"),
        ({"rank": "below"}, "要对应一个机构"),
    ],
)
def test_what_cannot_be_used_is_said_and_what_was_typed_stays(admin, changes, fault):
    answer = admin.post(f"{HOME}new/", CITY | changes)
    assert answer.status_code == 422
    assert fault in answer.text
    assert "岚江市" in answer.text
    assert not Peer.objects.exists()


def test_there_is_one_above_and_one_for_each_organ(admin, cast):
    made(admin)
    assert "只能有一个" in admin.post(f"{HOME}new/", CITY | {"name": "又一个"}).text
    county = {"rank": "below", "organ": str(cast.organ("lingcheng"))}
    made(admin, **county)
    assert "只能对接一次" in admin.post(f"{HOME}new/", CITY | county).text
    assert Peer.objects.count() == 2


def test_a_key_is_changed_in_two_steps_and_trying_says_what_is_the_matter(admin):
    peer = made(admin)
    act = f"{HOME}{peer.code}"
    (old,) = peer.our_keys
    assert admin.get(f"{act}/drop/").status_code == 404
    admin.post(f"{act}/renew/")
    new, kept = Peer.objects.get().our_keys
    assert (kept, new == old) == (old, False)
    assert admin.get(f"{act}/renew/").status_code == 404
    admin.post(f"{act}/drop/")
    assert Peer.objects.get().our_keys == [new]
    said = admin.post(f"{act}/try/", follow=True).text
    assert "没有连通" in said
    admin.post(f"{act}/on/")
    assert Peer.objects.get().active


def test_without_their_key_it_is_not_put_in_use(admin):
    peer = made(admin, their_keys="")
    assert "还没有登记对方的公钥" in admin.post(f"{HOME}{peer.code}/on/", follow=True).text
    assert not Peer.objects.get().active


@pytest.fixture
def reported(stand, cast):
    found = stand("unresolved", outcome="unresolved")
    Appeal.objects.filter(pk=found.pk).update(rung=3, reached_office=True)
    found.refresh_from_db()
    picture = SimpleUploadedFile("停电记录.txt", "七月跳闸三次".encode())
    appeals.supplement(found, note="停电记录", files=[picture], by=cast.intake, at=NOW)
    return found


def test_reporting_to_the_city_puts_the_appeal_and_its_files_into_the_outbox(admin, desk, reported, cast):
    made(admin)
    page = f"/desk/appeals/{reported.code}/"
    assert "与上下级的往来" not in desk("office-1").get(page).text
    desk("office-1").post(f"{page}send_to_city/", {"note": "请市里协调", "version": reported.version})
    appeal, material = Outgoing.objects.order_by("place")
    assert (appeal.kind, material.kind, appeal.number, material.number) == ("appeal", "material", 1, 2)
    assert appeal.content["note"] == "请市里协调"
    assert appeal.content["files"][0]["sha256"] == material.content["sha256"]
    shown = desk("office-1").get(page).text
    assert "与上下级的往来" in shown
    assert "等待送达" in shown
    assert "寄往市里" not in shown
    assert "等待送达" in desk("system-admin").get(PARCELS).text
    assert reported.title not in desk("system-admin").get(PARCELS).text, "the administrator reads no appeals"


def test_what_was_handed_down_shows_on_its_page_what_goes_to_and_fro(admin, desk, stand, cast):
    """Also once the county is relieved of it."""
    made(admin, name="云岭县", rank="below", organ=cast.organ("lingcheng"))
    found = appeals.transfer(stand("registered"), lead=cast.organ("lingcheng"), by=cast.intake, at=NOW)
    page = f"/desk/appeals/{found.code}/"
    assert "云岭县办理" in desk("intake-1").get(page).text
    appeals.redirect(found, lead=cast.organ("power-supply"), reason="不归县里", by=cast.intake, at=NOW)
    assert "云岭县办理（已结束）" in desk("intake-1").get(page).text


def test_what_was_reported_before_there_was_a_line_is_handed_over_by_a_button(admin, desk, reported):
    office, page = desk("office-1"), f"/desk/appeals/{reported.code}/"
    office.post(f"{page}send_to_city/", {"note": "", "version": reported.version})
    assert not Outgoing.objects.exists()
    assert office.get(f"{page}hand-over/").status_code == 404
    made(admin)
    assert "寄往市里" in office.get(page).text
    assert desk("power-supply-officer").get(f"{page}hand-over/").status_code == 404
    office.post(f"{page}hand-over/")
    assert Outgoing.objects.count() == 2
    assert office.get(f"{page}hand-over/").status_code == 404


def test_what_failed_for_good_is_told_and_sent_again(admin, desk, reported, cast):
    from qinqing.services.exchange import actions as exchange

    peer = made(admin, url="https://localhost")  # a name is looked up when something is sent
    exchange.use_peer(peer, active=True, by=cast.post("system-admin"), at=NOW)
    desk("office-1").post(f"/desk/appeals/{reported.code}/send_to_city/", {"note": "", "version": reported.version})
    assert exchange.send_next(at=NOW)
    first = Outgoing.objects.order_by("place").first()
    assert (first.fate, "内部网络" in first.why) == ("failed", True)
    told = Message.objects.filter(line__startswith="exchange.failed").order_by("mailbox")
    assert {one.mailbox for one in told} == {"intake", "office", "system_admin"}
    assert not exchange.send_next(at=NOW), "its file waits for it"
    assert "没有送到" in desk("system-admin").get(f"{PARCELS}?fate=failed").text
    desk("office-1").post(f"{PARCELS}{first.code}/again/")
    first.refresh_from_db()
    assert (first.fate, first.tries) == ("waiting", 0)
