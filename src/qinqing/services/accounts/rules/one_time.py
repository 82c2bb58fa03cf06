"""One-time codes of an authenticator (RFC 6238: SHA-1, thirty seconds, six digits) and recovery codes for when it is lost."""

import base64
import hmac
import secrets
import unicodedata
from datetime import datetime
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECONDS = 30
DIGITS = 6
DRIFT = (-1, 0, 1)  # steps that a telephone's clock may be off
SECRET_BYTES = 20
RECOVERY_CODES = 10
SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: none looks like another
RECOVERY_SIGNS = 16  # 80 bits: no digest of it is ever guessed back


def draw_secret() -> str:
    """A secret as authenticators take it: 160 bits in base 32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address_for(secret: str, *, account: str, issuer: str) -> str:
    """What the QR code says."""
    return _of(secret).get_provisioning_uri(account, issuer)


def code_at(secret: str, step: int) -> str:
    """The code of one step of thirty seconds."""
    return _of(secret).generate(step * SECONDS).decode()


def step_of(at: datetime) -> int:
    """Which step of thirty seconds a moment lies in."""
    return int(at.timestamp()) // SECONDS


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The step, at most one away, whose code this is; None when there is none. Every step is compared."""
    steps = [step_of(at) + drift for drift in DRIFT]
    fits = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), code.encode())]
    return fits[-1] if fits else None


def shape_code(text: str) -> str:
    """A code however it was typed: full-width, in groups, in capitals; O, I and L as the digits they were read from."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
    return plain.translate(str.maketrans("oil", "011"))[:64]


def draw_recovery_codes() -> list[str]:
    """New recovery codes: ``k3j9-x2m4-qp7d-0vwz``."""
    drawn = ("".join(secrets.choice(SIGNS) for _ in range(RECOVERY_SIGNS)) for _ in range(RECOVERY_CODES))
    return ["-".join(one[at : at + 4] for at in range(0, RECOVERY_SIGNS, 4)) for one in drawn]


def recovery_digest(code: str) -> str:
    """What is stored of a recovery code."""
    return sha256(shape_code(code).encode()).hexdigest()


def _of(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), SECONDS)
