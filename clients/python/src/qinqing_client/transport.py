"""How a request gets there: by ``urllib`` in life, by whatever a test puts in its place."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

SECONDS = 30.0


@dataclass(frozen=True)
class Ask:
    """One request: ``address`` with its query string, from the root of the site."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True)
class Answer:
    """One answer, of whatever status; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Transport = Callable[[Ask], Answer]


def over_http(site: str, *, seconds: float = SECONDS) -> Transport:
    """Asks a site, such as ``https://qinqing.example.gov.cn``. Raises OSError when it does not answer at all."""
    if not site.startswith(("https://", "http://")):
        raise ValueError("a site begins with https:// or http://")

    def ask(asked: Ask) -> Answer:
        request = urllib.request.Request(
            site.rstrip("/") + asked.address, data=asked.body, headers=dict(asked.headers), method=asked.method
        )
        try:
            with urllib.request.urlopen(request, timeout=seconds) as response:
                return _answer(response.status, response.headers.items(), response.read())
        except urllib.error.HTTPError as error:
            with error:
                return _answer(error.code, error.headers.items(), error.read())

    return ask


def _answer(status: int, headers: Iterable[tuple[str, str]], body: bytes) -> Answer:
    return Answer(status, {name.lower(): value for name, value in headers}, body)
