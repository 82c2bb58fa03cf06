"""What is told leaves the house over the channels in use: once for each reader, tried again, never lost, its fate kept."""

import json
import random
from datetime import timedelta

import pytest
from tests.cast import NOW
from tests.notifications import receivers

from qinqing.kernel.actors import Role
from qinqing.services.accounts.models import Account
from qinqing.services.notifications import actions, transport
from qinqing.services.notifications.actions import sending
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.rules import Kind, desk, person
from qinqing.services.notifications.rules.media import PAUSES, Fate
from qinqing.services.notifications.rules.signatures import new_secret

pytestmark = pytest.mark.django_db


def tell(to, key="appeal/x#1/turn", at=NOW, title="诉求 JDR-2026-000001 等您登记"):
    actions.tell(key, to=[to], kind=Kind.TURN, title=title, at=at)


def work(at=NOW):
    """One turn of the worker."""
    actions.spread(at=at)
    while actions.send_next(at=at):
        pass


def fates():
    return sorted(Delivery.objects.values_list("fate", flat=True))


def test_a_text_message_goes_to_whoever_is_behind_the_desk(channel, receiver, clerk):
    channel("sms", secrets={"secret": "s3cret"})
    tell(desk(Role.INTAKE))
    work()
    (got,) = [one for one in receiver.got if "13800138000" in one.body.decode()]
    body = json.loads(got.body)
    assert body["phones"] == ["13800138000"]
    assert body["content"] == "诉求 JDR-2026-000001 等您登记。请登录县长服务企业接待日系统查看。"
    assert got.headers["authorization"] == "Bearer s3cret"
    assert Delivery.objects.get(account=clerk.pk).receiver == "138****8000"
    work()
    assert len([one for one in receiver.got if "13800138000" in one.body.decode()]) == 1


def test_text_cannot_break_out_of_its_field(channel, receiver, clerk):
    channel("sms")
    tell(person(clerk.pk), title='","admin":true,"x":"{secret}')
    work()
    assert set(json.loads(receiver.got[0].body)) == {"phones", "content", "id"}


def test_a_person_with_two_mailboxes_is_told_once(channel, receiver, clerk):
    channel("sms")
    actions.tell("k", to=[person(clerk.pk), desk(Role.INTAKE)], kind=Kind.TURN, title="一次", at=NOW)
    work()
    assert Delivery.objects.filter(account=clerk.pk).count() == 1


def test_without_a_channel_it_stays_in_the_house(clerk):
    tell(person(clerk.pk))
    work()
    assert (Delivery.objects.count(), Message.objects.filter(spread=False).count()) == (0, 0)


def test_who_has_no_address_is_named_and_reads_so(channel, clerk, client):
    Account.objects.filter(pk=clerk.pk).update(phone="0000-6123456")
    channel("sms")
    tell(person(clerk.pk))
    work()
    found = Delivery.objects.get()
    assert (found.fate, found.why) == (Fate.SKIPPED, f"{clerk.name}没有登记可用的手机号码")
    client.force_login(clerk)
    assert found.why in client.get(f"/desk/messages/{found.message_id}/").text


def test_what_is_a_week_old_is_no_news(channel, clerk):
    channel("sms")
    tell(person(clerk.pk), at=NOW - timedelta(days=8))
    work()
    assert Delivery.objects.count() == 0


def test_a_mail_has_its_words_and_the_same_identity_at_every_attempt(cast, clerk, settings):
    with receivers.mail() as office:
        settings.QINQING_OUTGOING_INSIDE = {f"127.0.0.1:{office.port}"}
        told = {
            "host": "127.0.0.1", "port": office.port, "security": "none", "user": "u", "sender": "jdr@example.gov.cn",
            "sender_name": "接待日", "site": "https://jdr.example.gov.cn",
        }  # fmt: skip
        Channel.objects.create(
            medium="mail", name="邮件", active=True, settings=told, secrets={"password": "p4ss"}, kinds=list(Kind)
        )
        office.to_recipient = b"450 later"
        tell(person(clerk.pk))
        work()
        found = Delivery.objects.get()
        assert (found.fate, found.why) == (Fate.WAITING, "邮件服务器不接受收件人（450）")
        office.to_recipient = b"250 ok"
        work(NOW + timedelta(minutes=1))
        (mail,) = office.mails
    assert mail["Subject"] == "【云岭县接待日】诉求 JDR-2026-000001 等您登记"
    assert "https://jdr.example.gov.cn" in mail.get_content()
    assert (mail["Message-ID"], str(mail["To"])) == (f"<{found.code}@example.gov.cn>", f"{clerk.name} <{clerk.email}>")
    assert fates() == ["sent"]


@pytest.mark.parametrize(
    ("to_login", "to_recipient", "fate", "why"),
    [
        (b"535 no", b"250 ok", Fate.WAITING, "邮件服务器不接受用户名和密码，请核对设置"),
        (b"235 ok", b"550 no such", Fate.FAILED, "邮件服务器不接受收件人（550）"),
    ],
)
def test_a_refusal_is_told_without_the_password(clerk, settings, caplog, to_login, to_recipient, fate, why):
    with receivers.mail() as office:
        office.to_login, office.to_recipient = to_login, to_recipient
        settings.QINQING_OUTGOING_INSIDE = {f"127.0.0.1:{office.port}"}
        told = {"host": "127.0.0.1", "port": office.port, "security": "none", "user": "u", "sender": "a@example.gov.cn"}
        Channel.objects.create(
            medium="mail", name="邮件", active=True, settings=told, secrets={"password": "p4ss"}, kinds=list(Kind)
        )
        tell(person(clerk.pk))
        work()
    found = Delivery.objects.get()
    assert (found.fate, found.why) == (fate, why)
    assert "p4ss" not in caplog.text


def test_a_group_hears_its_desk_alone(channel, receiver, clerk):
    channel("wecom", secrets={"url": f"{receiver.url}send?key=k"}, mailboxes=["intake"])
    tell(desk(Role.INTAKE))
    tell(desk(Role.OFFICE), key="other")
    work()
    assert [json.loads(one.body)["text"]["content"].splitlines()[0] for one in receiver.got] == [
        "【等我办理】诉求 JDR-2026-000001 等您登记"
    ]


@pytest.mark.parametrize(("code", "fate"), [(45009, Fate.WAITING), (93000, Fate.FAILED)])
def test_a_robots_own_code_decides(channel, receiver, code, fate):
    receiver.answer = lambda handler, got: receivers.say(handler, 200, json.dumps({"errcode": code}).encode())
    channel("dingtalk", secrets={"url": f"{receiver.url}send?access_token=t", "secret": "SEC"}, mailboxes=["intake"])
    tell(desk(Role.INTAKE))
    work()
    assert "&sign=" in receiver.got[0].path
    assert Delivery.objects.get().fate == fate


def test_other_systems_get_it_signed_under_one_identity(channel, receiver):
    channel("webhook", secrets={"secret": new_secret(), "old_secret": new_secret()})
    tell(desk(Role.INTAKE))
    work()
    (got,) = receiver.got
    code = Delivery.objects.get().code
    assert got.headers["webhook-id"] == f"msg_{code}"
    assert got.headers["webhook-signature"].count("v1,") == 2
    told = json.loads(got.body)
    assert (told["type"], told["data"]["id"], told["data"]["mailbox"]) == ("notice.turn", code, "intake")


def test_it_is_tried_again_and_again_and_then_its_failure_is_shown(channel, receiver):
    """J4."""
    receiver.answer = lambda handler, got: receivers.say(handler, 503)
    channel("webhook", secrets={"secret": new_secret()})
    tell(desk(Role.INTAKE))
    at, waits = NOW, []
    work(at)
    while (found := Delivery.objects.get()).fate == Fate.WAITING:
        waits.append(found.due_at - at)
        assert not actions.send_next(at=found.due_at - timedelta(seconds=1))
        at = found.due_at
        work(at)
    assert all(pause <= wait <= pause * 1.2 for pause, wait in zip(PAUSES, waits, strict=True))
    assert (found.fate, found.why, found.tries, len(receiver.got)) == (Fate.FAILED, "对方回答 503", 7, 7)


@pytest.mark.parametrize("status", [400, 401, 404, 410, 302])
def test_what_the_receiver_will_not_have_is_not_tried_again(channel, receiver, status):
    receiver.answer = lambda handler, got: receivers.say(handler, status, Location="http://127.0.0.1:1/")
    channel("webhook", secrets={"secret": new_secret()})
    tell(desk(Role.INTAKE))
    work()
    found = Delivery.objects.get()
    assert (found.fate, found.tries, len(receiver.got)) == (Fate.FAILED, 1, 1)


def test_what_waits_on_a_paused_channel_waits(channel, receiver):
    made = channel("webhook", secrets={"secret": new_secret()})
    tell(desk(Role.INTAKE))
    actions.spread(at=NOW)
    Channel.objects.filter(pk=made.pk).update(active=False)
    work()
    assert (fates(), receiver.got) == (["waiting"], [])


class Death(BaseException):
    """The worker is gone in the middle of an attempt."""


def test_nothing_is_lost_and_a_double_has_the_same_identity(channel, receiver, monkeypatch):
    """E5, scaled down: 150 notices, workers that die before or after the receiver heard, a receiver in trouble."""
    chance, taken = random.Random(1949), []

    def moody(handler, got):
        mood = chance.random()
        if mood < 0.3:
            return receivers.say(handler, 500)
        taken.append(got.headers["webhook-id"])
        return None if mood < 0.35 else receivers.say(handler, 200)  # sometimes it hangs up after taking it

    receiver.answer = moody
    channel("webhook", secrets={"secret": new_secret()})
    for number in range(150):
        tell(desk(Role.INTAKE), key=str(number))
    real, deaths = sending.carry, 0

    def mortal(parcel):
        if chance.random() < 0.1:
            raise Death
        outcome = real(parcel)
        if chance.random() < 0.1:
            raise Death
        return outcome

    monkeypatch.setattr(sending, "carry", mortal)
    at = NOW
    while Delivery.objects.filter(fate=Fate.WAITING).exists() or Message.objects.filter(spread=False).exists():
        try:
            work(at)
        except Death:
            deaths += 1
            continue
        at += timedelta(hours=9)
    codes = {f"msg_{code}" for code in Delivery.objects.filter(fate=Fate.SENT).values_list("code", flat=True)}
    failed = Delivery.objects.filter(fate=Fate.FAILED).count()
    assert len(codes) + failed == 150
    assert codes <= set(taken)
    assert len(set(taken)) <= 150
    assert deaths >= 15
    assert len(taken) > len(set(taken)), "the receiver heard some twice, under the same identity"


HOSTILE = {
    "never answers": lambda handler, got: handler.server_stopping.wait(3),
    "a byte at a time": lambda handler, got: drip(handler),
    "a gigabyte": lambda handler, got: flood(handler),
    "no HTTP": lambda handler, got: handler.wfile.write(b"\x00garbage\r\n\r\n"),
    "headers without end": lambda handler, got: swell(handler),
    "a redirect to itself": lambda handler, got: receivers.say(handler, 302, Location=f"http://{got.headers['host']}/"),
    "a good status and garbage": lambda handler, got: receivers.say(handler, 200, bytes(range(256)) * 16),
}


def drip(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(60):
        handler.wfile.write(b"X")
        handler.server_stopping.wait(0.1)


def flood(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
    for _ in range(1024):
        handler.wfile.write(b"x" * (1 << 20))


def swell(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(90):
        handler.wfile.write(b"X-%d: " % number + b"x" * 60_000 + b"\r\n")


@pytest.mark.parametrize("way", HOSTILE)
def test_a_hostile_receiver_holds_the_worker_for_a_moment_only(receiver, monkeypatch, way):
    """J3, with one second for ten."""
    import threading
    import time

    def answer(handler, got):
        handler.server_stopping = threading.Event()
        HOSTILE[way](handler, got)

    monkeypatch.setattr(transport, "PATIENCE", 1.0)
    receiver.answer = answer
    began = time.monotonic()
    try:
        reply = transport.post(receiver.url, b"{}", {})
        assert len(reply.text) <= transport.LONGEST
    except transport.Unreachable:
        pass
    assert time.monotonic() - began < 2.5
    assert len(receiver.got) == 1, "nothing is followed"
    receiver.answer = lambda handler, got: receivers.say(handler, 200)
    assert transport.post(receiver.url, b"{}", {}).status == 200, "free again"


def test_the_headers_count_towards_what_is_read(receiver):
    """J3: of an answer that has no end, 64 KiB are read and the rest stays with the sender."""
    receiver.answer = lambda handler, got: swell(handler)
    reply = transport.post(receiver.url, b"{}", {})
    assert sum(len(one) for one in reply.headers.values()) + len(reply.text) <= transport.LONGEST


@pytest.mark.parametrize("medium", ["wecom", "dingtalk"])
def test_a_robot_that_answers_garbage_is_asked_again(channel, receiver, medium):
    receiver.answer = lambda handler, got: receivers.say(handler, 200, b"\xff\x00<html>")
    channel(medium, secrets={"url": f"{receiver.url}send?key=k"}, mailboxes=["intake"])
    tell(desk(Role.INTAKE))
    work()
    found = Delivery.objects.get()
    assert (found.fate, found.why) == (Fate.WAITING, "机器人的回答看不懂")


def test_the_address_that_was_checked_is_the_one_that_is_called(receiver, settings, monkeypatch):
    """A name server that answers otherwise the second time is not asked a second time."""
    settings.QINQING_OUTGOING_INSIDE = set()
    answers = iter([[(2, 1, 6, "", ("93.184.216.34", 443))], [(2, 1, 6, "", ("127.0.0.1", receiver.port))]])
    called = []

    def open_socket(address, timeout):
        called.append(address)
        raise OSError

    monkeypatch.setattr(transport.socket, "getaddrinfo", lambda *words, **more: next(answers))
    monkeypatch.setattr(transport.socket, "create_connection", open_socket)
    with pytest.raises(transport.Unreachable):
        transport.post("https://rebinding.example.com/", b"{}", {})
    assert called == [("93.184.216.34", 443)]


def test_a_name_with_one_address_inside_is_not_called(settings, monkeypatch):
    settings.QINQING_OUTGOING_INSIDE = set()
    answers = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(transport.socket, "getaddrinfo", lambda *words, **more: answers)
    with pytest.raises(transport.BadTarget, match="内部网络"):
        transport.post("https://both.example.com/", b"{}", {})
