"""The production server on a free port, and browsers that ask it: one connection each, cookies, gzip."""

import gzip
import http.client
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from time import monotonic, sleep
from typing import Self
from urllib.parse import quote, urlencode

from bench.places import Place

HOST = "127.0.0.1"
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, where to go next, and the page with the bytes it took on the way."""

    status: int
    location: str
    body: bytes
    compressed: bool

    @property
    def text(self) -> str:
        """The page as read."""
        return (gzip.decompress(self.body) if self.compressed else self.body).decode()


class Browser:
    """A signed-in person. Raises AssertionError for an answer that nobody wanted."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)

    def again(self) -> Self:
        """The same person at another machine."""
        return type(self)(self.port, self.cookies)

    def get(self, path: str) -> Answer:
        """A page that must be there."""
        answer = self._ask("GET", path)
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status} {answer.text[:500]}")
        return answer

    def search(self, text: str) -> Answer:
        """What the desk finds."""
        return self.get(f"/desk/appeals/?q={quote(text)}")

    def post(self, path: str, **fields: object) -> Answer:
        """A form that must be taken: the answer leads on to another page."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrf", ""), "once": secrets.token_urlsafe(24)}
        answer = self._ask("POST", path, urlencode({**fields, **token}, doseq=True))
        if answer.status != 303:
            raise AssertionError(f"{path}: {answer.status} {answer.text[:3000]}")
        return answer

    def sign_in(self, username: str, password: str) -> Self:
        """Through the door, as everybody."""
        self.get("/sign-in/")
        self.post("/sign-in/", username=username, password=password, next="/")
        return self

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Accept-Encoding": "gzip", "Host": f"{HOST}:{self.port}", "Sec-Fetch-Site": "same-origin"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        compressed = response.headers.get("Content-Encoding") == "gzip"
        return Answer(response.status, response.headers.get("Location", ""), content, compressed)


@dataclass(frozen=True, slots=True)
class Server:
    """The web processes, without the worker beside them."""

    port: int
    process: subprocess.Popen[bytes]

    def browser(self) -> Browser:
        """Somebody who has not signed in."""
        return Browser(self.port)

    def memory(self) -> float:
        """Mebibytes that the largest web process holds now."""
        listed = subprocess.run(["ps", "-axo", "ppid=,rss="], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in listed.splitlines()]
        return max(int(size) for parent, size in rows if int(parent) == self.process.pid) / 1024


@contextmanager
def serve(place: Place, *, workers: int) -> Iterator[Server]:
    """The server, answering; stopped at the end."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    words = ["serve", "--no-worker", "--port", str(port), "--workers", str(workers)]
    command = [sys.executable, "-m", "qinqing.doors.operations.cli", *words]
    process = subprocess.Popen(command, env=place.environment(), stdout=subprocess.DEVNULL)
    server = Server(port, process)
    try:
        _await(server)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _await(server: Server) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and server.process.poll() is None:
        try:
            server.browser().get("/healthz")
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not open its doors")
