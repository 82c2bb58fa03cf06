"""Two houses, the city centre's and a county's, each with its own database and server, exchange appeals. 三(四), 四(一)4.

An appeal goes up and comes back answered, another is handed down and answered; either house is killed at any point of a
parcel's way: nothing is lost, nothing doubled, both records verify, and each quotes the other's.
"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from tests.faults import houses
from tests.faults.houses import House

CLI = "qinqing.doors.operations.cli"
PIECES = str(3 * 512 * 1024 + 1000)  # a file in four pieces


class Side:
    """One house with its port."""

    def __init__(self, house: House, port: int) -> None:
        self.house, self.port = house, port
        self.server: subprocess.Popen[str] | None = None
        self.desk: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def do(self, *words: str) -> str:
        """What somebody does at the desk of this house; the last line they see."""
        if self.desk is None:
            self.desk = self.house.start("tests.faults.posts", "listen", stdin=subprocess.PIPE)
            assert self.desk.stdout.readline() == "listening\n", self.desk.stdout.read()
        self.desk.stdin.write(json.dumps(words) + "\n")
        self.desk.stdin.flush()
        said = self.desk.stdout.readline()
        assert said, f"{words}: the desk is gone"
        return json.loads(said) if said.startswith('"') else pytest.fail(said + self.desk.stdout.read())

    def tell(self) -> dict[str, Any]:
        return json.loads(self.do("tell"))

    def open(self) -> None:
        """The server of every day."""
        self.server = self.house.start(CLI, "serve", "--port", str(self.port), "--workers", "1", "--no-worker")
        _wait_for(self.server, self.port)

    def open_dying(self, point: str, count: int = 1) -> None:
        """A server that dies at this point of the parcel of this count."""
        self.server = self.house.start("tests.faults.posts", "serve", str(self.port), point, str(count))
        _wait_for(self.server, self.port)

    def kill(self) -> None:
        """-9, with all its processes."""
        assert self.server is not None
        with suppress(ProcessLookupError):
            os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(10)


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(server: subprocess.Popen[str], port: int) -> None:
    """Until somebody listens there; a machine with much to do takes its time."""
    until = time.monotonic() + 90
    while time.monotonic() < until and server.poll() is None:
        with closing(socket.socket()) as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nobody listens at {port}: {server.stdout.read() if server.poll() is not None else ''}")


@pytest.fixture
def sides(template: House, tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    """The city and the county, each with the other as its peer."""
    ports = _free_port(), _free_port()
    inside = ",".join(f"127.0.0.1:{port}" for port in ports)
    pair = []
    for name, port in zip(("city", "county"), ports, strict=True):
        house = houses.copy(template, tmp_path / name, name)
        house.folder.mkdir(exist_ok=True)
        house.more = {"QINQING_OUTGOING_INSIDE": inside, "QINQING_COUNTY": {"city": "岚江市", "county": "云岭县"}[name]}
        pair.append(Side(house, port))
    city, county = pair
    try:
        keys = city.do("peer", "below", county.url), county.do("peer", "above", city.url)
        city.do("trust", keys[1])
        county.do("trust", keys[0])
        yield city, county
    finally:
        for side in pair:
            houses.pull_down(side.house)


def nothing_lost_or_doubled(city: Side, county: Side) -> tuple[dict[str, Any], dict[str, Any]]:
    """Each parcel once out and once in, in order; both records whole; each quotes the other's. Returns what both tell."""
    told = city.tell(), county.tell()
    for here, there in (told, told[::-1]):
        assert [one for one in here["out"] if one["fate"] != "delivered"] == []
        assert [one["code"] for one in here["out"]] == [one["code"] for one in there["in"]]
        numbers = [one["number"] for one in here["out"]]
        assert numbers == list(range(1, len(numbers) + 1)), "gapless"
        each_quotes_the_other(here, there)
    for side in (city, county):
        assert side.do("verify") == "whole"
    return told


def each_quotes_the_other(here: dict[str, Any], there: dict[str, Any]) -> None:
    """Our 对方已收 names their 收到 by place and hash, and theirs names our 寄出."""
    places = {
        told: {f"{one['subject']}#{one['sequence']} {one['hash']}": one for one in house["entries"]}
        for told, house in (("here", here), ("there", there))
    }
    delivered = [one["facts"] for one in here["entries"] if one["event"] == "exchange.parcel.delivered"]
    taken = [one["facts"] for one in there["entries"] if one["event"] == "exchange.parcel.taken"]
    assert len(delivered) == len(taken) == len(here["out"])
    for facts in delivered:
        their = places["there"][facts["theirs"]]
        assert (their["event"], their["facts"]["ours"]) == ("exchange.parcel.taken", facts["ours"])
    for facts in taken:
        our = places["here"][facts["theirs"]]
        assert (our["event"], our["facts"]["ours"]) == ("exchange.parcel.posted", facts["ours"])


def test_an_appeal_goes_up_and_comes_back_and_another_is_handed_down_and_answered(sides):
    city, county = sides
    city.open()
    county.open()
    assert county.do("try_line") == "连通了，双方的签名都核对无误"
    number = county.do("up", PIECES)
    assert county.do("push") == "0"
    ((there, channel, state, *_),) = city.tell()["appeals"]
    assert (channel, state) == ("county", "lodged"), "registered there with its own clock"
    assert city.tell()["files"][0][0] == "停电记录.txt"
    assert [one["theirs"] for one in county.tell()["threads"]] == [there]
    assert [one["theirs"] for one in city.tell()["threads"]] == [number]

    city.do("answer")
    assert city.do("push") == "0"
    ((_, _, state, rung, *_),) = county.tell()["appeals"]
    assert (state, rung) == ("implementing", 4), "the city's reply is handled like a decision"

    city.do("down")
    assert city.do("push") == "0"
    assert [one[1:3] for one in county.tell()["appeals"]][1] == ["city", "lodged"]
    county.do("answer", "explained")
    assert county.do("push") == "0"
    handed_down = city.tell()["appeals"][1]
    assert (handed_down[2], handed_down[4]) == ("answered", "explained"), "the county's answer is its organ's, signed"

    city.do("doubt")
    assert city.do("push") == "0"
    assert [one[2] for one in county.tell()["appeals"]] == ["implementing", "doubted"]
    county.do("withdraw")
    county.do("push")
    nothing_lost_or_doubled(city, county)


def test_the_city_dies_at_every_point_of_a_parcels_way_and_takes_each_once(sides):
    city, county = sides
    county.do("up", PIECES)
    for point, count in (
        ("before taking", 1),
        ("while taking", 1),  # the appeal is entered, nothing is committed
        ("after taking, uncommitted", 1),
        ("before signing the receipt", 1),  # committed, and the sender does not know
        ("while taking", 2),  # a piece of the file; the first parcel is only asked for again
        ("before signing the receipt", 2),
        ("before signing the receipt", 2),  # the last piece: the file is put together already
    ):
        city.open_dying(point, count)
        assert int(county.do("push")) > 0, f"it died {point}, before everything was acknowledged"
        assert city.server.wait(10) == -signal.SIGKILL
    city.open()
    assert county.do("push") == "0"
    there, _ = nothing_lost_or_doubled(city, county)
    assert [one[1:3] for one in there["appeals"]] == [["county", "lodged"]]
    assert len(there["files"]) == 1


def test_the_county_dies_at_every_point_of_sending(sides):
    city, county = sides
    city.open()
    county.do("up", PIECES)
    for point in ("before sending", "before the receipt is kept", "after the receipt is kept"):
        sender = county.house.start("tests.faults.posts", "push", point, "2")
        assert sender.wait(60) == -signal.SIGKILL
    assert county.do("push") == "0"
    there, _ = nothing_lost_or_doubled(city, county)
    assert [one[1:3] for one in there["appeals"]] == [["county", "lodged"]]
    assert len(there["files"]) == 1


def test_the_server_of_every_day_is_killed_again_and_again_and_the_worker_carries_on(sides):
    city, county = sides
    for _ in range(2):
        county.do("up")
        city.do("down")
    for round_ in range(2):
        city.open()
        county.open()
        senders = [side.house.start("tests.faults.posts", "push") for side in (city, county)]
        time.sleep(0.6 + 0.3 * round_)  # somewhere on the way
        for side in (city, county):
            side.kill()
        for sender in senders:
            sender.wait(60)
    city.open()
    county.open()
    assert (city.do("push"), county.do("push")) == ("0", "0")
    county.do("answer")
    city.do("answer")
    assert (city.do("push"), county.do("push")) == ("0", "0")
    here, there = nothing_lost_or_doubled(city, county)
    assert sorted(one[1] for one in here["appeals"]) == ["county"] * 2 + ["telephone"] * 2
    assert [one[2] for one in there["appeals"]] == [
        "implementing" if one[1] == "telephone" else "answered" for one in there["appeals"]
    ]
