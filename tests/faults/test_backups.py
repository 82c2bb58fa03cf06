"""A backup holds one moment whole, from either database into either; killed half-way it is none."""

import json
import random
import shutil
import time

import pytest
from tests.faults import houses
from tests.faults.houses import POSTGRES, House

CLI = "qinqing.doors.operations.cli"
PASSPHRASE = "纸上的一句话，锁在柜子里"


@pytest.fixture
def empty(tmp_path):
    """``empty()``: a house without so much as a table."""
    made = []

    def build(**where):
        made.append(houses.empty(tmp_path / f"empty{len(made)}", str(len(made)), **where))
        return made[-1]

    yield build
    for one in made:
        houses.pull_down(one)


def tell(house: House, *words: str) -> dict:
    return json.loads(house.run(CLI, *words, "--json").splitlines()[-1])


def digests(folder):
    """Each table's digest as the backup has it."""
    return {one["name"]: one["sha256"] for one in json.loads((folder / "manifest.json").read_text())["tables"]}


def test_the_state_is_the_same_in_an_empty_house_on_either_database(house, empty, tmp_path):
    """G1, G4: tables, files, chains; a bulletin's digest; and work goes on where it stood."""
    house.run("tests.faults.nest", "publish")
    house.run(CLI, "worker", "--once")
    bulletin = tell(house, "bulletin", "2026-11")
    assert bulletin["agrees"]
    made = tell(house, "backup", str(tmp_path / "first"))
    assert made["files"] > 0
    source = tmp_path / "first"
    for kind in ({"sqlite": True}, {}) if POSTGRES else ({},):
        other = empty(**kind)
        assert tell(other, "restore", str(source)) == made
        assert other.verify()[0] == 0
        assert tell(other, "check-files")["faults"] == []
        assert tell(other, "bulletin", "2026-11") == bulletin
        source = tmp_path / f"of-{other.folder.name}"
        assert tell(other, "backup", str(source)) == made
        assert digests(source) == digests(tmp_path / "first")
    other.run("tests.faults.nest", "register", "2")
    assert other.verify()[0] == 0, "new keys follow the old ones"


def test_what_is_taken_while_clerks_work_is_one_moment(house, empty, tmp_path):
    """G2: the clerks are killed all the time besides."""
    clerks = house.start("tests.faults.nest", "kill", "honest", str(tmp_path / "acks"), "200", "2")
    for number in range(2):
        tell(house, "backup", str(tmp_path / str(number)))
    working = clerks.poll() is None
    house.end()
    assert working, "the clerks should have been at work all the time"
    for number in range(2):
        other = empty()
        tell(other, "restore", str(tmp_path / str(number)))
        code, said = other.verify()
        assert code == 0, said


def test_killed_half_way_it_is_no_backup(house, tmp_path):
    """G2: at six moments; the next attempt succeeds in the same place."""
    house.run("tests.faults.nest", "register", "20")
    began = time.monotonic()
    whole = tell(house, "backup", str(tmp_path / "whole"))
    lasted, chance, unfinished = time.monotonic() - began, random.Random(1949), 0
    for _ in range(6):
        process = house.start(CLI, "backup", str(tmp_path / "killed"))
        time.sleep(lasted * chance.uniform(0.3, 1))
        process.kill()
        process.wait()
        if (tmp_path / "killed").exists():
            shutil.rmtree(tmp_path / "killed")  # it was ready before
        else:
            unfinished += 1
    assert unfinished, "it was never killed in time"
    assert tell(house, "backup", str(tmp_path / "killed")) == whole
    assert digests(tmp_path / "killed") == digests(tmp_path / "whole")


def test_it_opens_with_the_passphrase_alone(house, empty, tmp_path, monkeypatch):
    house.run("tests.faults.nest", "register", "2")
    monkeypatch.setenv("QINQING_BACKUP_PASSPHRASE", PASSPHRASE)
    made = tell(house, "backup", str(tmp_path / "locked"))
    for path in (tmp_path / "locked").rglob("*.gz*"):
        assert path.read_bytes().startswith(b"age-encryption.org/v1")
    assert tell(empty(), "restore", str(tmp_path / "locked")) == made
