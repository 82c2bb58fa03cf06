"""``qinqing backup DIR``: the whole state in a folder."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from qinqing.doors.operations.backups.manifests import Manifest
from qinqing.doors.operations.backups.saving import SECRET, backup
from qinqing.doors.operations.command import Answer, OperatorCommand, progress
from qinqing.services.journal.actions import note_kept
from qinqing.services.journal.queries import Kept


class Command(OperatorCommand):
    """Others go on working meanwhile."""

    help = "备份：某一时刻的全部数据表和全部文件，写入一个新文件夹；SQLite 和 PostgreSQL 之间可以互相恢复"

    def add_words(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="还没有的文件夹；已有备份不会被覆盖")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Refuses to overwrite; says "no" when stored files were missing, though what is left was kept."""
        made = backup(
            options["folder"].absolute(),
            passphrase=settings.QINQING_BACKUP_PASSPHRASE,
            at=at,
            show=lambda things, what: progress(things, what=what),
        )
        note_kept(Kept.BACKUP, at=at)
        return Answer(made.data, "\n".join(_sentences(made)), _fault(made.faults))


def _sentences(made: Manifest) -> Iterator[str]:
    state = "已加密" if made.encrypted else "未加密，请存放在加密的磁盘上"
    yield f"已备份 {len(made.tables)} 张表、{made.files} 个文件，{made.size / 1_000_000:.1f} MB，{state}"
    if SECRET not in made.others:
        yield "密钥由 QINQING_SECRET_KEY 给出，不在备份里，请另行保管"
    yield f"摘要 {made.digest}"


def _fault(lost: list[str]) -> str:
    if not lost:
        return ""
    return f"有 {len(lost)} 个文件缺失或被改动，没有备份（{'、'.join(lost[:5])}），请运行 qinqing check-files"
