"""Signing what is pushed to other systems, as Standard Webhooks 1.0 describes it. Pure."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
LEAST, MOST = 24, 64  # bytes of a secret


def new_secret() -> str:
    """A fresh secret in the standard's form."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def key_of(secret: str) -> bytes:
    """The bytes of a secret. Raises ValueError for what is none."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("no base64") from error
    if not secret.startswith(PREFIX) or not LEAST <= len(key) <= MOST:
        raise ValueError("no secret")
    return key


def signed(identity: str, at: int, body: bytes, keys: Iterable[str]) -> dict[str, str]:
    """The three headers; one signature for each secret, so that a receiver may go over from the old to the new.

    ``at`` is in seconds since 1970. What is signed is the body's bytes as they are sent.
    """
    content = f"{identity}.{at}.".encode() + body
    made = (hmac.new(key_of(key), content, hashlib.sha256).digest() for key in keys)
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in made),
    }


def dingtalk(secret: str, at: int) -> str:
    """钉钉的加签: over the moment in milliseconds and the secret itself."""
    made = hmac.new(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(made).decode()
