"""遮盖: a copy with black boxes stands before an original, which stays whole; lifting it takes the copy away again."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime

from django.core.files import File

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.ids import public_code
from qinqing.services.documents import children, store
from qinqing.services.documents.actions.attaching import attach
from qinqing.services.documents.actions.uploading import empty_shelves, keep_upload
from qinqing.services.documents.models import Attachment, Upload
from qinqing.services.documents.queries.attachments import path_of
from qinqing.services.documents.queries.coverings import COVERER, can_cover, pages_to_cover
from qinqing.services.documents.rules.coverings import Box, covered_name, refuse_boxes
from qinqing.services.documents.rules.uploads import PAINTED

PATIENCE = 120  # seconds
NO_KIND = "只有图片和 PDF 能遮盖；Word 等文件请另存为 PDF，作为补充材料上传，再遮盖那一份"
FAILED = "这份材料遮盖不了，可能太大或已损坏；请缩小或拆成几份，作为补充材料上传，再遮盖那一份"


@dataclass(frozen=True, slots=True)
class Painted:
    """A covered copy that waits to be filed before its original."""

    original: Attachment
    boxes: tuple[Box, ...]
    upload: Upload


@contextmanager
def painted(original: Attachment, boxes: Sequence[Box], *, at: datetime) -> Iterator[Painted]:
    """Paints the copy and judges it like whatever comes from outside; what is not filed is gone afterwards.

    Takes seconds, so it is done ahead of the transaction that files it. Raises Refused for a kind that cannot be covered,
    for boxes that are not on the pages, and for what is too large.
    """
    if not can_cover(original):
        raise Refused(NO_KIND)
    refuse_boxes(boxes, pages_to_cover(original))
    shelf = PAINTED + public_code(12)
    with store.aside() as target:
        _paint(original, boxes, target.name)
        _refuse_large(store.measure(target).size)
        upload = keep_upload(shelf, file=File(target), name=covered_name(original.name), at=at)
    try:
        yield Painted(original, tuple(boxes), upload)
    finally:
        empty_shelves([shelf])


def cover(copy: Painted, *, by: Actor, at: datetime) -> Attachment:
    """Files the copy before its original, inside the caller's transaction. One that stood there is lifted."""
    Attachment.objects.filter(covers=copy.original, lifted_at=None).update(lifted_at=at)
    filed = attach(copy.original.subject, file=copy.upload, name=copy.upload.name, by=by, at=at)
    filed.covers, filed.boxes = copy.original, [list(astuple(box)) for box in copy.boxes]
    filed.note = f"遮盖 {len(copy.boxes)} 处"
    filed.save(update_fields=["covers", "boxes", "note"])
    return filed


def uncover(original: Attachment, *, at: datetime) -> Attachment:
    """取消遮盖: the original is seen again. Returns the copy that stood before it. Raises Conflict where none did."""
    found = Attachment.objects.filter(covers=original, lifted_at=None).first()
    if found is None or not Attachment.objects.filter(pk=found.pk, lifted_at=None).update(lifted_at=at):
        raise Conflict("这份材料现在没有遮盖，可能刚刚由同事取消了，请刷新页面核对")
    return found


def _refuse_large(size: int) -> None:
    most = store.limit("QINQING_FILE_LIMIT")
    if size > most:
        raise Refused(
            f"遮盖以后有 {store.megabytes(size)}，超过 {store.megabytes(most)}；请拆成几份，作为补充材料上传，再分别遮盖"
        )


def _paint(original: Attachment, boxes: Sequence[Box], target: str) -> None:
    words = (original.kind, str(path_of(original)), target, json.dumps([astuple(box) for box in boxes]))
    try:
        done = children.ask(COVERER, "cover", *words, patience=PATIENCE)
    except subprocess.TimeoutExpired:
        raise Refused(FAILED) from None
    if done.returncode:
        raise Refused(FAILED)
