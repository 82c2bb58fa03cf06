"""The same request twice is done once: the key a program sends with every POST, kept as the forms' own tokens are."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.refusals import Turned
from qinqing.doors.web import once

HEADER = "Idempotency-Key"
CONTENT_LENGTH = 16


class Done(NamedTuple):
    """What was done: the public code of what it was done to, and a query code that was given out with it."""

    code: str
    query_code: str = ""


def perform(request: Asking, told: object, act: Callable[[], Done]) -> Done:
    """Runs ``act`` in one transaction; a second request with the same key gets the first one's result.

    A query code is kept sealed with the key itself, which the database does not hold: whoever lost the answer and asks
    again with the key learns it, a copied database tells nobody. Raises Turned without a key (400), and where the key
    was used for something else (422).
    """
    given = key_of(request)
    name = _digest(request.method or "", request.path, request.caller.who, given)
    content = _digest(repr(told))[:CONTENT_LENGTH]
    told_now: list[Done] = []

    def once_only() -> str:
        done = act()
        told_now.append(done)
        return json.dumps([content, done.code, _seal(done.query_code, name, given)])

    kept = once.perform(name, at=request.at, act=once_only)
    if told_now:
        return told_now[0]
    request.replayed = True
    before, code, sealed = json.loads(kept)
    if before != content:
        raise Turned(422, f"这个 {HEADER} 已经用于另一次内容不同的请求，请换一个", code="key_reused")
    return Done(code, _unseal(sealed, name, given))


def key_of(request: HttpRequest) -> str:
    """The key as it was sent, with or without quotation marks. Raises Turned."""
    given = request.headers.get(HEADER, "").strip('"')
    if not once.SHAPE.match(given):
        detail = f"请在 {HEADER} 里带一个不重复的值（20 至 64 位字母、数字、- 或 _，如 UUID），重发同一请求时用同一个值"
        raise Turned(400, detail, code="key_missing")
    return given


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _seal(query_code: str, name: str, given: str) -> str:
    """The code, with a mark to know it by, under a pad used this once: the county's key and the program's make it."""
    if not query_code:
        return ""
    return _padded(f"{_digest(query_code)[:4]}{query_code}".encode(), settings.SECRET_KEY, name, given).hex()


def _unseal(sealed: str, name: str, given: str) -> str:
    """The code again, also one sealed under a former key of the county that is still listed."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        opened = _padded(bytes.fromhex(sealed), key, name, given).decode("ascii", "replace")
        if opened and opened[:4] == _digest(opened[4:])[:4]:
            return opened[4:]
    return ""


def _padded(text: bytes, key: str, name: str, given: str) -> bytes:
    pad = hmac.new(key.encode(), f"{name}:{given}".encode(), hashlib.sha256).digest()
    return bytes(left ^ right for left, right in zip(text, pad, strict=False))
