"""The portal under test: browsers of enterprises and of strangers, on the morning the stage is set for."""

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
def stranger() -> Client:
    """A browser of somebody who is not signed in."""
    return Client(raise_request_exception=False, headers={"origin": "http://testserver"})


@pytest.fixture
def enterprise(cast: Any) -> Any:
    """``enterprise("hengxin")``: a browser signed in as that enterprise's user."""

    def sign_in(username: str) -> Client:
        browser = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
        browser.force_login(accounts.account(cast.actor(username).person))
        session = browser.session
        session.update({"since": int(NOW.timestamp())})
        session.save()
        return browser

    return sign_in
