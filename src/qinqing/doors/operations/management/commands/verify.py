"""``qinqing verify``: proves the record."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from qinqing.kernel.errors import Refused
from qinqing.services.journal import queries
from qinqing.services.journal.queries import Report


class Command(BaseCommand):
    """Exit 0 when nothing was found, 1 when something was."""

    help = "核验办理记录：逐条指纹、逐件链条、每日封存、外部存证，并按记录重放、与台账比对"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", metavar="SEAL", help="只核验这个封存之后的记录：编号、日期或摘要开头 8 位以上")
        parser.add_argument("--anchor", metavar="FILE", help="与外部保存的封存文件（seal --out 导出）比对")
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = self._verify(options["since"], options["anchor"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._print_json(report) if options["json"] else self._print(report)
        if not report.ok:
            raise CommandError(f"核验未通过：发现 {len(report.faults)} 处问题，请保全数据库并报告审计管理员")

    def _verify(self, since: str | None, anchor: str | None) -> Report:
        shown = sys.stderr.isatty()
        total = queries.entry_count(since=since) if shown else 0
        with tqdm(total=total, unit="条", desc="核验", disable=not shown, leave=False) as bar:
            return queries.verify(since=since, anchor=anchor, progress=bar.update)

    def _print_json(self, report: Report) -> None:
        answer = {"ok": report.ok, **asdict(report)}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _print(self, report: Report) -> None:
        self.stdout.write(f"核验了 {report.events} 条记录、{report.subjects} 件事项、{report.seals} 个封存")
        for fault in report.faults:
            place = f"第 {fault.sequence} 条" if fault.sequence else "整件"
            self.stdout.write(f"  {fault.subject} {place}：{fault.what}")
        if report.ok:
            self.stdout.write("全部相符")
