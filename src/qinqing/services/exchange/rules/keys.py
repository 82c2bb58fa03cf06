"""Ed25519 keys in the form of Standard Webhooks 1.0 (``whsk_``, ``whpk_``, signatures ``v1a``). Pure.

A signature binds the identity, the moment and the bytes as they are sent; whoever holds the public key can check it,
and only the sender could have made it: that is what a receipt is worth later.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PRIVATE, PUBLIC, VERSION = "whsk_", "whpk_", "v1a"
LENGTH = 32  # bytes of a key
MOST_SIGNERS = 60  # keys that sign one package: each house that knows us knows us by another
MOST_KEYS = 2  # the one in use, and the one it follows or that follows it
WINDOW = 5 * 60  # seconds between the sender's clock and ours
NAMES = ("webhook-id", "webhook-timestamp", "webhook-signature")


class BadSignature(ValueError):
    """Nobody we know has signed this as it stands; says in Chinese what is the matter."""


def new_key() -> str:
    """A fresh private key."""
    return PRIVATE + base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def public_of(private: str) -> str:
    """The public key that belongs to a private one. Raises ValueError for what is none."""
    return PUBLIC + base64.b64encode(_private(private).public_key().public_bytes_raw()).decode()


def read_public(text: str) -> str:
    """A public key as it was typed or pasted, in its one spelling. Raises ValueError for what is none."""
    return PUBLIC + base64.b64encode(_bytes("".join(text.split()), PUBLIC)).decode()


def fingerprint(public: str) -> str:
    """Sixteen characters to read to each other over the telephone: ``3f2a 91bc 04de 77a1``."""
    digest = hashlib.sha256(_bytes(public, PUBLIC)).hexdigest()[:16]
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def signed(identity: str, at: int, body: bytes, privates: Iterable[str]) -> dict[str, str]:
    """The three headers, with one signature for each private key. ``at`` is in seconds since 1970."""
    content = _content(identity, str(at), body)
    made = (base64.b64encode(_private(one).sign(content)).decode() for one in privates)
    return dict(zip(NAMES, (identity, str(at), " ".join(f"{VERSION},{one}" for one in made)), strict=True))


def check(headers: Mapping[str, str], body: bytes, publics: Iterable[str], *, at: int) -> str:
    """The identity, when one of these keys has signed it all and within five minutes. Raises BadSignature."""
    identity, moment, signatures = (headers.get(name, "") for name in NAMES)
    if not identity or not signatures:
        raise BadSignature("没有签名")
    if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
        raise BadSignature("签名的时间写法不对")
    content = _content(identity, moment, body)
    if not any(_holds(content, one, public) for public in publics for one in signatures.split(" ")[: 2 * MOST_KEYS]):
        raise BadSignature("签名对不上任何一个在用的公钥")
    if abs(int(moment) - at) > WINDOW:
        raise BadSignature("签名的时间与这里相差五分钟以上，请校准两边服务器的时钟")
    return identity


def vouched(headers: Mapping[str, str], body: bytes, publics: Iterable[str]) -> bool:
    """Whether one of these keys has signed it all, whenever that was: a package may lie for weeks before it is read."""
    identity, moment, signatures = (headers.get(name, "") for name in NAMES)
    if not (identity and signatures and moment.isascii() and moment.isdigit() and len(moment) < 12):
        return False
    content = _content(identity, moment, body)
    return any(_holds(content, one, public) for public in publics for one in signatures.split(" ")[:MOST_SIGNERS])


def _content(identity: str, moment: str, body: bytes) -> bytes:
    return f"{identity}.{moment}.".encode() + body


def _holds(content: bytes, signature: str, public: str) -> bool:
    version, comma, encoded = signature.partition(",")
    if version != VERSION or not comma:
        return False
    try:
        raw = base64.b64decode(encoded, validate=True)
        if base64.b64encode(raw).decode() != encoded:
            return False
        Ed25519PublicKey.from_public_bytes(_bytes(public, PUBLIC)).verify(raw, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_bytes(text, PRIVATE))


def _bytes(text: str, prefix: str) -> bytes:
    try:
        key = base64.b64decode(text.removeprefix(prefix), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("no base64") from error
    if not text.startswith(prefix) or len(key) != LENGTH:
        raise ValueError("no key")
    return key
