"""A day that cannot be planned is said so at the desk, and what was typed stands."""

from datetime import timedelta

import pytest
from tests.cast import NOW

from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions.models import ReceptionDay
from qinqing.procedure.register import actions as register

pytestmark = pytest.mark.django_db


def planned(cast, **also):
    return {
        "host_post": str(cast.post("deputy-industry").post), "date": "2026-12-08", "starts_at": "09:00",
        "ends_at": "12:00", "kind": "centralised", "place": "二楼会议室", "capacity": "10", "note": "请带合同原件",
    } | also  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"date": "2026-11-20"}, "不能安排在已经过去的日子"),
        ({"host_post": "deputy-agriculture"}, "还没有分管行业"),
        ({"capacity": "60"}, "最多 30 件"),
        ({"starts_at": "10:00", "ends_at": "13:00", "date": "2026-12-09"}, "时间重叠"),
    ],
)
def test_a_day_that_cannot_be_is_said_so_and_what_was_typed_stands(desk, cast, wrong, words):
    idle = cast.post("deputy-agriculture").post
    register.set_portfolio(idle, sections=[], by=cast.post("security-admin"), at=NOW)
    receptions.plan(
        host_post=cast.post("deputy-industry").post, date=NOW.date() + timedelta(days=16), place="二楼会议室",
        by=cast.office, at=NOW,
    )  # fmt: skip
    told = planned(cast, **wrong)
    told["host_post"] = str(idle) if told["host_post"] == "deputy-agriculture" else told["host_post"]
    answer = desk("office-1").post("/desk/days/new/", told)
    assert (answer.status_code, words in answer.text, "请带合同原件" in answer.text) == (422, True, True)
    assert ReceptionDay.objects.count() == 1
