"""Where other deployments knock: a signature lets in, everything else is answered by a problem document."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.cast import NOW
from tests.exchange.test_taking import APPEAL

from qinqing.procedure.appeals.models import Appeal
from qinqing.services.exchange.models import Peer, long_code
from qinqing.services.exchange.rules.forms import read_receipt, write_parcel
from qinqing.services.exchange.rules.keys import check, new_key, public_of, signed

pytestmark = pytest.mark.django_db
PARCELS, TRIAL = "/api/exchange/parcels", "/api/exchange/trial"


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(NOW, tick=False):
        yield


def knock(body, headers, url=PARCELS):
    """As a program does: no cookie, no token of a form."""
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return browser.post(url, body, content_type="application/json", headers=headers)


def by(key, parcel):
    body = write_parcel(parcel)
    return body, signed(parcel.id, int(NOW.timestamp()), body, [key])


def test_the_addresses_are_those_that_are_called():
    assert (reverse("exchange:parcels"), reverse("exchange:trial")) == (PARCELS, TRIAL)


def test_a_signed_parcel_is_answered_by_a_signed_receipt(above):
    parcel = above.parcel(long_code(), 1, "appeal", APPEAL)
    answer = knock(*by(above.key, parcel))
    assert answer.status_code == 200
    assert check(answer.headers, answer.content, [public_of(above.peer.our_keys[0])], at=int(NOW.timestamp()))
    assert read_receipt(answer.content).told == {"number": Appeal.objects.get().number}
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_is_not_known_is_told_nothing_but_that(above):
    parcel = above.parcel(long_code(), 1, "appeal", APPEAL)
    for answer in (knock(*by(new_key(), parcel)), knock(b"", {}), knock(*by(new_key(), parcel), url=TRIAL)):
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "bad_signature"
    assert not Appeal.objects.exists()


def test_guessing_is_stopped_after_a_while_and_whoever_is_known_still_gets_in(above):
    parcel = above.parcel(long_code(), 1, "appeal", APPEAL)
    answers = [knock(b"{}", {}).status_code for _ in range(62)]
    assert set(answers[:60]) == {401}
    assert answers[-1] == 429
    assert knock(*by(above.key, parcel)).status_code == 200


def test_what_is_no_parcel_and_what_comes_while_paused_is_told_apart(above):
    moment = int(NOW.timestamp())
    assert knock(b"[]", signed("k" * 20, moment, b"[]", [above.key])).status_code == 422
    early = above.parcel(long_code(), 2, "status", {"words": "办结"})
    assert knock(*by(above.key, early)).status_code == 409
    Peer.objects.update(active=False)
    paused = knock(*by(above.key, above.parcel(long_code(), 1, "appeal", APPEAL)))
    assert (paused.status_code, paused.headers["Retry-After"]) == (503, "1800")
    assert Client().get(PARCELS).status_code == 405


def test_more_than_a_parcel_can_have_is_not_read(above):
    body = b"x" * (3 * 1024 * 1024 + 1)
    answer = knock(body, signed("k" * 20, int(NOW.timestamp()), body, [above.key]))
    assert answer.status_code == 422
    assert "太大" in answer.json()["detail"]
