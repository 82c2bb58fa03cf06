"""Reads a State Council notice as it is published."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from qinqing.kernel.workdays import WEEKDAYS
from qinqing.services.calendar.rules.drafts import Draft, refused

# After NFKC every bracket and colon is the narrow one.
TITLE = re.compile(r"(\d{4})年(?:部分)?节假日")
NUMBER = re.compile(r"国办发明电[〔\[【(](\d{4})[〕\]】)](\d+)号")
SIGNED = re.compile(r"(?:办公厅|人民政府|办公室)(\d{4})年(\d{1,2})月(\d{1,2})日")
ITEM = re.compile(r"[一二三四五六七八九十]+、([^:。]{1,20}):")
BRACKETS = re.compile(r"\(([^()]*)\)")
DAY = r"(?:(?P<year{n}>\d{{4}})年)?(?:(?P<month{n}>\d{{1,2}})月)?(?P<day{n}>\d{{1,2}})日(?P<note{n}>\([^()]*\))?"
SPAN = re.compile(DAY.format(n=1) + r"(?:[至到~—–-]+" + DAY.format(n=2) + r")?")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
TOTAL = re.compile(r"(?:共|放假)(\d+)天")
DATED = re.compile(r"\d+[年月日]")
LEFTOVER = re.compile(r"\d+[年月日]|至")


@dataclass
class _Reading:
    year: int
    off: dict[date, str] = field(default_factory=dict)
    worked: dict[date, str] = field(default_factory=dict)


def read_prose(text: str) -> Draft:
    """The notice's own words. Raises Refused naming the first sentence whose dates are not understood."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    title = TITLE.search(plain)
    if title is None:
        raise refused("没有找到“某某年部分节假日安排”的标题，看不出是哪一年，请粘贴通知全文")
    reading = _Reading(int(title[1]))
    number, signed = NUMBER.search(plain), next(SIGNED.finditer(plain), None)
    body = plain[: signed.start()] if signed else plain
    items = list(ITEM.finditer(body))
    for item, following in zip(items, [*items[1:], None], strict=True):
        _read_item(reading, item[1], body[item.end() : following.start() if following else len(body)])
    return Draft(
        year=reading.year,
        off=tuple(reading.off),
        worked=tuple(reading.worked),
        number=f"国办发明电〔{number[1]}〕{number[2]}号" if number else "",
        published_on=date(*map(int, signed.groups())) if signed else None,
        reasons=reading.off | {day: f"{name}调休上班" for day, name in reading.worked.items()},
    )


def _read_item(reading: _Reading, name: str, body: str) -> None:
    """One holiday: sentences that free days, sentences that take them, and advice, which moves nothing."""
    for sentence in filter(None, body.split("。")):
        if "鼓励" in sentence or not DATED.search(sentence):
            continue
        if "上班" in sentence and "放假" not in sentence:
            _note(reading.worked, _days_in(reading, sentence), name)
        elif "放假" in sentence or "补休" in sentence or "调休" in sentence:
            days = _days_in(reading, sentence)
            _check_total(sentence, days)
            _note(reading.off, days, name)
        else:
            raise refused(f"看不懂这一句：“{sentence}”，请改用表格导入")


def _note(known: dict[date, str], days: list[date], name: str) -> None:
    for day in days:
        known[day] = name


def _days_in(reading: _Reading, sentence: str) -> list[date]:
    """Every day a sentence names, spans unrolled; a month or year once said holds for what follows."""
    days: list[date] = []
    year, month = reading.year, 0
    for found in SPAN.finditer(sentence):
        year, month = int(found["year1"] or year), int(found["month1"] or month)
        start = end = _day(sentence, year, month, found["day1"], found["note1"])
        if found["day2"]:
            year, month = int(found["year2"] or year), int(found["month2"] or month)
            end = _day(sentence, year, month, found["day2"], found["note2"])
        if not start <= end <= start + timedelta(days=31):
            raise refused(f"这一句的起止日期先后不对：“{sentence}”，请核对")
        days += [start + timedelta(days=step) for step in range((end - start).days + 1)]
    if not days or LEFTOVER.search(SPAN.sub("", sentence)):
        raise refused(f"看不懂这一句的日期：“{sentence}”，请改用表格导入")
    return days


def _day(sentence: str, year: int, month: int, day: str, note: str | None) -> date:
    try:
        found = date(year, month, int(day))
    except ValueError as error:
        raise refused(f"没有这一天：“{sentence}”，请核对") from error
    said = WEEKDAY.search(note or "")
    if said and f"周{said[1]}".replace("天", "日") != WEEKDAYS[found.weekday()]:
        told, true = f"周{said[1]}", WEEKDAYS[found.weekday()]
        raise refused(f"{found.year}年{found.month}月{found.day}日是{true}，通知写作{told}，请核对年份")
    return found


def _check_total(sentence: str, days: list[date]) -> None:
    total = TOTAL.search(BRACKETS.sub("", sentence))
    if total and int(total[1]) != len(days):
        raise refused(f"“{sentence}”写的是{total[1]}天，日期却有{len(days)}天，请核对")
