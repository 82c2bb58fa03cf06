"""``qinqing paper KIND REFERENCE --out FILE``: one paper, as it is filed or as it would be written now."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.kernel.errors import NotFound
from qinqing.services.documents import queries


def target(text: str) -> Path:
    """A file whose ending says which form is wanted."""
    path = Path(text)
    if path.suffix.lower() not in (".docx", ".pdf"):
        raise argparse.ArgumentTypeError(f"“{text}”的结尾须是 .docx 或 .pdf")
    return path


class Command(OperatorCommand):
    """Writes one paper into a file."""

    help = "输出一份公文（Word 或 PDF）：已生成的按存档，没有生成过的按现在的记录起草"

    def add_words(self, parser: CommandParser) -> None:
        """KIND, REFERENCE and --out as in the contract."""
        kinds = {one.kind: one.name for one in queries.kinds()}
        told = "、".join(f"{kind}（{name}）" for kind, name in kinds.items())
        parser.add_argument("kind", metavar="KIND", choices=list(kinds), help=f"哪一种：{told}")
        parser.add_argument("reference", metavar="REFERENCE", help="文号、编号，或 latest（最近一份）")
        parser.add_argument("--out", metavar="FILE", type=target, required=True, help="输出到 .docx 或 .pdf 文件")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """The file written; exit code 1 when there is nothing of that reference."""
        kind, reference, out = options["kind"], options["reference"], options["out"]
        content = _content(kind, reference, out.suffix.lower().removeprefix("."), at)
        try:
            out.write_bytes(content)
        except OSError as error:
            raise CommandError(f"写不了 {out}（{error.strerror}），请换一个位置") from error
        name = queries.kind_of(kind).name
        data = {"kind": kind, "reference": reference, "bytes": len(content)}
        return Answer(data, f"已输出{name}：{out}（{len(content)} 字节）")


def _content(kind: str, reference: str, form: str, at: datetime) -> bytes:
    try:
        written = queries.paper_named(kind, reference)
        if written is not None:
            return queries.paper_file(written, form)[0]
        return queries.draft_file(kind, reference, form, at=at)
    except NotFound as missing:
        raise CommandError(f"没有找到“{reference}”的{queries.kind_of(kind).name}，请核对文号或编号") from missing
