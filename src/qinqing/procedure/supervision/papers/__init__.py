"""The papers of supervision."""

from pathlib import Path

from qinqing.procedure.supervision.papers.followup import follow_up_for, follow_up_sheet
from qinqing.procedure.supervision.papers.inspection import inspection, inspection_for
from qinqing.procedure.supervision.papers.urging import urging_for, urging_notice
from qinqing.services.documents.queries import PaperKind

HERE = Path(__file__).parent
PAPERS = (
    PaperKind(HERE / "urging.toml", urging_for),
    PaperKind(HERE / "inspection.toml", inspection_for),
    PaperKind(HERE / "followup.toml", follow_up_for),
)

__all__ = ["PAPERS", "follow_up_sheet", "inspection", "urging_notice"]
