"""Notices are read as published or as data, and refused where they are not understood."""

from datetime import date, timedelta

import pytest

from qinqing.kernel.errors import Refused
from qinqing.services.calendar.rules import Draft, parse_notice
from qinqing.services.calendar.rules.drafts import check
from qinqing.services.calendar.states import Status

TEXT = """国务院办公厅关于2025年部分节假日安排的通知
国办发明电〔2024〕12号
按假日办法，自2025年1月1日起，国庆节自10月1日起放假。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
请各单位妥善安排好值班。
国务院办公厅
2024年11月12日
"""
ITEM = "国务院办公厅关于2027年部分节假日安排的通知\n一、元旦："


def read(text: str, name: str = "notice.txt") -> Draft:
    return parse_notice(text.encode(), name)


def test_the_published_text_is_understood() -> None:
    draft = read(TEXT)
    assert (draft.year, draft.number, draft.published_on) == (2025, "国办发明电〔2024〕12号", date(2024, 11, 12))
    assert len(draft.off) == 1 + 8 + 3 + 5 + 3 + 8
    assert draft.worked == tuple(date(2025, *day) for day in [(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)])
    assert draft.reason(date(2025, 1, 29), off=True) == "春节"
    assert draft.reason(date(2025, 9, 28), off=False) == "国庆节、中秋节调休上班"


def test_a_holiday_may_begin_in_the_year_before() -> None:
    draft = read("国务院办公厅关于2023年部分节假日安排的通知 一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。")
    assert draft.off == (date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2))


def test_advice_frees_nobody() -> None:
    advice = "2月10日至17日放假调休，共8天。鼓励各单位安排职工在除夕（2月9日）休息。"
    draft = read(f"关于2024年部分节假日安排的通知 一、春节：{advice}")
    assert draft.off == tuple(date(2024, 2, 10) + timedelta(days=step) for step in range(8))


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("1月1日（周五）至3日（周日）放假，共4天。", "写的是4天，日期却有3天"),
        ("1月1日（周四）放假。", "1月1日是周五，通知写作周四"),
        ("2月30日放假。", "没有这一天"),
        ("1月3日至1日放假。", "先后不对"),
        ("1日放假。", "没有这一天"),
        ("1月1日至放假。", "看不懂这一句的日期"),
        ("3月底上班。", "看不懂这一句的日期"),
        ("1月1日另行通知。", "看不懂这一句"),
        ("1月上旬3日内放假，5月放假。", "没有这一天"),
    ],
)
def test_what_is_not_understood_is_refused(item: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(ITEM + item)


def test_a_text_without_year_is_refused() -> None:
    with pytest.raises(Refused, match="看不出是哪一年"):
        read("一、元旦：1月1日放假。")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "n.json",
            '{"year":2027,"number":"甲〔2026〕9号","published_on":"2026-11-25","off":["2027-01-01/2027-01-03"],'
            '"worked":["2027-01-09"],"reasons":{"2027-01-01":"元旦"}}',
        ),
        (
            "n.toml",
            'year = 2027\nnumber = "甲〔2026〕9号"\npublished_on = 2026-11-25\noff = ["2027-01-01", 2027-01-02, '
            '"2027-01-03"]\nworked = ["2027-01-09"]\n[reasons]\n"2027-01-01" = "元旦"\n',
        ),
        (
            "n.csv",
            "日期,类型,事由,文号,发布日期\n2027-01-01,放假,元旦,甲〔2026〕9号,2026-11-25\n2027-01-02,放假,,,\n"
            "2027/01/03,放假,,,\n2027-01-09,上班,,,\n",
        ),
    ],
)
def test_the_three_data_forms_say_the_same(name: str, text: str) -> None:
    draft = read(text, name)
    assert draft.off == tuple(date(2027, 1, day) for day in (1, 2, 3))
    assert (draft.worked, draft.number) == ((date(2027, 1, 9),), "甲〔2026〕9号")
    assert (draft.published_on, draft.year, draft.status) == (date(2026, 11, 25), 2027, Status.PUBLISHED)
    assert draft.reason(date(2027, 1, 1), off=True) == "元旦"
    assert draft.reason(date(2027, 1, 9), off=False) == "调休上班"
    assert parse_notice(text.encode("gb18030"), name) == draft


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("n.json", "{", "JSON 格式有误"),
        ("n.json", "[]", "键"),
        ("n.json", '{"year": 2027, "holiday": []}', "不认识的键：holiday"),
        ("n.json", '{"off": ["2027-01-01"]}', "年份"),
        ("n.json", '{"year": 2027, "off": ["2027-13-01"]}', "看不懂日期"),
        ("n.json", '{"year": 2027, "off": "2027-01-01"}', "列表"),
        ("n.json", '{"year": 2027, "off": ["2027-01-03/2027-01-01"]}', "起止"),
        ("n.toml", "year = ", "TOML 格式有误"),
        ("n.csv", "a,b\n1,2\n", "“日期”和“类型”"),
        ("n.csv", "日期,类型\n2027-01-01,也许\n", "看不懂类型"),
        ("n.csv", "日期,类型\n2027-01-01,放假\n2027-01-01,上班\n", "写了两次"),
        ("n.docx", "", "不认识"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(name: str, text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(text, name)


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(2027, ()), "没有放假日期"),
        (Draft(2027, (date(2027, 1, 1),), status="maybe"), "status"),
        (Draft(2027, (date(2026, 5, 1),)), "不属于2027年"),
        (Draft(2027, (date(2027, 1, 1),), (date(2027, 1, 1),)), "写了两次"),
        (Draft(2018, (date(2018, 1, 1),)), "不在工作日历范围内"),
        (Draft(9999, (date(9999, 1, 1),)), "不在工作日历范围内"),
    ],
)
def test_an_impossible_notice_is_refused(draft: Draft, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        check(draft, first_year=2020)
