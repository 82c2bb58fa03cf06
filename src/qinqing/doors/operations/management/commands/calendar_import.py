"""``qinqing calendar import FILE [--preview]``: a State Council notice, and the clocks it moves."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import day_zh
from qinqing.services.calendar import actions, rules

SHOWN = 20


class Command(BaseCommand):
    """Enters a notice from a file, or shows what entering it would change."""

    help = "录入放假通知（.json .toml .csv 或通知原文 .txt），并重算计时中的时限"

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE and --preview as in the contract."""
        parser.add_argument("file", metavar="FILE", type=Path, help="通知文件")
        parser.add_argument("--preview", action="store_true", help="只看会移动什么，不做任何改动")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads the file and enters it as the system administrator at the machine."""
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件 {options['file']}：{error.strerror}", returncode=1) from error
        by = Actor(Role.SYSTEM_ADMIN, name="命令行")
        try:
            draft = rules.parse_notice(content, options["file"].name)
            moved = actions.enter_draft(draft, by=by, at=timezone.now(), preview=options["preview"])
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        told = json.dumps(_data(moved), ensure_ascii=False) if options["json"] else _text(moved, options["preview"])
        self.stdout.write(told)


def _data(moved: actions.Moved) -> dict[str, object]:
    return {
        "year": moved.year,
        "holidays": [day.isoformat() for day in moved.holidays],
        "worked": [day.isoformat() for day in moved.worked],
        "moved": [
            {
                "subject": clock.subject,
                "key": clock.key,
                "kind": clock.kind,
                "old": clock.old_on.isoformat(),
                "new": clock.new_on.isoformat(),
            }
            for clock in moved.moved
        ],
        "overdue_after": moved.overdue_after,
    }


def _text(moved: actions.Moved, preview: bool) -> str:
    days = [
        f"{moved.year}年：放假 {len(moved.holidays)} 天，调休上班 {len(moved.worked)} 天（第 {moved.version} 版）",
        f"{'将移动' if preview else '已移动'} {len(moved.moved)} 个时钟，{moved.confirmed} 个到期日不变、只改暂定标记",
        f"超期时钟：此前 {moved.overdue_before} 个，此后 {moved.overdue_after} 个",
    ]
    clocks = [
        f"  {clock.subject} {clock.key}：{day_zh(clock.old_on, this_year=0)} → {day_zh(clock.new_on, this_year=0)}"
        for clock in moved.moved[:SHOWN]
    ]
    more = [f"  …… 另有 {len(moved.moved) - SHOWN} 个"] if len(moved.moved) > SHOWN else []
    return "\n".join([*days, *clocks, *more, *(["预览：没有做任何改动"] if preview else [])])
