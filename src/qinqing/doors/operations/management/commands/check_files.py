"""``qinqing check-files``: whether the store still holds what the rows say."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.services.documents import queries
from qinqing.services.documents.queries import Faults

TABLES = 3  # attachments, papers, templates
FAULTS = {
    "missing": "文件缺失",
    "changed": "文件内容被改动",
    "strays": "文件没有对应的登记",
    "links": "文件是指向别处的链接",
    "stale": "中断的上传留下的临时文件",
}


class Command(OperatorCommand):
    """Reads every file; repairs nothing."""

    help = "逐个核对存放的文件与登记是否一致：缺失、改动、多余、链接、残留都会列出，不作任何修复"

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Says "no" when anything was found."""
        found = queries.check_files(at)
        faults = [{"what": what, "name": name} for what in FAULTS for name in getattr(found, what)]
        text = "\n".join([f"核对了 {found.checked} 个文件", *_lines(found)] if faults else [_fine(found)])
        return Answer(
            {"tables": TABLES, "files": found.checked, "bytes": found.size, "digest": found.digest, "faults": faults},
            text,
            f"文件与登记不一致：发现 {len(faults)} 处，请保全现场并从备份核对" if faults else "",
        )


def _lines(found: Faults) -> Iterator[str]:
    for what, words in FAULTS.items():
        yield from (f"  {name}：{words}" for name in getattr(found, what))


def _fine(found: Faults) -> str:
    return f"核对了 {found.checked} 个文件，共 {found.size} 字节，全部相符"
