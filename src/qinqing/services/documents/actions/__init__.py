"""Filing attachments, writing papers, keeping their templates, giving out official numbers and ledgers."""

from qinqing.services.documents.actions.attaching import attach
from qinqing.services.documents.actions.covering import Painted, cover, painted, uncover
from qinqing.services.documents.actions.exporting import Exported, export_ledger
from qinqing.services.documents.actions.filing import file_paper, file_papers
from qinqing.services.documents.actions.imports import confirm_import, give_up_import, hand_in, work_off, work_on
from qinqing.services.documents.actions.issuing import issue_paper, issue_papers, issue_with_step, named
from qinqing.services.documents.actions.numbering import next_number, paper_number
from qinqing.services.documents.actions.previewing import ask_for_preview, forget_previews, make_next_preview
from qinqing.services.documents.actions.scanning import ask_for_words, forget_scans, read_next_scan
from qinqing.services.documents.actions.taking_over import take_over
from qinqing.services.documents.actions.templating import (
    confirm_template,
    decline_template,
    propose_template,
    upload_template,
)
from qinqing.services.documents.actions.uploading import (
    add_piece,
    begin_upload,
    drop_upload,
    empty_shelves,
    join_shelves,
    keep_upload,
    settle,
    sweep_uploads,
)
from qinqing.services.documents.actions.writing import write_paper

__all__ = [
    "Exported",
    "Painted",
    "add_piece",
    "ask_for_preview",
    "ask_for_words",
    "attach",
    "begin_upload",
    "confirm_import",
    "confirm_template",
    "cover",
    "decline_template",
    "drop_upload",
    "empty_shelves",
    "export_ledger",
    "file_paper",
    "file_papers",
    "forget_previews",
    "forget_scans",
    "give_up_import",
    "hand_in",
    "issue_paper",
    "issue_papers",
    "issue_with_step",
    "join_shelves",
    "keep_upload",
    "make_next_preview",
    "named",
    "next_number",
    "painted",
    "paper_number",
    "propose_template",
    "read_next_scan",
    "settle",
    "sweep_uploads",
    "take_over",
    "uncover",
    "upload_template",
    "work_off",
    "work_on",
    "write_paper",
]
