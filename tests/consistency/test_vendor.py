"""What others wrote and we keep: as recorded, with its licence, and nothing beside it."""

import tomllib
from hashlib import sha256
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
ASSETS = tomllib.loads((HOUSE / "vendor.toml").read_text(encoding="utf-8"))["asset"]
FOLDERS = ("src/qinqing/doors/web/static/vendor", "tests/browser/vendor")


def test_every_file_is_as_recorded():
    for asset in ASSETS:
        for file in asset["file"]:
            assert sha256((HOUSE / file["to"]).read_bytes()).hexdigest() == file["sha256"], file["to"]


def test_nothing_is_kept_that_is_not_recorded():
    kept = {
        str(path.relative_to(HOUSE)) for folder in FOLDERS for path in (HOUSE / folder).rglob("*") if path.is_file()
    }
    assert kept == {file["to"] for asset in ASSETS for file in asset["file"]}


def test_each_carries_its_version_and_its_licence():
    for asset in ASSETS:
        paths = [Path(file["to"]) for file in asset["file"]]
        assert {path.parent.name for path in paths} == {f"{asset['name']}-{asset['version']}"}
        assert "LICENSE" in {path.name for path in paths}
        assert asset["licence"]


def test_pages_name_the_version_that_is_kept():
    base = (HOUSE / "src/qinqing/doors/web/templates/web/base.html").read_text(encoding="utf-8")
    served = [
        file["to"].split("/static/")[1]
        for asset in ASSETS
        for file in asset["file"]
        if "/static/" in file["to"] and file["to"].endswith(".js")
    ]
    assert [path for path in served if path not in base] == []
