"""Reads the file of a notice: JSON, TOML, CSV, or the notice's own Chinese text.

JSON and TOML have the same keys: ``year``, ``number``, ``published_on``, ``off`` and ``worked`` (lists of ISO dates or
``first/last`` intervals), and optionally ``reasons`` (date or interval to words), ``region`` (empty: the State
Council) and ``status`` (``published``, or ``provisional`` for an expectation)::

    {"year": 2027, "number": "国办发明电〔2026〕9号", "published_on": "2026-11-25",
     "off": ["2027-01-01/2027-01-03"], "worked": ["2027-01-04"], "reasons": {"2027-01-01/2027-01-03": "元旦"}}

CSV has a header row with 日期 and 类型 (放假 or 上班), optionally 事由, 文号, 发布日期 and 年份 (or the English words
date, type (off or worked), reason, number, published_on, year), in UTF-8 or GB18030.
Text is the notice as published; what is not understood is refused, never guessed.
"""

import csv
import io
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any

from qinqing.kernel.phrases import day_zh
from qinqing.services.calendar.rules.drafts import Draft, refused
from qinqing.services.calendar.rules.prose import read_prose
from qinqing.services.calendar.states import Status

KNOWN = {"year", "number", "published_on", "off", "worked", "reasons", "region", "status"}
HEADERS = {
    "日期": "date", "类型": "type", "事由": "reason", "文号": "number", "发布日期": "published_on", "年份": "year",
}  # fmt: skip
TYPES = {"放假": True, "off": True, "休": True, "上班": False, "worked": False, "班": False, "调休上班": False}


def parse_notice(content: bytes, name: str) -> Draft:
    """The notice in a file called ``name``. Raises Refused with what is not understood."""
    text = _decode(content)
    ending = PurePath(name).suffix.lower()
    if ending == ".json":
        return read_data(_load_json(text))
    if ending == ".toml":
        return read_data(_load_toml(text))
    if ending == ".csv":
        return _from_csv(text)
    if ending in {".txt", ".md", ""}:
        return read_prose(text)
    raise refused(f"不认识“{ending}”文件，请用 .json、.toml、.csv 或 .txt")


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused("文件编码无法识别，请存为 UTF-8 后再导入")


def _load_json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise refused(f"JSON 格式有误：第{error.lineno}行第{error.colno}列，请改正后再导入") from error


def _load_toml(text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refused(f"TOML 格式有误（{error}），请改正后再导入") from error


def read_data(data: Any) -> Draft:
    """The notice in the form that ``Draft.as_data`` gives. Raises Refused with what is not understood."""
    if not isinstance(data, Mapping):
        raise refused("文件内容应是一组“键: 值”，请对照说明改正")
    if unknown := sorted(set(data) - KNOWN):
        raise refused(f"不认识的键：{'、'.join(unknown)}，请对照说明改正")
    published_on = data.get("published_on")
    return Draft(
        year=_year(data.get("year")),
        off=_days(data.get("off", [])),
        worked=_days(data.get("worked", [])),
        number=str(data.get("number") or "").strip(),
        published_on=_date(published_on) if published_on else None,
        reasons=_reasons(data.get("reasons") or {}),
        region=str(data.get("region") or "").strip(),
        status=str(data.get("status") or Status.PUBLISHED),
    )


def _year(value: object) -> int:
    if isinstance(value, bool) or not str(value).strip().isascii() or not str(value).strip().isdigit():
        raise refused("没有写明年份（year），请补上")
    return int(str(value))


def _date(value: object) -> date:
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(str(value).strip().replace("/", "-"))
    except ValueError as error:
        raise refused(f"看不懂日期“{value}”，请写成 2027-01-01 的样子") from error


def _span(value: object) -> list[date]:
    """One date, or an interval ``first/last``."""
    first, slash, last = str(value).partition("/") if isinstance(value, str) else (value, "", "")
    if not slash or "-" not in last:
        return [_date(value)]
    start, end = _date(first), _date(last)
    if end < start or (end - start).days > 31:
        raise refused(f"看不懂起止日期“{value}”，请核对先后")
    return [start + timedelta(days=step) for step in range((end - start).days + 1)]


def _days(values: object) -> tuple[date, ...]:
    if not isinstance(values, list):
        raise refused("放假（off）和上班（worked）应是日期的列表，请改正")
    return tuple(day for value in values for day in _span(value))


def _reasons(values: object) -> dict[date, str]:
    if not isinstance(values, Mapping):
        raise refused("事由（reasons）应是“日期: 文字”，请改正")
    return {day: str(words).strip()[:40] for span, words in values.items() for day in _span(span)}


def _from_csv(text: str) -> Draft:
    reader = csv.DictReader(io.StringIO(text))
    names = [HEADERS.get((name or "").strip(), (name or "").strip().lower()) for name in reader.fieldnames or []]
    if not {"date", "type"} <= set(names):
        raise refused("第一行应有“日期”和“类型”两列，请补上")
    reader.fieldnames = names
    rows = [row for row in reader if (row.get("date") or "").strip()]
    if not rows:
        raise refused("文件里没有日期，请核对")
    sorts = {_date(row["date"]): _off(row) for row in rows}
    if len(sorts) != len(rows):
        twice = next(day for day, times in Counter(_date(row["date"]) for row in rows).items() if times > 1)
        raise refused(f"{day_zh(twice, this_year=0)}写了两次，请核对是放假还是上班")
    published_on = _only(rows, "published_on")
    return Draft(
        year=_year(_only(rows, "year") or Counter(day.year for day in sorts).most_common(1)[0][0]),
        off=tuple(day for day, off in sorts.items() if off),
        worked=tuple(day for day, off in sorts.items() if not off),
        number=_only(rows, "number"),
        published_on=_date(published_on) if published_on else None,
        reasons={_date(row["date"]): row["reason"].strip()[:40] for row in rows if row.get("reason")},
    )


def _off(row: Mapping[str, str]) -> bool:
    word = (row.get("type") or "").strip().lower()
    if word not in TYPES:
        raise refused(f"看不懂类型“{word}”（{row['date']}），请写“放假”或“上班”")
    return TYPES[word]


def _only(rows: Iterable[Mapping[str, str]], column: str) -> str:
    """The one value a column has where it has any."""
    values = {(row.get(column) or "").strip() for row in rows} - {""}
    if len(values) > 1:
        raise refused(f"“{column}”一列有不同的值，请核对")
    return values.pop() if values else ""
