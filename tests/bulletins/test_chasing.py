"""四(六), 四(五): a bulletin that is not out in time is chased: reminded before, urged after, each once, on its record."""

from datetime import datetime

import pytest

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.bulletins import actions, queries
from qinqing.procedure.bulletins.rules.chasing import Stage, stage_now
from qinqing.procedure.plan.rules import Limits
from qinqing.services.calendar import queries as calendar
from qinqing.services.journal import queries as record
from qinqing.services.notifications import queries as messages
from qinqing.services.notifications.queries import Wanted

pytestmark = pytest.mark.django_db


def december(day, hour=9):
    return datetime(2026, 12, day, hour, tzinfo=SHANGHAI)


def stages(found):
    return [entry.facts["stage"] for entry in record.history(found.subject) if "stage" in entry.facts]


def chased(actor):
    rows = messages.page(actor, Wanted(size=200)).rows
    return [row.line for row in rows if row.line.startswith("bulletins.") and row.kind in {"chase", "urging"}]


def test_who_has_it_is_reminded_and_urged_and_the_mayor_told(opened, cast):
    for day in (2, 4, 7, 7, 9, 10, 11, 14, 17, 18, 21):
        actions.chase_due(december(day))
    assert stages(opened) == ["提醒送审", "提醒公开", "催办", "报县长"]
    assert chased(cast.intake) == [
        "bulletins.reported_late.holder", "bulletins.urged.holder", "bulletins.reminded.holder", "bulletins.reminded.holder",
    ]  # fmt: skip
    assert chased(cast.bureau_head) == ["bulletins.urged.head_if_clerk"]
    assert chased(cast.mayor) == ["bulletins.reported_late.mayor"]
    assert record.verify().ok


def test_after_days_away_the_right_stage_is_taken_once(opened):
    actions.chase_due(december(7))
    for _ in range(2):  # nobody was there from the 8th to the 13th
        actions.chase_due(december(14))
    assert stages(opened) == ["提醒送审", "催办"]


def test_what_is_out_is_left_alone(until):
    published = until("published")
    assert actions.chase_due(december(21)) == 0
    assert stages(published) == []


def test_nobody_is_chased_at_night_or_on_a_day_off(opened):
    assert actions.chase_due(december(14, hour=3)) == actions.chase_due(december(13)) == 0


def test_whoever_writes_meanwhile_is_not_disturbed(opened, cast):
    held = queries.fetch_bulletin(cast.intake, "2026-11")
    assert actions.chase_due(december(14)) == 1
    actions.write(held, preface="本月情况", examples={}, by=cast.intake, at=december(14, 10))
    assert queries.fetch_bulletin(cast.intake, "2026-11").chased == Stage.URGING.number
    assert record.verify().ok


def test_the_county_says_when(db):
    days, told = (
        calendar.current(),
        {"drafting": True, "draft_due_on": december(5).date(), "due_on": december(10).date()},
    )
    later = Limits({"chase_reminder": 3, "chase_head": 5})
    wanted = {11: Stage.WARNING, 14: Stage.WARNING, 15: Stage.URGING, 17: Stage.LEADER}
    assert {day: stage_now(**told, today=december(day).date(), limits=later, days=days) for day in wanted} == wanted
