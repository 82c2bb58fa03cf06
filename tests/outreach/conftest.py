"""A visit of the park to one of its enterprises."""

from typing import Any

import pytest
from tests.cast import NOW

from qinqing.procedure.outreach import actions
from qinqing.procedure.register import queries as register


@pytest.fixture
def hengxin(cast: Any) -> Any:
    """An enterprise of the western park."""
    return register.find_enterprises(cast.intake, "云岭恒信", 1)[0]


@pytest.fixture
def park(cast: Any) -> Any:
    """The park's officer."""
    return cast.officer("park-west")


@pytest.fixture
def made(hengxin: Any, park: Any) -> Any:
    """``made(findings=[Heard("…")])``: a visit by the park, written down."""

    def write(**told: Any) -> Any:
        told = {
            "visited_at": NOW,
            "visitors": "韦主任",
            "met": "陈立恒",
            "summary": "订单增加",
            "by": park,
            "at": NOW,
            **told,
        }
        return actions.write_down_visit(hengxin, **told)

    return write
