"""What the commands that take tables over have in common: FILE, ``--dry-run``, and the report in both forms."""

import sys
from abc import abstractmethod
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from qinqing.doors.operations.command import Answer, OperatorCommand, progress_by
from qinqing.services.documents.rules.tables import Match, Report, Taken, count_lines

SHOWN = 200


class ImportCommand(OperatorCommand):
    """Exit 0 when every row is taken over, 1 when some could not be or the file is no such table."""

    file_help: str

    def add_words(self, parser: ArgumentParser) -> None:
        """FILE and --dry-run as in the contract."""
        parser.add_argument("file", metavar="FILE", type=Path, help=self.file_help)
        parser.add_argument("--dry-run", action="store_true", help="只预演并报告，不做任何改动")

    @abstractmethod
    def take(self, path: Path, *, at: datetime, dry_run: bool) -> Iterator[Report]:
        """Takes the file over; the report after each part of it."""

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Imports, and reports."""
        path = options["file"]
        reports = self.take(path, at=at, dry_run=options["dry_run"])
        seen = progress_by(reports, lambda report: report.lines, what="已读行数", total=partial(count_lines, path))
        report = deque(seen, maxlen=1).pop()
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
    end = ["预演：没有做任何改动"] if dry_run else []
    return "\n".join([head, *_section("未导入的行", [f"  {one}" for one in report.rejected]), *_remarks(report), *end])


def _remarks(report: Report) -> list[str]:
    """What somebody should look at: departments, doubts, lines left out."""
    matched = [f"  {match.written} → {match.organ}" for match in report.matches if match.organ and not match.doubt]
    doubtful = [
        f"  {match.written} → {match.organ}（{match.doubt}）：{places}"
        for match, places in report.matches.items()
        if match.doubt
    ]
    unmatched = [f"  {_unmatched(match)}：{places}" for match, places in report.matches.items() if not match.organ]
    doubts = [f"  {fault}：{places}" for fault, places in report.remarks.items()]
    return [
        *_section("没有对上登记册的部门（原文记在说明里，请转办时选定）", unmatched),
        *_section("没有把握、暂按这样登记的部门（请核对，不对的在转办时改选）", doubtful),
        *_section("对上的部门", matched),
        *_section("请核对", doubts),
        *_section("略过", [f"  {why}" for why in report.asides]),
    ]


def _unmatched(match: Match) -> str:
    return f"{match.written}（可能是{'、'.join(match.guesses)}）" if match.guesses else match.written


def _section(title: str, lines: list[str]) -> list[str]:
    """A titled list; a very long one says how many more there are."""
    more = [f"  …… 另有 {len(lines) - SHOWN} 条"] if len(lines) > SHOWN else []
    return [f"{title}：", *lines[:SHOWN], *more] if lines else []
