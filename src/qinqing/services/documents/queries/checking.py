"""Whether the store still holds what the rows say: attachments, papers, templates and files that wait alike."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db import DEFAULT_DB_ALIAS

from qinqing.services.documents import store
from qinqing.services.documents.models import Attachment, Import, Paper, Template, Upload
from qinqing.services.documents.rules.uploads import UploadState

STALE = timedelta(hours=1)  # an upload waits for seconds


@dataclass(frozen=True, slots=True)
class Faults:
    """What a check found. ``missing`` and ``changed`` name attachments and papers by code, ``strays`` files without a
    row, ``links`` names that lead elsewhere, ``stale`` files that an interrupted upload left waiting.

    ``size`` is in bytes; ``digest`` covers the names, sizes and digests of the files that are in order.
    """

    checked: int
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    size: int = 0
    digest: str = hashlib.sha256().hexdigest()

    @property
    def ok(self) -> bool:
        """Whether every file is there, byte for byte. Strays are left by interrupted uploads and harm nothing."""
        return not (self.missing or self.changed)


@dataclass(frozen=True, slots=True)
class Kept:
    """One file as its row has it: the code of what it belongs to, its name in the store, its bytes."""

    code: str
    stored_name: str
    size: int
    sha256: str


def kept(using: str = DEFAULT_DB_ALIAS) -> Iterator[Kept]:
    """Every file that the rows name, in the order of the rows; ``using`` names the database they are read from."""
    return chain(_attachments(using), _papers(using), _templates(using), _imports(using), _uploads(using))


def check_files(at: datetime | None = None) -> Faults:
    """Reads every stored file and compares it with its row. Nothing is repaired.

    ``at`` tells which files have been waiting for more than an hour; without it none is called stale.
    """
    found: dict[str, list[str]] = {"missing": [], "changed": []}
    known, checked, size, digest = set(), 0, 0, hashlib.sha256()
    for row in kept():
        checked += 1
        known.add(row.stored_name)
        state = _state(row)
        if state:
            found[state].append(row.code)
        else:
            size += row.size
            digest.update(f"{row.stored_name} {row.size} {row.sha256}\n".encode())
    links = tuple(name for name in store.stored_names() if store.leads_elsewhere(name))
    return Faults(
        checked,
        tuple(found["missing"]),
        tuple(found["changed"]),
        tuple(name for name in store.stored_names() if name not in known),
        links,
        tuple(store.waiting(before=at - STALE)) if at else (),
        size,
        digest.hexdigest(),
    )


def _attachments(using: str) -> Iterator[Kept]:
    rows = Attachment.objects.using(using).order_by("id").values_list("code", "stored_name", "size", "sha256")
    return (Kept(*row) for row in rows.iterator(chunk_size=500))


def _papers(using: str) -> Iterator[Kept]:
    filed = Paper.objects.using(using).filter(filed_at__isnull=False).defer("content").order_by("id")
    for row in filed.iterator(chunk_size=500):
        yield Kept(row.code, row.docx_name, row.docx_size, row.docx_sha256)
        yield Kept(row.code, row.pdf_name, row.pdf_size, row.pdf_sha256)


def _templates(using: str) -> Iterator[Kept]:
    for row in Template.objects.using(using).order_by("id"):
        yield Kept(f"{row.kind}-{row.version}", row.stored_name, row.size, row.sha256)


def _imports(using: str) -> Iterator[Kept]:
    rows = Import.objects.using(using).order_by("id").values_list("code", "stored_name", "size", "sha256")
    return (Kept(*row) for row in rows.iterator(chunk_size=500))


def _uploads(using: str) -> Iterator[Kept]:
    whole = Upload.objects.using(using).filter(state=UploadState.READY).order_by("id")
    rows = whole.values_list("code", "stored_name", "size", "sha256")
    return (Kept(*row) for row in rows.iterator(chunk_size=500))


def _state(row: Kept) -> str:
    try:
        path = store.path_of(row.stored_name)
    except ValueError:  # the row was made to point elsewhere
        return "changed"
    if not path.exists():
        return "missing"
    if path.is_symlink() or not path.is_file():
        return "changed"
    with path.open("rb") as file:
        measured = store.measure(file)
    return "" if (measured.size, measured.sha256) == (row.size, row.sha256) else "changed"
