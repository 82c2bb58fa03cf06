"""A real house behind a real browser: ``qinqing serve`` on a database of its own, Chromium before it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.people import Person
from tests.browser.watching import Watch

HOUSE = Path(__file__).parent.parent.parent
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
MORNING = datetime(2026, 11, 23, 2, tzinfo=UTC)
PATIENCE = 30  # seconds until the server must have opened


@dataclass(frozen=True)
class Site:
    """Where it is served, what was put into it, and the environment its programs run in."""

    url: str
    codes: dict[str, str]
    environment: dict[str, str]
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def open(self) -> None:
        """Starts the server and waits until it answers."""
        log = Path(self.environment["QINQING_DATA"]) / "serve.log"
        port = self.url.rpartition(":")[2]
        command = [sys.executable, "-m", "qinqing.doors.operations.cli", "serve", "--port", port, "--no-worker"]
        with log.open("a") as told:
            self.servers.append(subprocess.Popen(command, cwd=HOUSE, env=self.environment, stdout=told, stderr=told))
        _await(self.url, self.servers[-1], log)

    def crash(self) -> None:
        """Every process of the server dies at once, and it is started again."""
        master = self.servers[-1]
        children = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()
        for pid in (master.pid, *map(int, children)):
            os.kill(pid, signal.SIGKILL)
        master.wait()
        self.open()

    def close(self) -> None:
        """Ends the server, if it was opened."""
        for server in self.servers[-1:]:
            server.terminate()
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()

    def run(self, *arguments: str) -> str:
        """What a program of the house answers. Raises CalledProcessError."""
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=HOUSE, env=self.environment, check=True, stdout=subprocess.PIPE, text=True, timeout=300
        ).stdout


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One house for all browser tests: the corner of the demo county, opened on the morning of the stage."""
    house = house_at(tmp_path_factory.mktemp("site"), demo="1")  # its people sign in with a password everybody knows
    house.codes.update(json.loads(house.run("-m", "tests.browser.settled")))
    try:
        house.open()
        yield house
    finally:
        house.close()


def house_at(folder: Path, *, demo: str = "", **more: str) -> Site:
    """A house with nothing in it, at a port of its own, that opens on the morning of the stage."""
    with closing(socket.socket()) as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HOUSE / "tests/browser/morning"), str(HOUSE / "src"), str(HOUSE)]),
        "QINQING_TEST_MORNING": MORNING.isoformat(),
        "QINQING_DATA": str(folder),
        "QINQING_DATABASE_URL": "",
        "QINQING_SECRET_KEY": "",
        "QINQING_DEMO": demo,
        **more,
    }
    return Site(f"http://127.0.0.1:{port}", {}, environment)


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not open: {log.read_text()}")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium a file. Not longer: while it is there, Django takes this thread for an asynchronous one."""
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """``window(width=360)``: a browser of somebody's own, with nothing remembered."""
    opened = []

    def open_one(*, width: int = 1280, height: int = 800, **options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=site.url, locale="zh-CN", timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height}, **options,
        )  # fmt: skip
        context.set_default_timeout(8000)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """``watch(page)``: whatever the page complains of in the console fails the test."""
    watching = Watch()
    yield watching
    assert not watching.complaints


@pytest.fixture
def someone(window: Callable[..., BrowserContext], watch: Watch) -> Callable[..., Person]:
    """``someone("weixiaolan")``: a person at a browser, signed in through the page; the same one when asked again."""
    people: dict[str, Person] = {}

    def enter(username: str, **options: Any) -> Person:
        if username not in people:
            people[username] = Person(watch(window(**options).new_page()))
            people[username].sign_in(username)
        return people[username]

    return enter


@pytest.fixture
def stranger(window: Callable[..., BrowserContext], watch: Watch) -> Callable[..., Page]:
    """``stranger(width=360)``: a page of somebody who is not signed in."""
    return lambda **options: watch(window(**options).new_page())
