"""The papers about decided items."""

from pathlib import Path

from qinqing.procedure.decisions.papers.assignment import assignment_for, assignments
from qinqing.procedure.decisions.papers.report import decided_where, report, report_for
from qinqing.services.documents.queries import PaperKind

HERE = Path(__file__).parent
PAPERS = (PaperKind(HERE / "assignment.toml", assignment_for), PaperKind(HERE / "report.toml", report_for))

__all__ = ["PAPERS", "assignments", "decided_where", "report"]
