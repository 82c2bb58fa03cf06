"""二(一), 二(二): when and where a day may be planned, and why not; pure."""

from dataclasses import replace
from datetime import date, time

import pytest

from qinqing.kernel.workdays import Day, ordinary_calendar
from qinqing.procedure.receptions.rules.clocks import last_notice
from qinqing.procedure.receptions.rules.planning import (
    MOST,
    Ahead,
    Slotted,
    ends,
    fits,
    has_room,
    is_announced,
    is_free,
    may_host,
    unusual,
)

ON = date(2026, 12, 8)
DAY = Slotted(1, "县长", ON, time(9), time(12), "二楼会议室")
AHEAD = Ahead(date(2026, 11, 23), 11, 5, True, "周二")


def test_a_day_lasts_three_hours_and_never_past_midnight():
    assert ends(time(9)) == time(12)
    assert ends(time(22, 30)) == time(23, 59)


@pytest.mark.parametrize(
    ("wrong", "capacity", "heard", "words"),
    [
        ({"place": " "}, 10, 0, "请写明接待地点"),
        ({"ends_at": time(9)}, 10, 0, "结束时间要晚于开始时间"),
        ({}, 0, 0, f"1 到 {MOST} 件"),
        ({}, 60, 0, f"1 到 {MOST} 件"),
        ({}, 3, 4, "不能少于 4"),
    ],
)
def test_it_says_what_does_not_fit(wrong, capacity, heard, words):
    assert fits(DAY, 10)
    assert words in fits(replace(DAY, **wrong), capacity, heard=heard).reason


@pytest.mark.parametrize(
    ("other", "free"),
    [
        ({}, False),
        ({"starts_at": time(11), "ends_at": time(15)}, False),
        ({"starts_at": time(12), "ends_at": time(15)}, True),
        ({"date": date(2026, 12, 9)}, True),
        ({"host": 2, "place": "三楼会议室"}, True),
        ({"host": 2}, False),
    ],
)
def test_nobody_hosts_two_days_at_once_and_no_room_holds_two(other, free):
    verdict = is_free(DAY, [replace(DAY, **other)])
    assert bool(verdict) is free
    if not free:
        assert "12月8日" in verdict.reason
        assert "请另选时间" in verdict.reason


def test_a_day_in_the_past_is_refused_whatever_the_reason():
    assert "已经过去" in is_announced(date(2026, 11, 22), AHEAD, "补登").reason


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (replace(AHEAD, days=4), "只有 4 个工作日，少于制度要求的 5 个"),
        (replace(AHEAD, days=-1), "只有 0 个工作日"),
        (replace(AHEAD, working=False, name="周日"), "是周日，不是工作日"),
    ],
)
def test_short_notice_and_days_off_want_a_reason(ahead, words):
    assert words in unusual(ON, ahead)
    assert words in is_announced(ON, ahead, " ").reason
    assert is_announced(ON, ahead, "企业停产在即")
    assert is_announced(ON, AHEAD, "")


def test_a_deputy_without_a_portfolio_hosts_nobody():
    assert "还没有分管行业" in may_host("副县长", sections=0, mayor=False).reason
    assert may_host("副县长", sections=1, mayor=False)
    assert may_host("县长", sections=0, mayor=True)


def test_sixty_items_on_one_day_are_one_clear_answer():
    assert "可接待 10 件，已列入 4 件，还能列入 6 件，所选 60 件没有列入" in has_room(10, 4, 60).reason
    assert "已经满了" in has_room(10, 10, 1).reason
    assert has_room(10, 4, 6)
    assert has_room(0, 40, 60), "a day from before capacities were kept holds what it held"


def test_the_last_day_for_a_notice_leaves_five_working_days():
    holiday = [Day(date(2026, 12, 3), False, "假日")]
    plain = ordinary_calendar(date(2026, 11, 1), date(2026, 12, 31))
    broken = ordinary_calendar(date(2026, 11, 1), date(2026, 12, 31), days=holiday)
    assert last_notice(ON, 5, plain) == date(2026, 12, 1)
    assert last_notice(ON, 5, broken) == date(2026, 11, 30)
    assert last_notice(date(2026, 12, 6), 5, plain) == date(2026, 11, 27), "a Sunday counts the days before it"
