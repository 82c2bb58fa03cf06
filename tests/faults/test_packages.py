"""Two houses without a line exchange data packages by hand, both ways; whoever takes one in is killed. 三(四), 四(一)4.

Killed before it is filed nothing of it is there, killed after it everything is; taken in again it is entered once.
"""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults import houses
from tests.faults.houses import House
from tests.faults.test_exchange import PIECES, Side

BEFORE, AFTER = "while filing a package", "after taking a package"


@pytest.fixture
def sides(template: House, tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    """The city, which knows the county and has no line to it, and the county, which knows nobody."""
    pair = []
    for name, said in (("city", "岚江市"), ("county", "云岭县")):
        house = houses.copy(template, tmp_path / name, f"{name}_by_hand")
        house.folder.mkdir(exist_ok=True)
        house.more = {"QINQING_COUNTY": said}
        pair.append(Side(house, 0))
    try:
        pair[0].do("peer", "below", "")
        yield pair[0], pair[1]
    finally:
        for side in pair:
            houses.pull_down(side.house)


def carry(giver: Side, taker: Side, number: str, what: str, path: Path) -> None:
    """By hand: packed here, unpacked there by somebody who is killed before and after it is filed, and then tries again."""
    assert giver.do("pack", number, what, str(path)) == "packed"
    before = taker.tell()
    for point in (BEFORE, AFTER):
        assert taker.tell() == before, "killed before it is filed it has left nothing"
        dying = taker.house.start("tests.faults.posts", "unpack", str(path), point)
        assert dying.wait(60) == -signal.SIGKILL
    taken = taker.tell()
    assert len(taken["in"]) == len(before["in"]) + 1
    assert "已经收过" in taker.do("unpack", str(path))
    assert taker.tell() == taken, "taken in again it is not entered again"


def test_packages_go_up_and_down_and_whoever_takes_them_in_is_killed(sides: tuple[Side, Side], tmp_path: Path) -> None:
    city, county = sides
    number = county.do("up", PIECES)
    carry(county, city, number, "appeal", tmp_path / "up.zip")
    ((theirs, channel, state, *_),) = city.tell()["appeals"]
    assert (channel, state) == ("county", "lodged")
    assert "停电记录.txt" in [name for name, _ in city.tell()["files"]]
    carry(city, county, theirs, "acknowledgement", tmp_path / "receipt.zip")
    city.do("answer")
    carry(city, county, theirs, "answer", tmp_path / "answer.zip")
    ((_, _, state, rung, *_),) = county.tell()["appeals"]
    assert (state, rung) == ("implementing", 4), "the city's reply is handled like a decision"

    handed_down = city.do("down")
    carry(city, county, handed_down, "appeal", tmp_path / "down.zip")
    (_, (ours, channel, state, *_)) = county.tell()["appeals"]
    assert (channel, state) == ("city", "lodged")
    county.do("answer", "explained")
    carry(county, city, ours, "answer", tmp_path / "back.zip")
    assert city.tell()["appeals"][1][2:5:2] == ["answered", "explained"]
    assert [side.do("verify") for side in sides] == ["whole", "whole"]
