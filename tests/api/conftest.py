"""The interface under test: the client of this repository, asking the doors without a network in between."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from tests.answers import let_go
from tests.cast import NOW
from tests.consistency.conftest import settled, world

from qinqing.procedure.register.actions.tokens import issue_token
from qinqing_client import Answer, Ask, Client

__all__ = ["settled", "world"]  # one county for a whole file of tests
KEY = "a-key-that-is-long-enough-{:04d}"


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(settled: Any, db: None) -> Any:
    """The people of the corner of the county; what a test does is taken back after it."""
    return settled


def inside(ask: Ask) -> Answer:
    """Asks the doors of this process."""
    browser = Browser(raise_request_exception=False)
    kind = ask.headers.get("Content-Type", "")
    sent = {"content_type": kind, "data": ask.body or b""} if ask.method == "POST" else {}
    headers = {name: value for name, value in ask.headers.items() if name != "Content-Type"}
    answer = browser.generic(ask.method, ask.address, headers=headers, **sent)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    let_go(answer)
    return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, body)


@pytest.fixture
def stranger(db: None, cast: Any) -> Client:
    """A program without a token."""
    return Client(transport=inside)


@pytest.fixture
def program(cast: Any) -> Callable[..., Client]:
    """``program("intake-1", "read")``: a program with a token of the post's holder (or of the enterprise's user)."""

    def issue(who: str, *scopes: str) -> Client:
        actor = cast.actor(who) if who in ("hengxin", "xinggui") else cast.post(who)
        _, spelt = issue_token(name="测试", scopes=list(scopes or ("read", "write")), days=90, by=actor, at=NOW)
        return Client(token=spelt, transport=inside)

    return issue
