"""``qinqing appeals import FILE [--dry-run]``: an old ledger 台账, entered once however often it is read."""

import sys
from argparse import ArgumentParser
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import Any

from qinqing.doors.operations.command import Answer, OperatorCommand, progress
from qinqing.doors.operations.ledgers.appeals import Fault, Match
from qinqing.doors.operations.ledgers.importing import BATCH, Report, import_appeals
from qinqing.procedure.appeals.actions import Taken

SHOWN = 200
FEW = 10


class Command(OperatorCommand):
    """Exit 0 when every row is in the register, 1 when some could not be taken over or the file is no ledger."""

    help = "导入旧的企业诉求台账（.xlsx .xls .et .ods，或 UTF-8、GB18030、UTF-16 的 .csv .txt），重复导入不会重复登记"

    def add_words(self, parser: ArgumentParser) -> None:
        """FILE and --dry-run as in the contract."""
        parser.add_argument("file", metavar="FILE", type=Path, help="台账文件，表头须有“诉求内容”一列，列序不限")
        parser.add_argument("--dry-run", action="store_true", help="只预演并报告，不做任何改动")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Imports, and reports."""
        batches = import_appeals(options["file"], at=at, dry_run=options["dry_run"])
        report = deque(progress(batches, what=f"每 {BATCH} 行"), maxlen=1).pop()
        if options["json"]:  # standard output is for the program that asked; what people should look at is beside it
            sys.stderr.write("".join(f"{line}\n" for line in _remarks(report)))
        fault = f"有 {len(report.rejected)} 行没有导入，请按上面的原因改正后重新导入整个文件" if report.rejected else ""
        return Answer(_data(report), _text(report, options["dry_run"]), fault)


def _data(report: Report) -> dict[str, object]:
    return {
        "rows": report.rows,
        "created": report.counts[Taken.CREATED],
        "updated": report.counts[Taken.UPDATED],
        "unchanged": report.counts[Taken.UNCHANGED] + report.counts[Taken.LEFT],
        "rejected": [
            {"row": one.row, "column": one.column, "value": one.value, "reason": one.reason} for one in report.rejected
        ],
    }


def _text(report: Report, dry_run: bool) -> str:
    told = _data(report)
    head = (
        f"{'预演：' if dry_run else ''}共 {report.rows} 行：新登记 {told['created']}，已更新 {told['updated']}，"
        f"没有变化 {told['unchanged']}，未导入 {len(report.rejected)}"
    )
    rejected = [
        f"  {f'{one.sheet} ' if one.sheet else ''}第 {one.row} 行 {_fault(Fault(one.column, one.value, one.reason))}"
        for one in report.rejected
    ]
    end = ["预演：没有做任何改动"] if dry_run else []
    return "\n".join([head, *_section("未导入的行", rejected), *_remarks(report), *end])


def _remarks(report: Report) -> list[str]:
    """What somebody should look at: departments, doubts, lines left out."""
    matched = [f"  {match.written} → {match.organ}" for match in report.matches if match.organ]
    unmatched = [f"  {_unmatched(match)}：{_places(at)}" for match, at in report.matches.items() if not match.organ]
    doubts: dict[str, list[str]] = {}
    for place, fault in report.remarks:
        doubts.setdefault(_fault(fault), []).append(place)
    return [
        *_section("没有对上登记簿的部门（原文记在说明里，请转办时选定）", unmatched),
        *_section("对上的部门", matched),
        *_section("请核对", [f"  {doubt}：{_places(places)}" for doubt, places in doubts.items()]),
        *_section("略过", [f"  {why}" for why in report.asides]),
    ]


def _unmatched(match: Match) -> str:
    return f"{match.written}（可能是{'、'.join(match.guesses)}）" if match.guesses else match.written


def _places(places: list[str]) -> str:
    """The first few places, and how many in all."""
    return "、".join(places[:FEW]) + (f"等 {len(places)} 行" if len(places) > FEW else "")


def _section(title: str, lines: list[str]) -> list[str]:
    """A titled list; a very long one says how many more there are."""
    more = [f"  …… 另有 {len(lines) - SHOWN} 条"] if len(lines) > SHOWN else []
    return [f"{title}：", *lines[:SHOWN], *more] if lines else []


def _fault(fault: Fault) -> str:
    value = f"“{fault.value if len(fault.value) <= 60 else fault.value[:59] + '…'}”" if fault.value else ""
    return f"{fault.column}{value}{'：' if fault.column or value else ''}{fault.reason}"
