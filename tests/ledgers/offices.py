"""Ledgers made by the tests: invented entries, and the ways offices save them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEAD = (
    "序号", "收到日期", "企业名称", "统一社会信用代码", "联系人", "联系电话", "来源渠道", "诉求类别", "诉求内容", "牵头部门", "配合部门",
    "办理情况", "办结日期", "办理结果", "满意度",
)  # fmt: skip
POWER = {
    "序号": 1, "收到日期": "2026年3月5日", "企业名称": "云岭县青禾粮油有限公司", "联系人": "覃晓岚", "联系电话": "13700007788",
    "来源渠道": "电话", "诉求类别": "用电", "诉求内容": "烘干线扩建后变压器容量不够，收粮季前要增容到 800 千伏安。",
    "牵头部门": "县供电公司", "配合部门": "城西工业园管委会", "办理情况": "已换装 800 千伏安变压器并送电。",
    "办结日期": "2026.4.2", "办理结果": "已解决", "满意度": "非常满意",
}  # fmt: skip
ARREARS = {
    "序号": 2, "收到日期": "2026-05-11", "企业名称": "云岭县竹溪园林工程有限公司", "联系人": "罗勉", "诉求类别": "拖欠账款",
    "诉求内容": "河堤绿化 2024 年 9 月已验收，合同价壹佰贰拾叁万肆仟元整，尚欠 ¥618,000.50，其中无争议部分约 60 万元。",
    "牵头部门": "财政局", "办理情况": "正在核对工程量。",
}  # fmt: skip
ROAD = {"序号": 3, "收到日期": "2026/6/1", "诉求内容": "大车进不了厂。\n门口限高杆能不能往东挪二十米？"}
ENTRIES = (POWER, ARREARS, ROAD)


def table(entries: Iterable[dict[str, Any]], head: Sequence[str] = HEAD) -> list[list[Any]]:
    """The headings and one line for each entry."""
    return [list(head), *([entry.get(name) for name in head] for entry in entries)]


def xlsx(path: Path, lines: Iterable[Sequence[Any]], merged: Iterable[str] = ()) -> Path:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    for line in lines:
        sheet.append(list(line))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def text(path: Path, lines: Iterable[Sequence[Any]], encoding: str, delimiter: str = ",") -> Path:
    """A text file as a spreadsheet program writes it."""
    told = io.StringIO()
    writer = csv.writer(told, delimiter=delimiter)
    writer.writerows([["" if cell is None else cell for cell in line] for line in lines])
    path.write_bytes(told.getvalue().encode(encoding))
    return path
