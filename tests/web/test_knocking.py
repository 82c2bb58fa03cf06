"""Guessing passwords: what a stranger may try, what the owner still can, and what neither learns (trust H1, H3, H4, H5)."""

import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from tests.web import hashing

from qinqing.doors.web.clock import SHANGHAI, now
from qinqing.doors.web.knocking import Knock, network_of
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.register.actions.logins import lift_lock
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal import queries as journal

PASSWORD = "Cloud-Ridge-2026"
GUARD = Actor(Role.SECURITY_ADMIN, name="安全", person=10_000)
NINE = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def counting(settings):
    """Every derivation of a key, as it is asked for."""
    settings.PASSWORD_HASHERS = [f"{hashing.__name__}.Counting"]
    hashing.calls.clear()
    return hashing.calls


def stranger(number=0):
    """A browser nobody has seen, at an address of its own."""
    return Client(REMOTE_ADDR=f"203.0.{number // 250}.{number % 250 + 1}", headers={"origin": "http://testserver"})


def sign_in(browser, username="weixiaolan", password=PASSWORD):
    return browser.post("/sign-in/", {"username": username, "password": password})


def may_try(number, name):
    """Whether a stranger's guess would be tried, asked below the page: ten thousand pages take half a minute."""
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR=f"198.51.{number // 250}.{number % 250 + 1}")
    request.at = now()
    return Knock(request, name).may_try()


def test_ten_thousand_guesses_over_five_hundred_addresses_try_ten_an_hour(account, clock):
    names, tried = ["weixiaolan", "nobody", "mayor", "clerk"], defaultdict(list)
    for number in range(10_000):
        clock.shift(timedelta(seconds=1.3))
        name = names[number // 500 % 4]
        if may_try(number % 500, name):
            tried[name].append(now())
    assert tried.keys() == set(names)
    assert {max(map(partial(_within_an_hour, moments), moments)) for moments in tried.values()} == {10}


def _within_an_hour(moments, start):
    return sum(start <= one < start + timedelta(hours=1) for one in moments)


def test_the_owner_signs_in_on_a_known_device_while_strangers_fail_a_thousand_times(account, counting):
    own = stranger(499)
    assert sign_in(own).status_code == 303
    own.post("/sign-out/")
    counting.clear()
    assert [sign_in(stranger(number), password="x").status_code for number in range(20)] == [422] * 10 + [429] * 10
    assert not any(may_try(number, "weixiaolan") for number in range(980))
    assert len(counting) == 10
    assert sign_in(own).status_code == 303
    assert sign_in(stranger(30)).status_code == 429


def test_one_address_cannot_use_up_what_the_account_has(account):
    one, other = stranger(1), stranger(2)
    assert [sign_in(one, password="x").status_code for _ in range(8)] == [422] * 5 + [429] * 3
    assert sign_in(other).status_code == 303


def test_a_name_spelt_otherwise_is_the_same_name(account):
    spellings = ["weixiaolan", "WEIXIAOLAN", "Weixiaolan", " weixiaolan ", "ｗeixiaolan", "weiXiaoLan"] * 5
    answers = [sign_in(stranger(at), name, "x").status_code for at, name in enumerate(spellings)]
    assert answers == [422] * 10 + [429] * 20


def test_the_lock_opens_after_an_hour_however_much_is_tried_meanwhile(account, clock):
    for number in range(10):
        sign_in(stranger(number), password="x")
    for minute in range(59):
        clock.shift(60)
        assert sign_in(stranger(100 + minute)).status_code == 429
    clock.shift(60)
    assert sign_in(stranger(200)).status_code == 303


def test_the_own_device_has_ten_tries_of_its_own(account):
    own = stranger(1)
    sign_in(own)
    own.post("/sign-out/")
    assert [sign_in(own, password="x").status_code for _ in range(11)] == [422] * 10 + [429]
    assert sign_in(stranger(2)).status_code == 303


def test_a_device_is_known_for_its_own_people_only(account):
    accounts.create_account(username="modongsheng", name="莫东升", password=PASSWORD, at=account.created_at)
    shared = stranger(1)
    sign_in(shared)
    shared.post("/sign-out/")
    for number in range(2, 12):
        sign_in(stranger(number), "modongsheng", "x")
    assert sign_in(shared, "modongsheng").status_code == 429
    assert sign_in(shared).status_code == 303


def test_a_forged_or_stolen_cookie_of_another_account_makes_no_device_known(account):
    own, thief = stranger(1), stranger(2)
    sign_in(own)
    value = own.cookies["qinqing_device"].value
    for number in range(3, 13):
        sign_in(stranger(number), password="x")
    for forged in ("", "x", value[:-1], value + "x", value.replace(":", "::"), "W1sxLCJ4Il1d:1:x"):
        thief.cookies["qinqing_device"] = forged
        assert sign_in(thief).status_code == 429


def test_the_cookie_of_a_device_is_for_the_server_alone_and_is_over_after_half_a_year(account, clock):
    own = stranger(1)
    sign_in(own)
    own.post("/sign-out/")
    assert own.cookies["qinqing_device"]["httponly"]
    clock.shift(timedelta(days=181))
    for number in range(2, 12):
        sign_in(stranger(number), password="x")
    assert sign_in(own).status_code == 429


def test_many_right_sign_ins_from_one_network_are_no_guessing(account):
    for _ in range(25):
        assert sign_in(stranger(1)).status_code == 303


def test_the_security_administrator_lifts_the_lock(account):
    for number in range(10):
        sign_in(stranger(number), password="x")
    assert sign_in(stranger(20)).status_code == 429
    assert queries.held_off_until(account, at=NINE) is not None
    lift_lock(account.pk, reason="本人来电核实", by=GUARD, at=NINE)
    assert sign_in(stranger(21)).status_code == 303
    assert [one.event.split(".")[-1] for one in journal.history("account/weixiaolan")][-3:] == [
        "locked", "lock_lifted", "signed_in",
    ]  # fmt: skip


def test_it_is_lifted_for_whoever_tried_five_times_at_one_place_too(account):
    """The commonest of all: a new computer in the own office, and the password that one is sure of."""
    for _ in range(5):
        sign_in(stranger(1), password="x")
    assert sign_in(stranger(1)).status_code == 429
    lift_lock(account.pk, reason="本人来电核实", by=GUARD, at=NINE)
    assert sign_in(stranger(1)).status_code == 303


def test_it_is_lifted_on_a_device_of_the_owners_and_again_when_it_closes_again(account):
    own = stranger(1)
    sign_in(own)
    own.post("/sign-out/")
    for _ in range(2):
        for _ in range(10):
            sign_in(own, password="x")
        assert sign_in(own).status_code == 429
        lift_lock(account.pk, reason="本人来电核实", by=GUARD, at=NINE)
    assert sign_in(own).status_code == 303


def test_what_was_lifted_closes_again_for_strangers(account):
    for _ in range(5):
        sign_in(stranger(1), password="x")
    lift_lock(account.pk, reason="本人来电核实", by=GUARD, at=NINE)
    assert [sign_in(stranger(number), password="x").status_code for number in range(2, 14)] == [422] * 10 + [429] * 2


def test_there_is_nothing_to_lift_where_nobody_was_wrong(account):
    with pytest.raises(Refused, match="无需解除"):
        lift_lock(account.pk, reason="本人来电核实", by=GUARD, at=NINE)


def test_a_lock_is_on_the_record_once(account):
    for number in range(30):
        sign_in(stranger(number), password="x")
    events = Counter(one.event for one in journal.history("account/weixiaolan"))
    assert events == {"accounts.account.sign_in_failed": 10, "accounts.account.locked": 1}


def test_names_that_do_not_exist_are_on_the_record_without_the_name(account):
    sign_in(stranger(1), "my-secret-password", "x")
    (entry,) = journal.history("knocking/2026-11-23")
    assert (entry.event, entry.facts) == ("accounts.unknown.sign_in_failed", {"address": "203.0.0.2"})
    assert "my-secret-password" not in str(vars(entry))


# H3


def _plain(text):
    """A page without what is drawn anew for each answer."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|value)="[^"]*"', "", text)


def test_known_unknown_and_disabled_get_the_same_answer_for_the_same_work(account, counting):
    off = accounts.create_account(username="gone", name="离任", password=PASSWORD, at=account.created_at)
    accounts.deactivate(off, by=GUARD, at=account.created_at)
    accounts.create_account(username="silent", name="没有密码", password=None, at=account.created_at)
    told = {}
    for number, (name, password) in enumerate(
        [("weixiaolan", "x"), ("nobody", "x"), ("gone", "x"), ("gone", PASSWORD), ("silent", "x"), ("坏\x00名", "x")]
    ):
        counting.clear()
        answer = sign_in(stranger(number), name, password)
        told[name, password] = (answer.status_code, len(counting), _plain(answer.text))
    assert len({answer for (name, _), answer in told.items() if name != "坏\x00名"}) == 1
    assert told["nobody", "x"][:2] == (422, 1)


def test_known_and_unknown_are_locked_alike(account, counting):
    for number in range(10):
        for name in ("weixiaolan", "nobody"):
            sign_in(stranger(number), name, "x")
    counting.clear()
    known, unknown = sign_in(stranger(50)), sign_in(stranger(50), "nobody")
    assert (known.status_code, _plain(known.text)) == (unknown.status_code, _plain(unknown.text))
    assert known.status_code == 429
    assert counting == []


def test_known_and_unknown_ask_the_database_as_often(account):
    counts = []
    for number, name in enumerate(["warm", "weixiaolan", "nobody"]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            sign_in(stranger(number), name, "x")
        counts.append(len(asked))
    assert counts[1] == counts[2]


# H4

FORGED = (
    "127.0.0.1", "10.0.0.1", "8.8.8.8, 9.9.9.9", "::1", "::ffff:127.0.0.1", "unknown", "", ",", ",,,", "a" * 5000, "1.2.3.4:80",
    "[2001:db8::1]:443", "0", "999.1.1.1", "1.2.3.4\t", "for=1.2.3.4", "１.２.３.４", "%00", "<script>", "fe80::1%eth0",
)  # fmt: skip


@pytest.mark.parametrize("proxies", [0, 1, 2])
@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_header_moves_nobody(account, settings, proxies, forged):
    """The browser's real address is what our outermost proxy saw; it stands left of what the inner ones add."""
    settings.QINQING_PROXIES = proxies
    real, direct = "203.0.113.77", "10.9.8.7" if proxies else "203.0.113.77"
    added = ([real] if proxies else []) + ["10.1.1.1"] * (proxies - 1)
    header = ", ".join([forged, *added])
    sign_in(Client(REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=header), password="x")
    (entry,) = journal.history("account/weixiaolan")
    assert entry.facts == {"address": real}


@pytest.mark.parametrize(("address", "network"), [
    ("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2::9", "2001:db8:1:2::/64"), ("", ""), ("rubbish", ""),
])  # fmt: skip
def test_whoever_has_a_line_has_all_its_addresses(address, network):
    assert network_of(address) == network
