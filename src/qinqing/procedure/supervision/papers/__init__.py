"""The papers of supervision."""

from pathlib import Path

from qinqing.procedure.supervision.papers.inspection import inspection, inspection_for
from qinqing.services.documents.queries import PaperKind

HERE = Path(__file__).parent
PAPERS = (PaperKind(HERE / "inspection.toml", inspection_for),)

__all__ = ["PAPERS", "inspection"]
