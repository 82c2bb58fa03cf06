"""The house keeps its own rules: sizes, names, words, floors."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
TEXTS = frozenset(
    {".py", ".toml", ".md", ".html", ".css", ".js", ".txt", ".json", ".csv", ".yml", ".yaml", ".sh", ".svg", ".typ", ""}
)
LONGEST = 400
DRAWERS = frozenset({"utils.py", "util.py", "helpers.py", "misc.py", "common.py"})
# Taken apart, so that this file is not the first to break its own rule.
UNFINISHED = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
LOOKS_FOR_THEM = frozenset({"tests/rules/test_county.py"})  # forbids the same words in the demo county's stories
PROMISES = ("coming " + "soon", "敬请" + "期待", "待" + "开发", "开发" + "中", "not yet " + "implemented")


def committed() -> list[Path]:
    """What git knows, less what others wrote; everything but hidden folders where there is no git."""
    git = shutil.which("git")
    if git and (HOUSE / ".git").exists():
        told = subprocess.run(
            [git, "ls-files", "-z", "--cached"], cwd=HOUSE, capture_output=True, check=True, text=True
        )
        paths = [HOUSE / name for name in told.stdout.split("\0") if name]
    else:
        hidden = (".venv", "var", "node_modules", "build")
        paths = [path for path in HOUSE.rglob("*") if not {*path.relative_to(HOUSE).parts} & {*hidden}]
    return [path for path in paths if path.is_file() and "vendor" not in path.parts]


def texts() -> list[Path]:
    return [path for path in committed() if path.suffix in TEXTS]


def test_no_file_of_code_is_longer_than_a_reader_can_hold():
    long = {
        str(path.relative_to(HOUSE)): lines
        for path in committed()
        if path.suffix == ".py" and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_there_is_no_drawer_for_odds_and_ends():
    assert [path for path in committed() if path.name in DRAWERS] == []


@pytest.mark.parametrize("pattern", [UNFINISHED, re.compile("|".join(PROMISES), re.IGNORECASE)])
def test_nothing_is_promised_instead_of_done(pattern):
    found = {str(path.relative_to(HOUSE)) for path in texts() if pattern.search(path.read_text(encoding="utf-8"))}
    assert found - LOOKS_FOR_THEM == set()


def test_the_locked_requirements_name_no_address():
    lists = sorted((HOUSE / "requirements").glob("*.txt"))
    assert [path.stem for path in lists] == ["dev", "ocr", "postgres", "run", "uv"]
    for path in lists:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"://|--index|--extra-index|--find-links|@ file", text) == []
        assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", text) if "==" in block)


def test_every_dependency_says_what_needs_it():
    description = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^    "[a-z][a-z0-9\[\]-]*[<>=].*$', description, re.MULTILINE)
    assert listed
    assert [line for line in listed if not re.search(r'",\s+# \S', line)] == []


def test_the_floors_hold():
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([program, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-2000:]
