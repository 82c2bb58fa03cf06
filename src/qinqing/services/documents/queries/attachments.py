"""Attachments of a subject, and one file to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import store
from qinqing.services.documents.models import Attachment
from qinqing.services.documents.rules.headers import download_headers


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to send with its headers; the door makes the response and closes the file."""

    attachment: Attachment
    file: BinaryIO
    headers: dict[str, str]


def attachments(subject: str, *, confidential: bool = True) -> Sequence[Attachment]:
    """The attachments of a subject in the order they came; without the confidential ones if so asked."""
    filed = Attachment.objects.filter(subject=subject)
    return list((filed if confidential else filed.filter(confidential=False)).order_by("id"))


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
    path = _path(found)
    if path is None or path.is_symlink() or not path.is_file():
        raise NotFound("file")
    headers = download_headers(name or found.name, found.media_type, found.size, inline=inline)
    return Opened(found, path.open("rb"), headers)


def _path(row: Attachment) -> Path | None:
    """Where the file is kept; None when the row was made to point elsewhere."""
    try:
        return store.path_of(row.stored_name)
    except ValueError:
        return None
