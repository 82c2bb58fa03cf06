"""``qinqing appeals import FILE [--dry-run]``: an old ledger 台账, entered once however often it is read."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from qinqing.doors.operations.importing import ImportCommand
from qinqing.procedure.appeals.actions import import_appeals
from qinqing.services.documents.rules.tables import Report


class Command(ImportCommand):
    """The old ledger of appeals."""

    help = "导入旧的企业诉求台账（.xlsx .xls .et .ods，或 UTF-8、GB18030、UTF-16 的 .csv .txt），重复导入不会重复登记"
    file_help = "台账文件，表头须有“诉求内容”一列，列序不限"

    def take(self, path: Path, *, at: datetime, dry_run: bool) -> Iterator[Report]:
        """One entry of the ledger is one appeal."""
        return import_appeals(path, at=at, dry_run=dry_run)
