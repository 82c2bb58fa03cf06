"""``qinqing diagrams``: draws docs/moves from the tables of moves, and the floors of docs/architecture.md from the imports.

``--check`` only compares. For developers."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qinqing.doors.operations import drawing, floorplan

FOLDER = Path("docs/moves")
ARCHITECTURE = Path("docs/architecture.md")


class Command(BaseCommand):
    """Run in the repository."""

    help = "由流转表重新生成状态图（docs/moves），由代码的引用关系重画楼层图（docs/architecture.md），或只检查是否一致"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只检查，不写文件；不一致时以 1 结束")
        parser.add_argument("--folder", type=Path, default=FOLDER, help=f"状态图的文件夹，默认 {FOLDER}")
        parser.add_argument(
            "--architecture", type=Path, default=ARCHITECTURE, help=f"楼层图所在的页面，默认 {ARCHITECTURE}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes what differs, removes what no table stands for any more."""
        folder, architecture = options["folder"], options["architecture"]
        try:
            text = architecture.read_text(encoding="utf-8")
        except OSError as error:
            raise CommandError(f"读不了 {architecture}（{error.strerror}），请在代码仓库里运行") from error
        wanted = {folder / name: page for name, page in drawing.pages().items()}
        wanted[architecture] = floorplan.redrawn(text)
        kept = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))} | {architecture: text}
        stale = sorted(path for path in wanted.keys() | kept.keys() if wanted.get(path) != kept.get(path))
        if options["check"]:
            if stale:
                raise CommandError(f"与代码不一致：{'、'.join(map(str, stale))}，请运行 make diagrams")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path in stale:
            path.write_text(wanted[path], encoding="utf-8") if path in wanted else path.unlink()
            self.stdout.write(f"{path}")
