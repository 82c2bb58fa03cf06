"""The doors of a settled corner of the county, on one morning."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests.cast import NOW

from qinqing.services.accounts import queries as accounts


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """Ten o'clock; tests that wait move it on."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor() -> Client:
    """Somebody at the portal; errors come back as pages."""
    return Client(raise_request_exception=False, headers={"origin": "http://testserver"})


@pytest.fixture
def at_desk(cast: Any) -> Any:
    """``at_desk("intake-1")``: a browser signed in as the holder of that post."""

    def sign_in(post: str, **options: Any) -> Client:
        browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"}, **options)
        actor = cast.post(post)
        browser.force_login(accounts.account(actor.person))
        session = browser.session
        session.update({"post": actor.post, "since": int(NOW.timestamp())})
        session.save()
        return browser

    return sign_in
