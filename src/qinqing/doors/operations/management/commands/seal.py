"""``qinqing seal``: seals the days that are over, and writes the copy that is kept outside."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from qinqing.services.journal import actions, queries


class Command(BaseCommand):
    """Safe to run as often as one likes: without new entries there is no new seal."""

    help = "封存办理记录：对已过去各天的全部新记录计算摘要，与上一个封存相接"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--now", action="store_true", help="连同今天的记录一并封存")
        parser.add_argument(
            "--out", metavar="FILE", help="把全部封存写入文件，供存放在本系统之外，日后用 verify --anchor 比对"
        )
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        made = (actions.seal_now if options["now"] else actions.seal)(at=timezone.now())
        written = self._write(Path(options["out"])) if options["out"] else 0
        if written:
            actions.note_kept(queries.Kept.SEALS, at=timezone.now())
        latest = queries.latest_seal()
        answer = {
            "sealed": [{"number": one.number, "day": str(one.day), "events": one.count} for one in made],
            "written": written,
            "digest": latest.digest if latest else "",
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else self._sentence(answer))

    def _write(self, out: Path) -> int:
        """Whole or not at all: a copy cut short by a full disk must not replace a good one."""
        unfinished = out.with_name(out.name + ".part")
        try:
            with unfinished.open("w", encoding="utf-8") as file:
                count = queries.export_seals(file)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(out)
        except OSError as error:
            raise CommandError(f"写不了 {out}：{error.strerror}，请换一个位置") from error
        return count

    def _sentence(self, answer: dict[str, Any]) -> str:
        lines = [f"封存第 {one['number']} 号：{one['day']}，{one['events']} 条记录" for one in answer["sealed"]]
        lines = lines or ["没有新的记录需要封存"]
        if answer["digest"]:
            lines.append(f"最新摘要 {answer['digest']}")
        if answer["written"]:
            lines.append(f"已写出 {answer['written']} 个封存，请存放到本系统之外")
        return "\n".join(lines)
