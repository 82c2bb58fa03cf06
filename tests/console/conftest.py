"""The desk under test: browsers signed in as people of the cast, on the morning the stage is set for."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.cast import NOW

from qinqing.services.accounts import queries as accounts


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(cast: Any) -> Any:
    """``desk("intake-1")``: a browser signed in as the holder of that post; errors come back as pages."""
    browsers: dict[str, Client] = {}

    def sign_in(post: str) -> Client:
        if post not in browsers:
            browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
            actor = cast.post(post)
            browser.force_login(accounts.account(actor.person))
            session = browser.session
            session.update({"post": actor.post, "since": int(NOW.timestamp())})
            session.save()
            browsers[post] = browser
        return browsers[post]

    return sign_in


@pytest.fixture
def admitted(desk: Any) -> Any:
    """``admitted("/desk/plan/")``: the posts that get the page; everybody else must be told that it is not there."""

    def ask(url: str) -> set[str]:
        answers = {post: desk(post).get(url).status_code for post in POSTS}
        assert set(answers.values()) <= {200, 404}, answers
        return {post for post, status in answers.items() if status == 200}

    return ask


STAFF = {
    "intake-1", "bureau-head", "office-1", "deputy-industry", "mayor", "inspector-1", "city-liaison",
    "power-supply-officer", "power-supply-head", "system-admin", "security-admin", "audit-admin",
}  # fmt: skip
POSTS = sorted(STAFF)
