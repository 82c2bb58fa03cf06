"""Closed appeals, and corrections of bad ratings."""

from typing import Any

import pytest

from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.supervision import actions as supervision
from qinqing.procedure.supervision import queries


@pytest.fixture
def closed(stand, cast, later) -> Any:
    """``closed(confidential=True)``: an appeal the bureau has just closed, before anybody called or rated."""

    def close(*, outcome: str = "resolved", **told: Any) -> Any:
        appeal = stand("confirmed", outcome=outcome, **told)
        appeals.close(appeal, result=outcome, by=cast.intake, at=later())
        return appeal

    return close


@pytest.fixture
def correction(closed, speaker, cast, later) -> Any:
    """What the power company owes an enterprise that is very dissatisfied."""
    appeal = closed()
    given = supervision.evaluate(
        appeal, solved=False, level=1, comment="还在跳闸", reasons=["not_solved"], by=speaker(appeal), at=later()
    )
    return queries.fetch_correction(cast.officer("power-supply"), given.correction.code)
