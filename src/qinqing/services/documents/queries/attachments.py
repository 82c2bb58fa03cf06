"""Attachments of a subject, and one file to send.

遮盖: before an original that is covered stands its copy. Whoever does not ask for the whole gets the copy alone, so that a
way out that nobody thought of lets nothing through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import store
from qinqing.services.documents.models import Attachment
from qinqing.services.documents.rules.headers import download_headers
from qinqing.services.statements import compiled


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to send with its headers; the door makes the response and closes the file."""

    attachment: Attachment
    file: BinaryIO
    headers: dict[str, str]


def attachments(subject: str, *, whole: bool = False, confidential: bool = True) -> Sequence[Attachment]:
    """The attachments of a subject in the order they came, each copy in the place of its original.

    Covered originals and lifted copies only where the ``whole`` is asked for; the former then say that they are ``covered``.
    Without the confidential ones if so asked.
    """
    found = _attachments(subject, whole=whole, confidential=confidential)
    _mark(found)
    return found


@compiled
def _attachments(subject: str, *, whole: bool, confidential: bool) -> QuerySet[Attachment]:
    filed = Attachment.objects.filter(subject=subject)
    if not whole:
        filed = filed.filter(~_covered(), lifted_at=None)
    if not confidential:
        filed = filed.filter(confidential=False)
    return filed.order_by(Coalesce("covers", "id"), "id")


def is_covered(code: str) -> bool:
    """Whether a copy stands before this attachment now."""
    return Attachment.objects.filter(_covered(), code=code).exists()


def _covered() -> Q:
    """A copy stands before it, or before another of the same subject with the same bytes."""
    same = {"covers__subject": OuterRef("subject"), "covers__sha256": OuterRef("sha256")}
    return Q(Exists(Attachment.objects.filter(lifted_at=None, **same)))


def _mark(found: Sequence[Attachment]) -> None:
    before = {one.covers_id for one in found if one.lifted_at is None}
    bytes_ = {one.sha256 for one in found if one.pk in before}
    for one in found:
        one.covered = one.sha256 in bytes_


def attachment(code: str) -> Attachment:
    """One attachment by its public code: the caller asks whether the actor may see its subject. Raises NotFound."""
    found = Attachment.objects.filter(code=code).first()
    if found is None:
        raise NotFound("attachment")
    return found


def open_attachment(code: str, *, name: str = "", inline: bool = False) -> Opened:
    """One attachment opened for sending, with its headers; under another name where one is given.

    Raises NotFound when the row or the file is not there.
    """
    found = attachment(code)
    path = path_of(found)
    headers = download_headers(name or found.name, found.media_type, found.size, inline=inline)
    return Opened(found, path.open("rb"), headers)


def path_of(row: Attachment) -> Path:
    """Where the file is kept. Raises NotFound when it is not there, or the row was made to point elsewhere."""
    try:
        path = store.path_of(row.stored_name)
    except ValueError:
        raise NotFound("file") from None
    if path.is_symlink() or not path.is_file():
        raise NotFound("file")
    return path
