"""Two hundred limits worked out beforehand: leap days, years' ends, holidays, and the seconds around midnight and lunch.

``limits.csv`` was counted day by day, and for hours second by second, from the State Council's notices as printed; nothing
in it was taken from the program. Its last column says what was counted, so that anybody can follow it on a calendar.
"""

import csv
import time as clock
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.rules.test_workdays import CALENDAR

from qinqing.kernel.phrases import SHANGHAI
from qinqing.kernel.workdays import day_of, end_of
from qinqing.procedure.bulletins.rules.months import due_in, opening

with (Path(__file__).parent / "limits.csv").open(encoding="utf-8") as file:
    TABLE = list(csv.DictReader(file))


@pytest.fixture(params=["UTC", "Asia/Shanghai", "Asia/Urumqi", "America/New_York"])
def _zone(request: pytest.FixtureRequest) -> Iterator[None]:
    """The server's own time zone, which must not matter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        clock.tzset()
        yield
    clock.tzset()


def due(kind: str, start: str, length: int) -> datetime:
    """The moment a limit ends, by the program."""
    if kind == "month":
        return opening(due_in(date.fromisoformat(f"{start}-01"), length))
    at = datetime.fromisoformat(start).replace(tzinfo=SHANGHAI)
    return CALENDAR.add_hours(at, length) if kind == "hours" else end_of(CALENDAR.add(day_of(at), length))


@pytest.mark.usefixtures("_zone")
def test_every_limit_ends_as_counted_whatever_the_servers_zone() -> None:
    assert len(TABLE) == len({(row["kind"], row["start"], row["length"]) for row in TABLE}) == 200
    wrong = [
        (row["start"], row["length"], row["why"], found)
        for row in TABLE
        if (found := due(row["kind"], row["start"], int(row["length"])))
        != datetime.fromisoformat(row["due"]).replace(tzinfo=SHANGHAI)
    ]
    assert wrong == []


def test_the_table_knows_the_edges_it_is_there_for() -> None:
    starts = {row["start"] for row in TABLE}
    assert {"2024-02-29 23:59:59", "2025-12-31 23:59:59", "2026-11-23 08:30:00", "2026-11-23 17:29:59"} <= starts
