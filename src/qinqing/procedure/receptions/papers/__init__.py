"""The papers about reception days."""

from pathlib import Path

from qinqing.procedure.receptions.papers.dossier import dossier, dossier_for
from qinqing.procedure.receptions.papers.minutes import (
    erratum,
    erratum_for,
    erratum_number,
    issued_minutes,
    minutes,
    minutes_for,
    readers_of,
)
from qinqing.procedure.receptions.papers.notice import notice_for, notice_to_departments, notice_to_enterprise
from qinqing.services.documents.queries import PaperKind

HERE = Path(__file__).parent
PAPERS = (
    PaperKind(HERE / "notice.toml", notice_for),
    PaperKind(HERE / "dossier.toml", dossier_for),
    PaperKind(HERE / "minutes.toml", minutes_for),
    PaperKind(HERE / "erratum.toml", erratum_for),
)

__all__ = [
    "PAPERS",
    "dossier",
    "erratum",
    "erratum_number",
    "issued_minutes",
    "minutes",
    "notice_to_departments",
    "notice_to_enterprise",
    "readers_of",
]
