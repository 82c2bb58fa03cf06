"""Many browsers at one door: each a connection of its own with cookies of its own, all pressing at one moment."""

import http.client
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from tests.faults.houses import House

Result = TypeVar("Result")
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Answer:
    """What a browser got."""

    status: int
    text: str
    location: str


@dataclass
class Browser:
    """One person at one screen."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def twin(self) -> "Browser":
        """The same browser, pressed a second time."""
        return Browser(self.port, dict(self.cookies))

    def get(self, path: str) -> Answer:
        """Opens a page."""
        return self._ask("GET", path, "", {})

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Sends a form, as our own page would."""
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin, "Referer": origin + path}
        return self._ask("POST", path, urlencode(fields), headers)

    def hidden(self, path: str) -> dict[str, str]:
        """The fields that a page's form carries along unseen: tokens and versions."""
        page = self.get(path)
        assert page.status == 200, (path, page.status)
        return {name: unescape(value) for name, value in HIDDEN.findall(page.text)}

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, path, body.encode(), {**headers, **({"Cookie": jar} if jar else {})})
            response = connection.getresponse()
            for line in response.headers.get_all("Set-Cookie") or ():
                name, _, rest = line.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            where = urlsplit(response.headers.get("Location", ""))
            return Answer(response.status, response.read().decode(), where.path)
        finally:
            connection.close()


def open_doors(house: House, *, threads: int = 8) -> int:
    """Starts the production server in this house; the port it answers on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = house.start(
        "qinqing.doors.operations.cli", "serve", "--port", str(port), "--threads", str(threads), "--no-worker"
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            if Browser(port).get("/readyz").status == 200:
                return port
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {process.stdout.read() if process.stdout else ''}")


def together(acts: list[Callable[[], Result]]) -> list[Result]:
    """All at the same moment, each in its own thread; what each brought back, in order."""
    barrier, results, troubles = threading.Barrier(len(acts)), {}, []

    def run(place: int) -> None:
        try:
            barrier.wait()
            results[place] = acts[place]()
        except Exception as trouble:
            troubles.append(trouble)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not troubles, troubles
    return [results[place] for place in range(len(acts))]
