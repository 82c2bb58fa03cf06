"""The benchmarks run to their end; how fast they are, no test says."""

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


def run(*words):
    """What ``python -m words`` prints; fails when it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QINQING_", "DJANGO_"))}
    done = subprocess.run([sys.executable, "-m", *words], cwd=HOUSE, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_roster_is_imported_twice_and_the_record_is_clean():
    said = run("bench.rosters", "--enterprises", "200")
    assert "新登记 200" in said
    assert "没有变化 200" in said
    assert "全部相符" in said


def test_it_measures_a_thousand_appeals_and_prints_the_table():
    told = run("bench", "--quick", "--database", "sqlite")
    for line in (
        "诉求列表，部门经办人",
        "一步流转，部门经办人",
        "部门统计，受理岗",
        "核验百万条记录，秒",
        "每个网页进程内存",
    ):
        assert line in told


def test_it_draws_the_papers_of_a_small_day_and_prints_the_curve():
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QINQING_", "DJANGO_"))}
    command = [sys.executable, "-m", "bench.papers", "--appeals", "1", "2"]
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    for kind in ("接待材料", "会议纪要"):
        assert [line.split(" | ")[1] for line in done.stdout.splitlines() if line.startswith(f"| {kind}")] == ["1", "2"]


def test_a_short_flood_is_measured_to_its_end():
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QINQING_", "DJANGO_"))}
    command = [sys.executable, "-m", "bench.flood", "--seconds", "3", "--rate", "5", "--stored", "0"]
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True)
    assert "存下的垃圾诉求" in done.stdout, done.stderr[-3000:]
    assert "303 ×" in done.stdout, "the flood reaches the intake"
    assert done.returncode == 1, "more was stored than allowed, and the exit code says so"
