"""遮盖: the pages of a piece of material as they are to be covered, and the copy that stands before it."""

import json
import subprocess

from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.documents import children
from qinqing.services.documents.models import Attachment
from qinqing.services.documents.queries.attachments import path_of
from qinqing.services.documents.queries.scans import PATIENCE
from qinqing.services.documents.rules.coverings import COVERABLE, refuse_pages
from qinqing.services.documents.rules.kinds import Kind

COVERER = "qinqing.services.documents.coverer"
BROKEN = "这份 PDF 画不出来，可能已损坏；请打印后扫描成图片，作为补充材料上传，再遮盖那一份"


def can_cover(one: Attachment) -> bool:
    """Whether it is an original of a kind that can be covered."""
    return one.kind in COVERABLE and one.covers_id is None


def copy_of(original: Attachment) -> Attachment | None:
    """The copy that stands before an original now."""
    return Attachment.objects.filter(covers=original, lifted_at=None).first()


def pages_to_cover(one: Attachment) -> int:
    """How many pages it has; a picture one. Raises Refused for what cannot be drawn or is too long."""
    if one.kind != Kind.PDF:
        return 1
    try:
        done = children.ask(COVERER, "sizes", str(path_of(one)), patience=PATIENCE)
        pages = len(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        raise Refused(BROKEN) from None
    if not pages:
        raise Refused(BROKEN)
    refuse_pages(pages)
    return pages


def page_to_cover(one: Attachment, page: int) -> bytes:
    """One page of a PDF as a JPEG, drawn by a child process with limits. Raises NotFound where there is none."""
    if one.kind != Kind.PDF:
        raise NotFound("page")
    try:
        done = children.ask(COVERER, "look", str(path_of(one)), str(page), patience=PATIENCE)
    except subprocess.TimeoutExpired:
        raise NotFound("page") from None
    if done.returncode or not done.stdout:
        raise NotFound("page")
    return done.stdout
