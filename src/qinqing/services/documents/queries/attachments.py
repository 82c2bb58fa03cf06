"""Attachments of a subject, one file to send, and whether the store still holds what the rows say."""

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


@dataclass(frozen=True, slots=True)
class Faults:
    """What a check found. ``missing`` and ``changed`` are attachments' codes, ``strays`` files without a row."""

    checked: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    strays: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether every attachment is there, byte for byte. Strays are left by interrupted uploads and harm nothing."""
        return not (self.missing or self.changed)


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


def open_attachment(code: str, *, inline: bool = False) -> Opened:
    """One attachment opened for sending, with its headers. Raises NotFound when the row or the file is not there."""
    found = attachment(code)
    path = _path(found)
    if path is None or path.is_symlink() or not path.is_file():
        raise NotFound("file")
    headers = download_headers(found.name, found.media_type, found.size, inline=inline)
    return Opened(found, path.open("rb"), headers)


def check_files() -> Faults:
    """Reads every stored file and compares it with its row. Nothing is repaired."""
    missing, changed, known, checked = [], [], set(), 0
    for row in Attachment.objects.order_by("id").iterator(chunk_size=500):
        checked += 1
        known.add(row.stored_name)
        state = _state(row)
        if state == "missing":
            missing.append(row.code)
        elif state == "changed":
            changed.append(row.code)
    strays = tuple(name for name in store.stored_names() if name not in known)
    return Faults(checked, tuple(missing), tuple(changed), strays)


def _path(row: Attachment) -> Path | None:
    """Where the file is kept; None when the row was made to point elsewhere."""
    try:
        return store.path_of(row.stored_name)
    except ValueError:
        return None


def _state(row: Attachment) -> str:
    path = _path(row)
    if path is None:
        return "changed"
    if not path.exists():
        return "missing"
    if path.is_symlink() or not path.is_file():
        return "changed"
    with path.open("rb") as file:
        measured = store.measure(file)
    return "" if (measured.size, measured.sha256) == (row.size, row.sha256) else "changed"
