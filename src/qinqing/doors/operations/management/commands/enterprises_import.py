"""``qinqing enterprises import FILE [--dry-run]``: the register of enterprises from a table, as often as it is read."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from qinqing.doors.operations.importing import ImportCommand
from qinqing.procedure.register.actions import import_enterprises
from qinqing.services.documents.rules.tables import Report


class Command(ImportCommand):
    """The register of enterprises."""

    help = "导入企业登记册（.xlsx .xls .et .ods，或 UTF-8、GB18030、UTF-16 的 .csv .txt），重复导入不会重复登记"
    file_help = "企业名册，表头须有“企业名称”一列，列序不限"

    def take(self, path: Path, *, at: datetime, dry_run: bool) -> Iterator[Report]:
        """One row is one enterprise."""
        return import_enterprises(path, at=at, dry_run=dry_run)
