"""The papers about an appeal: facts of the record put into words once, at the step that files them."""

from pathlib import Path

from qinqing.procedure.appeals.papers.current import (
    batch_for,
    batch_subject,
    consultation_for,
    registration_for,
    request_for,
    transfer_for,
)
from qinqing.procedure.appeals.papers.departments import registration, transfer
from qinqing.procedure.appeals.papers.upward import batch, consultation, request
from qinqing.procedure.appeals.papers.wording import (
    UNTOLD,
    bureau_full,
    for_departments,
    office_full,
    organ_full,
    organs_full,
    particulars,
    quotable,
)
from qinqing.services.documents.queries import PaperKind

HERE = Path(__file__).parent
PAPERS = (
    PaperKind(HERE / "registration.toml", registration_for),
    PaperKind(HERE / "transfer.toml", transfer_for),
    PaperKind(HERE / "batch.toml", batch_for),
    PaperKind(HERE / "consultation.toml", consultation_for),
    PaperKind(HERE / "request.toml", request_for),
)

__all__ = [
    "PAPERS",
    "UNTOLD",
    "batch",
    "batch_subject",
    "bureau_full",
    "consultation",
    "for_departments",
    "office_full",
    "organ_full",
    "organs_full",
    "particulars",
    "quotable",
    "registration",
    "request",
    "transfer",
]
