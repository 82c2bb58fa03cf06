"""The papers about reception days."""

from pathlib import Path

from qinqing.procedure.receptions.papers.notice import notice_for, notice_to_departments, notice_to_enterprise
from qinqing.services.documents.queries import PaperKind

HERE = Path(__file__).parent
PAPERS = (PaperKind(HERE / "notice.toml", notice_for),)

__all__ = ["PAPERS", "notice_to_departments", "notice_to_enterprise"]
