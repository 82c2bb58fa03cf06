"""A reception day to be heard on: planned for the Monday of the cast, with ripe appeals."""

from datetime import date
from typing import Any

import pytest

from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.kinds import Presence, Present

TODAY = date(2026, 11, 23)


@pytest.fixture
def day(cast, later) -> Any:
    """The deputy of the cast's industry hears enterprises today; the power company is called."""
    return receptions.plan(
        host_post=cast.deputy("C").post, date=TODAY, place="县政府二楼会议室",
        departments=[cast.organ("power-supply")], reason="急需协调", by=cast.office, at=later(),
    )  # fmt: skip


@pytest.fixture
def entries(cast, stand, day, later) -> Any:
    """Two ripe appeals on that day's agenda."""
    receptions.put_on_agenda(day, [stand("ripe", rung=2), stand("ripe", rung=2)], by=cast.office, at=later())
    return queries.agenda(day, cast.office)


@pytest.fixture
def came(cast, later) -> Any:
    """``came(day)``: the power company's main leader is there."""

    def attend(day: Any) -> Any:
        row = Present(cast.organ("power-supply"), Presence.LEADER, "何经理")
        return receptions.record_attendance(day, [row], by=cast.intake, at=later())

    return attend
