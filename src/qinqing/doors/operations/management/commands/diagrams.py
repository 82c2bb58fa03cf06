"""``qinqing diagrams``: writes docs/moves from the tables of moves; ``--check`` only compares. For developers."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from qinqing.doors.operations import drawing

FOLDER = Path("docs/moves")


class Command(BaseCommand):
    """Run in the repository."""

    help = "由流转表重新生成状态图（docs/moves），或检查是否与流转表一致"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只检查，不写文件；不一致时以 1 结束")
        parser.add_argument("--folder", type=Path, default=FOLDER, help=f"文件夹，默认 {FOLDER}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes what differs, removes what no table stands for any more."""
        folder: Path = options["folder"]
        pages = drawing.pages()
        kept = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
        stale = sorted(name for name in pages.keys() | kept.keys() if pages.get(name) != kept.get(name))
        if options["check"]:
            if stale:
                raise CommandError(f"与流转表不一致：{'、'.join(stale)}，请运行 make diagrams")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            path = folder / name
            path.write_text(pages[name], encoding="utf-8") if name in pages else path.unlink()
            self.stdout.write(f"{path}")
