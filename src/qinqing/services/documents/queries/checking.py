"""Whether the store still holds what the rows say: attachments, papers and templates alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from qinqing.services.documents import store
from qinqing.services.documents.models import Attachment, Paper, Template


@dataclass(frozen=True, slots=True)
class Faults:
    """What a check found. ``missing`` and ``changed`` name attachments and papers by code, ``strays`` files without a row."""

    checked: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    strays: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether every file is there, byte for byte. Strays are left by interrupted uploads and harm nothing."""
        return not (self.missing or self.changed)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One file as its row has it."""

    code: str
    stored_name: str
    size: int
    sha256: str


def check_files() -> Faults:
    """Reads every stored file and compares it with its row. Nothing is repaired."""
    missing, changed, known, checked = [], [], set(), 0
    for row in chain(_attachments(), _papers(), _templates()):
        checked += 1
        known.add(row.stored_name)
        state = _state(row)
        if state == "missing":
            missing.append(row.code)
        elif state == "changed":
            changed.append(row.code)
    strays = tuple(name for name in store.stored_names() if name not in known)
    return Faults(checked, tuple(missing), tuple(changed), strays)


def _attachments() -> Iterator[_Kept]:
    rows = Attachment.objects.order_by("id").values_list("code", "stored_name", "size", "sha256")
    return (_Kept(*row) for row in rows.iterator(chunk_size=500))


def _papers() -> Iterator[_Kept]:
    for row in Paper.objects.filter(filed_at__isnull=False).defer("content").order_by("id").iterator(chunk_size=500):
        yield _Kept(row.code, row.docx_name, row.docx_size, row.docx_sha256)
        yield _Kept(row.code, row.pdf_name, row.pdf_size, row.pdf_sha256)


def _templates() -> Iterator[_Kept]:
    for row in Template.objects.order_by("id"):
        yield _Kept(f"{row.kind}-{row.version}", row.stored_name, row.size, row.sha256)


def _state(row: _Kept) -> str:
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
