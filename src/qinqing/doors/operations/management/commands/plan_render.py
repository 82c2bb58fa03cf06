"""``qinqing plan render``: the edition in force as the official document."""

from datetime import datetime
from typing import Any

from django.core.management.base import CommandError, CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.doors.operations.editions import edition_data
from qinqing.doors.operations.management.commands.paper import target
from qinqing.kernel.errors import NotFound
from qinqing.kernel.workdays import day_of
from qinqing.procedure.plan import queries as plan
from qinqing.services.documents import queries


class Command(OperatorCommand):
    """Writes the Plan into a file."""

    help = "把现行制度版本输出为公文（Word 或 PDF），各项时限已填好"

    def add_words(self, parser: CommandParser) -> None:
        """``--out`` as in the contract."""
        parser.add_argument("--out", metavar="FILE", type=target, required=True, help="输出到 .docx 或 .pdf 文件")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """The file written; exit code 1 when there is no edition."""
        out = options["out"]
        try:
            edition = plan.in_force(day_of(at))
        except NotFound as absent:
            raise CommandError("还没有任何制度版本，请先运行 migrate") from absent
        form = out.suffix.lower().removeprefix(".")
        content = queries.draft_file("plan", str(edition.number), form, at=at)
        try:
            out.write_bytes(content)
        except OSError as error:
            raise CommandError(f"写不了 {out}（{error.strerror}），请换一个位置") from error
        return Answer(edition_data(edition), f"已输出{edition.title}（第 {edition.number} 版）：{out}")
