"""A PostgreSQL that is killed with everything it started, again and again, has lost nothing that was acknowledged.

The clerks go on as people do: whose step failed begins with the next appeal.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.faults.houses import POSTGRES, House
from tests.faults.servers import Server, programs
from tests.faults.test_kills import lost

pytestmark = pytest.mark.skipif(not POSTGRES, reason="SQLite has no server that could die")
DEATHS, CLERKS, BETWEEN = 3, 4, 100


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A cluster of our own, up, with a settled house in it."""
    found = programs()
    if found is None:
        assert not os.environ.get("CI"), "PostgreSQL's programs must be there"
        pytest.skip("PostgreSQL's programs are not on this machine")
    # A socket's address is short, and the server's own user must be able to reach it.
    with TemporaryDirectory(prefix="qinqing-server-") as folder:
        own = Server.found(found, Path(folder))
        try:
            own.start()
            own.create("settled")
            settle(House(Path(folder) / "house", own.url("settled")))
            yield own
        finally:
            own.die()


def settle(house: House) -> None:
    """The tables and the people."""
    house.folder.mkdir()
    house.run("qinqing.doors.operations.cli", "migrate", "--verbosity", "0")
    house.run("tests.faults.nest", "settle")
    house.end()


@pytest.fixture
def house(server: Server, tmp_path: Path) -> Iterator[House]:
    """A house of the test's own, like the settled one."""
    server.create(tmp_path.name, template="settled")
    own = House(tmp_path, server.url(tmp_path.name))
    yield own
    own.end()


def spoken(acks: Path) -> list[dict]:
    """The whole lines so far."""
    lines = acks.read_text().split("\n")[:-1] if acks.exists() else []
    return [json.loads(line) for line in lines]


def live_through(server: Server, house: House) -> tuple[list[dict], list[list]]:
    """What was acknowledged while the server died three times among busy clerks, and what it holds afterwards."""
    acks = house.folder / "acks"
    clerks = house.start("tests.faults.nest", "persist", str(acks), str(CLERKS))
    for _ in range(DEATHS):
        wanted, until = len(spoken(acks)) + BETWEEN, time.monotonic() + 60
        while len(spoken(acks)) < wanted:
            assert clerks.poll() is None, clerks.stdout.read()
            assert time.monotonic() < until, "the clerks do not get on"
            time.sleep(0.02)
        server.die()
        server.start()
    house.end()
    return spoken(acks), json.loads(house.run("tests.faults.nest", "tell").splitlines()[-1])


def test_a_server_that_dies_loses_nothing_that_was_acknowledged(server, house):
    acknowledged, stored = live_through(server, house)
    assert len(acknowledged) >= DEATHS * BETWEEN
    assert lost(acknowledged, stored) == []
    numbers = sorted(int(number.rsplit("-")[-1]) for _, number, *_ in stored)
    assert numbers == list(range(1, len(numbers) + 1)), "gapless"
    assert [code for code, _, version, _, entries in stored if version != entries] == [], "each move one entry"
    code, said = house.verify()
    assert code == 0, said


def test_a_server_that_promises_before_it_has_written_is_found_out(server, house):
    server.die()
    server.settings = ("synchronous_commit=off", "wal_writer_delay=10s")
    server.start()
    acknowledged, stored = live_through(server, house)
    assert lost(acknowledged, stored)
