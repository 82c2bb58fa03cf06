"""四(六): a list behind a figure that shows fewer than the figure counts says so, and why."""

from importlib import import_module

import pytest

from qinqing.doors.console.evidence import shortfall
from qinqing.procedure.bulletins import actions

MONTH = "?kind=month&year=2026&month=11"


@pytest.mark.parametrize(
    ("count", "open_to_reader", "shown", "told"),
    [
        (4, 4, 4, ""),
        (0, 0, 0, ""),
        (4, 1, 1, "这个数字计4件，其中3件不在您能看到的范围内，没有列出。"),
        (4, 0, 0, "这个数字计4件，其中4件不在您能看到的范围内，没有列出。"),
        (80, 80, 50, "这个数字计80件，本页列出50件，其余请翻页。"),
        (80, 70, 50, "这个数字计80件，其中10件不在您能看到的范围内，没有列出；本页列出50件，其余请翻页。"),
    ],
)
def test_the_sentence_says_what_is_missing(count, open_to_reader, shown, told):
    assert shortfall(count, open_to_reader=open_to_reader, shown=shown, unit="件") == told


@pytest.mark.django_db
def test_what_the_reader_may_not_open_is_counted_and_said(desk, stand):
    """The office reads the county's figures; an appeal that never came up to it is not its to open."""
    stand("handling")
    actions.follow_record()
    page = desk("office-1").get(f"/desk/statistics/received/{MONTH}").content.decode()
    assert "这个数字计1件，其中1件不在您能看到的范围内，没有列出。" in page
    assert "这个数字计" not in desk("mayor").get(f"/desk/statistics/received/{MONTH}").content.decode()


@pytest.mark.django_db
def test_what_stands_on_other_pages_is_said(desk, stand, monkeypatch):
    for _ in range(3):
        stand("returned")
    actions.follow_record()
    actions.check_record()
    for name in ("behind", "checks"):
        monkeypatch.setattr(import_module(f"qinqing.procedure.bulletins.queries.{name}"), "SIZE", 2)
    statistics = desk("mayor").get(f"/desk/statistics/received/{MONTH}").content.decode()
    assert "这个数字计3件，本页列出2件，其余请翻页。" in statistics
    checks = desk("mayor").get(f"/desk/checks/returns/{MONTH}").content.decode()
    assert "这个数字计3次，本页列出2次，其余请翻页。" in checks
