"""Receivers on this machine for what leaves the house: a web server and a mail server that do as they are told."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Got:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """A web server's place, and all it got; ``answer`` decides what it says to each."""

    port: int = 0
    got: list[Got] = field(default_factory=list)
    answer: Callable[[Any, Got], None] = field(default=lambda handler, got: say(handler, 200, b'{"errcode": 0}'))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"


def say(handler: Any, status: int, body: bytes = b"", **headers: str) -> None:
    """An ordinary answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def web() -> Iterator[Receiver]:
    """A web server on a free port of this machine."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got = Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            receiver.got.append(got)
            receiver.answer(self, got)

        def log_message(self, *words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *trouble: None
    receiver.port = server.server_address[1]
    with _running(server):
        yield receiver


@dataclass
class Post:
    """A mail server's place, the mails it took, and its answer to each recipient."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    to_recipient: bytes = b"250 ok"
    to_login: bytes = b"235 ok"


@contextmanager
def mail() -> Iterator[Post]:
    """A mail server on a free port of this machine."""
    office = Post()

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say(b"220 here")
            for line in self.rfile:
                word = line[:4].upper()
                if word == b"DATA":
                    self._take()
                elif word == b"QUIT":
                    return self._say(b"221 bye")
                else:
                    told = {
                        b"EHLO": b"250-here\r\n250 AUTH PLAIN",
                        b"AUTH": office.to_login,
                        b"RCPT": office.to_recipient,
                    }
                    self._say(told.get(word, b"250 ok"))
            return None

        def _take(self) -> None:
            self._say(b"354 go on")
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            office.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
            self._say(b"250 taken")

        def _say(self, line: bytes) -> None:
            self.wfile.write(line + b"\r\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
    server.daemon_threads = True
    server.handle_error = lambda *trouble: None
    office.port = server.server_address[1]
    with _running(server):
        yield office


@contextmanager
def _running(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
