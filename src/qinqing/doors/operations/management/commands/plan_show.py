"""``qinqing plan show``: the edition in force as data."""

import argparse
import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from qinqing.doors.operations.editions import edition_data
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan import queries
from qinqing.procedure.plan.rules import SETTINGS


def day(text: str) -> date:
    """A day written 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"看不懂“{text}”，请写成 2026-11-23 的样子") from error


class Command(BaseCommand):
    """Shows the clauses and numbers in force."""

    help = "显示现行制度版本：条款和各项时限"

    def add_arguments(self, parser: CommandParser) -> None:
        """``--on`` looks at another day."""
        parser.add_argument("--on", type=day, default=None, metavar="日期", help="看哪一天施行的版本，默认今天")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the edition; exit code 1 when there is none."""
        try:
            edition = queries.in_force(options["on"] or day_of(timezone.now()))
        except NotFound as absent:
            raise CommandError("还没有任何制度版本，请先运行 migrate", returncode=1) from absent
        data = edition_data(edition)
        self.stdout.write(json.dumps(data, ensure_ascii=False) if options["json"] else _text(data))


def _text(data: dict[str, Any]) -> str:
    edition = data["edition"]
    lines = [f"{edition['title']}（第 {edition['number']} 版，{edition['in_force_from']} 起施行）", ""]
    lines += ["  ".join(filter(None, [one["ref"], one["title"], one["text"]])) for one in data["clauses"]]
    lines += ["", "各项时限："]
    for key, limit in data["limits"].items():
        lines.append(f"  {limit['clause']}  {limit['label']}：{SETTINGS[key].say(limit['value'])}")
    return "\n".join(lines)
