"""What is pushed to other systems is signed as Standard Webhooks asks; a receiver refuses whatever was touched. J2."""

import base64
import hashlib
import hmac
import json

import pytest

from qinqing.services.notifications.rules.signatures import dingtalk, key_of, new_secret, signed

SECRET, OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + "A" * 43 + "="
AT, BODY = 1614265330, b'{"test": 2432232314}'
IDENTITY = "msg_p5jXN8AQM9LWM0D4loKWxJek"
WINDOW = 300


def receive(headers, body, *, now, secret=SECRET, seen=()):
    """A receiver of our own writing, from the standard's text: whether it takes the message."""
    identity, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not identity or identity in seen or not moment.isdigit() or abs(now - int(moment)) > WINDOW:
        return False
    key = base64.b64decode(secret.split("_", 1)[1])
    mine = base64.b64encode(hmac.new(key, f"{identity}.{moment}.".encode() + body, hashlib.sha256).digest()).decode()
    given = [one.split(",", 1) for one in headers.get("webhook-signature", "").split(" ") if "," in one]
    return any(version == "v1" and hmac.compare_digest(made, mine) for version, made in given)


def test_it_is_the_signature_of_the_standards_own_example():
    headers = signed(IDENTITY, AT, BODY, [SECRET])
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert receive(headers, BODY, now=AT)


def touched():
    """Thirty messages that are not what was sent."""
    good = signed(IDENTITY, AT, BODY, [SECRET])
    signature = good["webhook-signature"].removeprefix("v1,")
    for place in range(len(BODY) // 2):
        changed = bytearray(BODY)
        changed[place * 2] ^= 1
        yield good, bytes(changed), AT
    yield good, json.dumps(json.loads(BODY), separators=(",", ":")).encode(), AT
    yield good, BODY + b"\n", AT
    yield good, b"", AT
    for moment in (AT - 360, AT + 360):
        yield good, BODY, moment
    for form in ("", "v0," + signature, signature, "v1," + signature[:-2], "v1,", "v2," + signature, "v1;" + signature):
        yield {**good, "webhook-signature": form}, BODY, AT
    yield {**good, "webhook-id": IDENTITY + "x"}, BODY, AT
    yield {**good, "webhook-id": ""}, BODY, AT
    yield {**good, "webhook-timestamp": str(AT + 1)}, BODY, AT
    yield {**good, "webhook-timestamp": ""}, BODY, AT
    yield {**good, "webhook-timestamp": f"{AT}.0"}, BODY, AT
    yield signed(IDENTITY, AT, BODY, [OLD]), BODY, AT
    yield signed(IDENTITY, AT, json.dumps({"x": 1}).encode(), [SECRET]), BODY, AT
    yield {name: value for name, value in good.items() if name != "webhook-signature"}, BODY, AT


@pytest.mark.parametrize(("headers", "body", "now"), list(touched()))
def test_a_touched_message_is_refused(headers, body, now):
    assert not receive(headers, body, now=now)


def test_there_are_enough_of_them():
    assert len(list(touched())) >= 30


def test_a_message_seen_before_is_refused():
    assert not receive(signed(IDENTITY, AT, BODY, [SECRET]), BODY, now=AT, seen={IDENTITY})


@pytest.mark.parametrize("secret", [SECRET, OLD])
def test_while_the_secret_changes_both_ends_go_on_talking(secret):
    assert receive(signed(IDENTITY, AT, BODY, [SECRET, OLD]), BODY, now=AT, secret=secret)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_不是", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
def test_what_is_no_secret_is_none(secret):
    with pytest.raises(ValueError):
        key_of(secret)


def test_dingtalk_signs_the_moment_and_the_secret():
    expected = hmac.new(b"SEC1", b"1700000000000\nSEC1", hashlib.sha256).digest()
    assert base64.b64decode(dingtalk("SEC1", 1700000000000)) == expected


def test_a_fresh_secret_is_one():
    assert len({new_secret() for _ in range(3)}) == 3
    assert len(key_of(new_secret())) == 32
