"""Clerks killed at any moment lose nothing that was acknowledged, double nothing, and leave nothing half done.

On both databases; with a clerk who acknowledges too early, and is found out.
"""

import json
from pathlib import Path

from tests.faults.houses import House

CLERKS = "4"


def work(house: House, honesty: str, acks: Path, *, deaths: int) -> tuple[list[dict], list[list]]:
    """What was acknowledged, and what the tables hold after the last death."""
    said = house.run("tests.faults.nest", "kill", honesty, str(acks), str(deaths), CLERKS)
    assert json.loads(said.splitlines()[-1])["deaths"] >= deaths, said
    acknowledged = [json.loads(line) for line in acks.read_text().splitlines()]
    return acknowledged, json.loads(house.run("tests.faults.nest", "tell").splitlines()[-1])


def lost(acknowledged: list[dict], stored: list[list]) -> list[dict]:
    """The acknowledged moves that no table knows of."""
    versions = {(code, number): version for code, number, version, _, _ in stored}
    return [ack for ack in acknowledged if versions.get((ack["code"], ack["number"]), 0) < ack["version"]]


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(house, tmp_path):
    acknowledged, stored = work(house, "honest", tmp_path / "acks", deaths=30)
    assert len(acknowledged) >= 100
    assert lost(acknowledged, stored) == []
    numbers = sorted(number for _, number, *_ in stored)
    assert [int(number.rsplit("-")[-1]) for number in numbers] == list(range(1, len(numbers) + 1)), "gapless"
    assert [code for code, _, version, _, entries in stored if version != entries] == [], "each move one entry"
    # A move may be committed and its clerk die before saying so: at most one for each death.
    last = {ack["code"]: ack["version"] for ack in acknowledged}
    assert all(version - last.get(code, 0) in (0, 1) for code, _, version, *_ in stored)
    code, said = house.verify()
    assert code == 0, said


def test_a_clerk_who_acknowledges_before_the_commit_is_found_out(house, tmp_path):
    acknowledged, stored = work(house, "hasty", tmp_path / "acks", deaths=10)
    assert lost(acknowledged, stored)
    code, said = house.verify()
    assert code == 0, said
