"""Signatures between deployments: what was signed passes, and nothing else (Ed25519, as Standard Webhooks writes it)."""

import base64
import json

import pytest

from qinqing.services.exchange.rules.keys import (
    BadSignature,
    check,
    fingerprint,
    new_key,
    public_of,
    read_public,
    signed,
)

AT = 1_795_000_000
BODY = json.dumps({"a": "诉求", "b": 2}, ensure_ascii=False, separators=(",", ":")).encode()
OURS, OLD, STRANGE = new_key(), new_key(), new_key()
KNOWN = [public_of(OURS)]
HEADERS = signed("k3j9x2m4qpk3j9x2m4qp", AT, BODY, [OURS])
SIGNATURE = HEADERS["webhook-signature"]
RAW = base64.b64decode(SIGNATURE.removeprefix("v1a,"))


def with_(**changes: str) -> dict[str, str]:
    return HEADERS | {f"webhook-{name}": value for name, value in changes.items()}


def flipped(place: int) -> str:
    changed = bytearray(RAW)
    changed[place] ^= 1
    return f"v1a,{base64.b64encode(bytes(changed)).decode()}"


MUTANTS = {
    "a byte of the body": (HEADERS, BODY.replace(b"2", b"3")),
    "a byte more": (HEADERS, BODY + b" "),
    "a byte less": (HEADERS, BODY[:-1]),
    "no body": (HEADERS, b""),
    "the body in another order": (HEADERS, json.dumps({"b": 2, "a": "诉求"}, ensure_ascii=False).encode()),
    "the body encoded again": (HEADERS, json.dumps(json.loads(BODY)).encode()),
    "the body with a byte order mark": (HEADERS, b"\xef\xbb\xbf" + BODY),
    "another identity": (with_(id="k3j9x2m4qpk3j9x2m4qq"), BODY),
    "no identity": (with_(id=""), BODY),
    "a dot moved into the identity": (with_(id=f"k3j9x2m4qpk3j9x2m4qp.{AT}", timestamp=""), BODY),
    "another moment": (with_(timestamp=str(AT + 1)), BODY),
    "no moment": (with_(timestamp=""), BODY),
    "a moment in full-width digits": (with_(timestamp="１７９５００００００"), BODY),
    "a moment with a sign": (with_(timestamp=f"+{AT}"), BODY),
    "a moment too long": (with_(timestamp=f"{AT}000"), BODY),
    "no signature": (with_(signature=""), BODY),
    "the version alone": (with_(signature="v1a,"), BODY),
    "version nought": (with_(signature=SIGNATURE.replace("v1a", "v0")), BODY),
    "the version of shared secrets": (with_(signature=SIGNATURE.replace("v1a", "v1")), BODY),
    "no version": (with_(signature=SIGNATURE.removeprefix("v1a,")), BODY),
    "the first byte": (with_(signature=flipped(0)), BODY),
    "the last byte": (with_(signature=flipped(63)), BODY),
    "half a signature": (with_(signature=f"v1a,{base64.b64encode(RAW[:32]).decode()}"), BODY),
    "a signature and a half": (with_(signature=f"v1a,{base64.b64encode(RAW + RAW[:32]).decode()}"), BODY),
    "no base64": (with_(signature="v1a,签名"), BODY),
    "base64 with a line break": (with_(signature=SIGNATURE[:20] + "\n" + SIGNATURE[20:]), BODY),
    "base64 without its end": (with_(signature=SIGNATURE.rstrip("=")), BODY),
    "a stranger's key": (signed(HEADERS["webhook-id"], AT, BODY, [STRANGE]), BODY),
    "the old key after the change": (signed(HEADERS["webhook-id"], AT, BODY, [OLD]), BODY),
    "buried under five others": (with_(signature=" ".join(["v1a,AAAA"] * 5 + [SIGNATURE])), BODY),
    "zeros": (with_(signature=f"v1a,{base64.b64encode(bytes(64)).decode()}"), BODY),
    "in capitals": (with_(signature=SIGNATURE.replace("v1a", "V1A")), BODY),
}


def test_what_was_signed_passes():
    assert check(HEADERS, BODY, KNOWN, at=AT) == "k3j9x2m4qpk3j9x2m4qp"
    assert len(MUTANTS) >= 30


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_refused(mutant):
    headers, body = MUTANTS[mutant]
    with pytest.raises(BadSignature, match="[一-鿿]"):
        check(headers, body, KNOWN, at=AT)


@pytest.mark.parametrize(("apart", "passes"), [(-301, False), (-300, True), (300, True), (301, False), (360, False)])
def test_the_clocks_may_be_five_minutes_apart(apart, passes):
    if passes:
        assert check(HEADERS, BODY, KNOWN, at=AT + apart)
        return
    with pytest.raises(BadSignature, match="时钟"):
        check(HEADERS, BODY, KNOWN, at=AT + apart)


def test_while_a_key_is_changed_both_sides_know_each_other_at_every_step():
    old, new = OLD, OURS
    both = signed("a" * 20, AT, BODY, [new, old])
    for known in ([public_of(old)], [public_of(new), public_of(old)], [public_of(new)]):
        assert check(both, BODY, known, at=AT)
    assert check(signed("a" * 20, AT, BODY, [new]), BODY, [public_of(new)], at=AT)


def test_a_key_is_read_as_it_is_pasted_and_nothing_else_is_one():
    key = public_of(OURS)
    assert read_public(f"  {key[:20]}\n{key[20:]} ") == key
    assert len(fingerprint(key)) == 19
    for wrong in ("", "whpk_", OURS, key[:-4], key + "AAAA", key.replace("whpk_", "whsec_"), "whpk_公钥"):
        with pytest.raises(ValueError):
            read_public(wrong)
