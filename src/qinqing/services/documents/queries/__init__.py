"""Attachments and papers of a subject, files to send, and whether the store still holds what the rows say."""

from qinqing.services.documents.models import Attachment, Paper, Template, Upload
from qinqing.services.documents.queries import imports as handed_in
from qinqing.services.documents.queries import papers, templates
from qinqing.services.documents.queries.attachments import (
    Opened,
    attachment,
    attachments,
    is_covered,
    open_attachment,
)
from qinqing.services.documents.queries.checking import Faults, Kept, check_files, kept
from qinqing.services.documents.queries.chunks import in_chunks
from qinqing.services.documents.queries.coverings import can_cover, copy_of, page_to_cover, pages_to_cover
from qinqing.services.documents.queries.imports import (
    REJECTED,
    blank_table,
    fetch_import,
    import_kind,
    import_kinds,
    imports,
    read_preview,
    read_report,
    register_import_kinds,
    rejected_rows,
)
from qinqing.services.documents.queries.kinds import PaperKind, kind_of, kinds, register_kinds
from qinqing.services.documents.queries.papers import (
    Told,
    draft_file,
    drawn,
    lacked_zh,
    lacks,
    paper,
    paper_file,
    paper_named,
    papers_of,
    unfiled,
)
from qinqing.services.documents.queries.posters import poster
from qinqing.services.documents.queries.previews import (
    can_preview,
    converts,
    hindrance,
    is_shown_by_preview,
    may_ask,
    preview_of,
    preview_page,
    previews_wait,
    why_no_preview,
)
from qinqing.services.documents.queries.readable import (
    PapersPage,
    PapersWanted,
    Readable,
    papers_page,
    readable_paper,
)
from qinqing.services.documents.queries.scans import can_recognise, pages_of, scans
from qinqing.services.documents.queries.templates import (
    fonts,
    proposals,
    sample_file,
    standings,
    template_file,
    templates_to_confirm,
    versions,
    waiting_proposal,
)
from qinqing.services.documents.queries.uploads import open_upload, upload, uploads, waiting_bytes

REPLAYS = {
    "paper": (papers.stored, papers.subjects),
    "template": (templates.stored, templates.subjects),
    "import": (handed_in.stored, handed_in.subjects),
}

__all__ = [
    "REJECTED",
    "REPLAYS",
    "Attachment",
    "Faults",
    "Kept",
    "Opened",
    "Paper",
    "PaperKind",
    "PapersPage",
    "PapersWanted",
    "Readable",
    "Template",
    "Told",
    "Upload",
    "attachment",
    "attachments",
    "blank_table",
    "can_cover",
    "can_preview",
    "can_recognise",
    "check_files",
    "converts",
    "copy_of",
    "draft_file",
    "drawn",
    "fetch_import",
    "fonts",
    "hindrance",
    "import_kind",
    "import_kinds",
    "imports",
    "in_chunks",
    "is_covered",
    "is_shown_by_preview",
    "kept",
    "kind_of",
    "kinds",
    "lacked_zh",
    "lacks",
    "may_ask",
    "open_attachment",
    "open_upload",
    "page_to_cover",
    "pages_of",
    "pages_to_cover",
    "paper",
    "paper_file",
    "paper_named",
    "papers_of",
    "papers_page",
    "poster",
    "preview_of",
    "preview_page",
    "previews_wait",
    "proposals",
    "read_preview",
    "read_report",
    "readable_paper",
    "register_import_kinds",
    "register_kinds",
    "rejected_rows",
    "sample_file",
    "scans",
    "standings",
    "template_file",
    "templates_to_confirm",
    "unfiled",
    "upload",
    "uploads",
    "versions",
    "waiting_bytes",
    "waiting_proposal",
    "why_no_preview",
]
