"""The one way out: look the name up, check every address, connect to the address that was checked; nothing else.

No redirects, no proxies, ten seconds in all, 64 KiB of answer, its headers counted.
"""

import http.client
import io
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.conf import settings

from qinqing.services.notifications.rules.targets import BadTarget, Target, read_url, refuse_inside

PATIENCE = 10.0  # seconds
LONGEST = 64 * 1024


class Unreachable(Exception):
    """Nobody answered, or not in time; says in Chinese what happened."""


@dataclass(frozen=True, slots=True)
class Response:
    """What the other side answered, as far as it was read."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


def target_of(url: str) -> Target:
    """The target of an address, with the operator's exemptions. Raises BadTarget."""
    return read_url(url, settings.QINQING_OUTGOING_INSIDE)


def connect(target: Target, timeout: float = PATIENCE) -> socket.socket:
    """A connection to the address that was looked up and checked. Raises BadTarget and Unreachable."""
    addresses = _resolve(target)
    if target.named not in settings.QINQING_OUTGOING_INSIDE:
        for address in addresses:
            refuse_inside(address)
    try:
        return socket.create_connection((addresses[0], target.port), timeout=timeout)
    except OSError as error:
        raise Unreachable("连不上对方的服务器") from error


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Response:
    """Sends one body. Raises BadTarget and Unreachable."""
    return _ask("POST", url, body, headers)


def get(url: str, headers: Mapping[str, str]) -> Response:
    """Asks for one document. Raises BadTarget and Unreachable."""
    return _ask("GET", url, None, headers)


def _ask(method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Response:
    target, began = target_of(url), monotonic()
    with _deadline(connect(target, PATIENCE), began + PATIENCE) as opened:
        plain = http.client.HTTPConnection(target.host, target.port, timeout=PATIENCE)
        plain.response_class = _Answer
        try:
            plain.sock = _secured(opened, target) if target.secure else opened
            host = f"[{target.host}]" if ":" in target.host else target.host
            usual = target.port == (443 if target.secure else 80)
            told = {"Host": host if usual else f"{host}:{target.port}", "User-Agent": "qinqing", **headers}
            plain.request(method, target.path, body, told)
            answer = plain.getresponse()
            text = _body(answer).decode("utf-8", "replace")
            return Response(answer.status, text, {name.lower(): value for name, value in answer.getheaders()})
        except ssl.SSLError as error:
            raise Unreachable("对方的证书没有通过核验") from error
        except (OSError, http.client.HTTPException) as error:
            raise Unreachable("对方没有在 10 秒内好好回答") from error
        finally:
            plain.close()


class _Short(io.RawIOBase):
    """A stream that ends after LONGEST bytes, whatever else would come."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.left = stream, LONGEST

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        count = self.stream.readinto(memoryview(room)[: self.left]) if self.left else 0
        self.left -= count or 0
        return count or 0

    def close(self) -> None:
        self.stream.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer that is read from the short stream, headers and all."""

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self.fp = io.BufferedReader(_Short(self.fp.detach()))


def _body(answer: http.client.HTTPResponse) -> bytes:
    try:
        return answer.read(LONGEST)
    except http.client.IncompleteRead as short:  # the rest is not wanted
        return short.partial


def _resolve(target: Target) -> list[str]:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("查不到对方的主机名") from error
    addresses = [str(one[4][0]) for one in found]
    if any("%" in address for address in addresses):
        raise BadTarget("这个地址只在本机网络里有意义，不能发往那里")
    return addresses


def _secured(opened: socket.socket, target: Target) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(opened, server_hostname=target.host)


@contextmanager
def _deadline(opened: socket.socket, end: float) -> Iterator[socket.socket]:
    """A receiver that sends one byte a second meets every timeout of a single read; this ends it all the same."""
    keep = opened.dup()  # wrapping it in TLS takes the socket away from us
    timer = threading.Timer(max(0.0, end - monotonic()), _shut, [keep])
    timer.daemon = True
    timer.start()
    try:
        yield opened
    finally:
        timer.cancel()
        keep.close()
        opened.close()


def _shut(opened: socket.socket) -> None:
    with suppress(OSError):  # it was just closed
        opened.shutdown(socket.SHUT_RDWR)
