"""Filing attachments."""

from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Sum

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.kernel.ids import public_code
from qinqing.services.documents import store
from qinqing.services.documents.models import Attachment, Upload
from qinqing.services.documents.rules import names
from qinqing.services.documents.rules.inspection import Inspection, inspect, picture
from qinqing.services.documents.rules.kinds import IMAGES
from qinqing.services.documents.rules.uploads import UploadState


def attach(subject: str, *, file: Any, name: str, by: Actor, at: datetime, confidential: bool = False) -> Attachment:
    """Files an upload with a subject (``appeal/k3j9x2m4qp``); the caller records its digest in the journal.

    ``file`` is an uploaded file, any open binary file, or an ``Upload`` that waits: that one was judged when it came and
    only changes its place. Pictures are stored upright and without metadata, everything else byte for byte. Raises
    Refused, naming the file and the way out, for whatever is not accepted; Conflict for an upload that waits no more.
    """
    if isinstance(file, Upload):
        return _take(subject, file, by=by, at=at, confidential=confidential)
    title = names.clean_name(name)
    names.refuse_by_name(title)
    with store.aside() as received, store.aside() as redrawn:
        store.receive(file, received, title)
        found, kept = judged(received, redrawn, title)
        return _file(subject, kept, found, by=by, at=at, confidential=confidential)


def judged(received: BinaryIO, redrawn: BinaryIO, title: str) -> tuple[Inspection, BinaryIO]:
    """What a file is, and the bytes to keep: its own, or of a picture those written anew to ``redrawn``."""
    found = inspect(received, title)
    if found.kind not in IMAGES:
        return found, received
    return picture(received, redrawn, found), redrawn


@transaction.atomic
def _take(subject: str, one: Upload, *, by: Actor, at: datetime, confidential: bool) -> Attachment:
    """The waiting file as material: its row changes, its bytes stay where they are."""
    _refuse_too_much(subject, one.size)
    if not Upload.objects.filter(pk=one.pk, state=UploadState.READY).delete()[0]:
        raise Conflict(f"“{one.name}”刚刚在别处提交或移除了，请核对后再提交")
    return Attachment.objects.create(
        subject=subject,
        name=_title(subject, one.name),
        stored_name=one.stored_name,
        size=one.size,
        sha256=one.sha256,
        media_type=one.media_type,
        kind=one.kind,
        note=one.note,
        added_by=by.title,
        added_at=at,
        confidential=confidential,
    )


def _file(
    subject: str, kept: BinaryIO, found: Inspection, *, by: Actor, at: datetime, confidential: bool
) -> Attachment:
    measured = store.measure(kept)
    _refuse_too_much(subject, measured.size)
    code = public_code(24)
    attachment = Attachment(
        subject=subject,
        name=_title(subject, found.title),
        stored_name=f"{code[:2]}/{code}",
        size=measured.size,
        sha256=measured.sha256,
        media_type=found.media_type,
        kind=found.kind,
        note=found.note,
        added_by=by.title,
        added_at=at,
        confidential=confidential,
    )
    store.keep(kept, attachment.stored_name)
    try:
        with transaction.atomic():
            attachment.save(force_insert=True)
    except BaseException:
        store.discard(attachment.stored_name)
        raise
    return attachment


def _refuse_too_much(subject: str, size: int) -> None:
    most = store.limit("QINQING_SUBJECT_LIMIT")
    filed = Attachment.objects.filter(subject=subject).aggregate(total=Sum("size"))["total"] or 0
    if filed + size > most:
        raise Refused(f"这件事项的附件合计超过 {store.megabytes(most)}，请压缩或只保留必要的材料", code="too_much")


def _title(subject: str, title: str) -> str:
    """The title, numbered when the subject already has one like it."""
    taken = set(Attachment.objects.filter(subject=subject).values_list("name", flat=True))
    candidate, count = title, 1
    while candidate in taken:
        count += 1
        candidate = names.another(title, count)
    return candidate
