"""二(三): 接待对象。主要接待对象为县范围内已注册的实体企业和已签订投资合作协议并已注册的在建、续建项目。"""

from datetime import date

import pytest

from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


def test_an_enterprise_asks_to_be_heard_is_put_on_says_who_comes_and_is_heard(cast, stand, speaker, later):
    day = receptions.plan(
        host_post=cast.deputy("C").post, date=date(2026, 12, 8), place="二楼会议室", by=cast.office, at=later()
    )
    appeal = stand("ripe", rung=2)
    itself = speaker(appeal)
    slot = receptions.ask_slot(appeal, day=day, wish="想当面说明停电损失", by=itself, at=later())
    receptions.accept_slot(queries.fetch_slot(cast.office, slot.code), by=cast.office, at=later(days=1))
    day = queries.fetch(cast.office, day.code)
    wanted = queries.to_call(day, queries.agenda(day, cast.office))
    receptions.call_departments(day, wanted, by=cast.office, at=later(days=1))
    receptions.issue_notice(queries.fetch(cast.office, day.code), by=cast.office, at=later(days=2))
    said = queries.fetch_slot(itself, slot.code)
    receptions.confirm_slot(said, visitors="总经理陈立恒", phone="13800002001", by=itself, at=later(days=3))
    receptions.amend(
        queries.fetch(cast.office, day.code),
        date=date(2026, 12, 9),
        reason="县长有会",
        by=cast.office,
        at=later(days=4),
    )
    again = queries.fetch_slot(itself, slot.code)
    assert again.state == "invited"
    receptions.confirm_slot(again, visitors="总经理陈立恒", phone="13800002001", by=itself, at=later(days=5))
    lines = [line.what for line in appeals.timeline(appeals.fetch(itself, appeal.code), itself)]
    assert lines[:2] == ["接待日改了时间或地点", "已列入接待日"]
    assert record.verify().ok
