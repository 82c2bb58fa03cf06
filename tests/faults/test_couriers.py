"""Notices leave the house whatever happens to the workers that carry them. E5.

Workers killed at any moment, a receiver that answers 500, never, or slowly: each notice arrives or its failure is to be
seen, none is lost, and whoever hears one twice hears the same identity. With a worker who says too early that it is gone,
and is found out. ``make trust`` runs the full figure.
"""

import json
import random
import time
from collections import Counter

import pytest
from tests.faults.houses import House
from tests.gates import WHOLE
from tests.notifications import receivers

JOBS, DEATHS, WORKERS = (5000, 50, 4) if WHOLE else (500, 20, 3)
SPOILT = 40  # one in so many is never taken


class Moody:
    """A receiver in trouble: what it took, and everything it heard."""

    def __init__(self, *, calm=False):
        self.chance, self.calm = random.Random(1949), calm
        self.heard, self.taken = Counter(), set()

    def __call__(self, handler, got):
        identity = got.headers["webhook-id"].removeprefix("msg_")
        self.heard[identity] += 1
        if not self.calm and sum(identity.encode()) % SPOILT == 0:
            return receivers.say(handler, 500)
        mood = 1.0 if self.calm else self.chance.random()
        if mood < 0.15:
            return receivers.say(handler, 500)
        if mood < 0.18:
            time.sleep(0.5)
            return None
        self.taken.add(identity)
        if mood < 0.3:
            time.sleep(0.05)
        return receivers.say(handler, 200)


@pytest.fixture
def receiver(monkeypatch):
    with receivers.web() as one:
        monkeypatch.setenv("QINQING_OUTGOING_INSIDE", one.place)
        yield one


def carry(house: House, receiver, honesty: str, *, jobs: int, deaths: int) -> list[list]:
    """What became of each notice, when everything is over."""
    house.run("tests.faults.couriers", "fill", str(jobs), receiver.url)
    said = house.run("tests.faults.couriers", "kill", honesty, str(deaths), str(WORKERS), patience=900)
    assert json.loads(said.splitlines()[-1]) == {"deaths": deaths}, said
    return json.loads(house.run("tests.faults.couriers", "tell").splitlines()[-1])


def lost(rows: list[list], moody: Moody) -> set[str]:
    """What is said to be gone and never arrived."""
    return {code for _, code, fate, *_ in rows if fate == "sent"} - moody.taken


def test_every_notice_arrives_or_its_failure_is_to_be_seen(house, receiver):
    receiver.answer = moody = Moody()
    rows = carry(house, receiver, "honest", jobs=JOBS, deaths=DEATHS)
    assert sorted(key for key, *_ in rows) == sorted(f"job/{number}" for number in range(JOBS)), "each once"
    assert {fate for _, _, fate, *_ in rows} == {"sent", "failed"}
    assert lost(rows, moody) == set()
    assert all(why for _, _, fate, why, _ in rows if fate == "failed")
    codes = {code for _, code, *_ in rows}
    assert set(moody.heard) <= codes, "a notice heard twice is the same to the receiver"
    assert sum(moody.heard.values()) > JOBS
    spoilt = {code for code in codes if sum(code.encode()) % SPOILT == 0}
    assert spoilt
    assert spoilt <= {code for _, code, fate, *_ in rows if fate == "failed"}


def test_a_worker_who_says_too_early_that_it_is_gone_is_found_out(house, receiver):
    receiver.answer = moody = Moody(calm=True)
    rows = carry(house, receiver, "hasty", jobs=200, deaths=30)
    assert {fate for _, _, fate, *_ in rows} == {"sent"}
    assert lost(rows, moody)
