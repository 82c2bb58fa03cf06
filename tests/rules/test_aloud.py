"""四(六): a bulletin is read out; figures are words as people say them, and few are told as few."""

from datetime import date, datetime

import pytest

from qinqing.kernel.phrases import SHANGHAI
from qinqing.procedure.bulletins.rules import Counts, Line, Recount, Upper
from qinqing.procedure.bulletins.rules.aloud import counted, in_words, percent, said, spoken, year_and_month
from qinqing.procedure.bulletins.rules.measures import Rate

END = datetime(2026, 11, 1, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("number", "words"), [
    (0, "零"), (2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1000, "一千"), (1010, "一千零一十"),
    (1002, "一千零二"), (10000, "一万"), (10500, "一万零五百"), (120034, "十二万零三十四"),
])  # fmt: skip
def test_numbers_are_said(number, words):
    assert said(number) == words


def test_two_of_something_is_两():
    assert (counted(2, "件"), counted(12, "件")) == ("两件", "十二件")


def test_percents_and_months_are_said():
    assert (percent(Rate(35, 36)), percent(Rate(7, 7))) == ("百分之九十七点二", "百分之一百")
    assert year_and_month(date(2026, 10, 1)) == "二〇二六年十月"


def month(**counts):
    return Recount("2026-10", END, (Line("power", "供电公司", Counts(**counts)),), Upper(days=2, heard=9, decided=6))


def test_a_month_is_told_without_a_single_figure_in_digits():
    text = spoken("云岭县", date(2026, 10, 1), month(received=36, closed=28, closed_in_time=27, open=19, rated=12, satisfied=12,
                                                  solved=11), [{"title": "用电", "text": "某企业停电。"}])  # fmt: skip
    assert "收到企业诉求三十六件，办结二十八件" in text
    assert "按时办结率百分之九十六点四" in text
    assert "举行接待日两场，接谈诉求九件" in text
    assert "典型案例一：用电。\n某企业停电。" in text
    assert not any(sign.isascii() and sign.isdigit() for sign in text)


@pytest.mark.parametrize(("written", "words"), [
    ("2026年9月17日11时，58个人、2台变压器、6.24万元。", "二〇二六年九月十七日十一时，五十八个人、两台变压器、六点二四万元。"),
    ("10千伏线路，提高30%", "十千伏线路，提高百分之三十"), ("编号006", "编号零零六"),
])  # fmt: skip
def test_figures_in_what_was_written_are_said_too(written, words):
    assert in_words(written) == words


def test_few_are_told_as_few_and_none_as_none():
    assert "百分之" not in spoken(
        "云岭县", date(2026, 10, 1), month(received=2, closed=2, closed_in_time=2, rated=1), []
    )
    assert "没有企业作出评价" in spoken("云岭县", date(2026, 10, 1), month(), [])
