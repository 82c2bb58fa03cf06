"""``qinqing restore DIR``: a backup into an empty database and data folder."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from qinqing.doors.operations.backups.restoring import restore
from qinqing.doors.operations.command import Answer, OperatorCommand, progress


class Command(OperatorCommand):
    """Checks the whole backup before it writes anything."""

    help = "恢复：先核对整份备份，再写入空的数据库和数据文件夹；不是空的就不动"

    def add_words(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="qinqing backup 写下的文件夹")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Refuses a damaged backup and a house that is not empty."""
        done = restore(
            options["folder"].absolute(),
            passphrase=settings.QINQING_BACKUP_PASSPHRASE,
            show=lambda things, what: progress(things, what=what),
        )
        made = done.manifest
        lines = [f"已恢复 {len(made.tables)} 张表、{made.files} 个文件，备份于 {made.made_at}", f"摘要 {made.digest}"]
        if done.other_secret:
            lines.append("QINQING_SECRET_KEY 与备份里的密钥不同，请设回原来的，否则回执上的查询码全部失效")
        lines.append("请运行 qinqing verify 核验办理记录，再开放网页")
        return Answer(made.data, "\n".join(lines))
