"""Secrets at rest: readable with the application's key alone, so that a stolen copy of the database opens nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac

PURPOSE = b"qinqing.services.accounts.sealing"


def seal(text: str) -> str:
    """The text, sealed with the present key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text; "" when neither the present nor a former key opens it."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def keyed_digest(what: str, text: str) -> str:
    """A digest that is worthless without the application's key, for what is soon guessed: a million codes are no secret."""
    return salted_hmac(f"{PURPOSE.decode()}.{what}", text, algorithm="sha256").hexdigest()


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(derived)
