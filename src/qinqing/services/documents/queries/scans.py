"""What was read of scans, how they look, and whether anything can be read here."""

import subprocess
from collections.abc import Iterable
from importlib.util import find_spec

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import children, store
from qinqing.services.documents.models import Scan, Upload
from qinqing.services.documents.rules.kinds import Kind
from qinqing.services.documents.rules.uploads import UploadState

ENGINE = "rapidocr"
PAGES = "qinqing.services.documents.pages"
PATIENCE = 30  # seconds


def can_recognise() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return find_spec(ENGINE) is not None


def pages_of(one: Upload) -> bytes:
    """The first pages of a scanned PDF below each other, a JPEG, drawn by a child process with limits.

    Raises NotFound where it is no PDF, or cannot be drawn.
    """
    if one.state != UploadState.READY or one.kind != Kind.PDF:
        raise NotFound("pages")
    try:
        done = children.ask(PAGES, str(store.path_of(one.stored_name)), patience=PATIENCE)
    except subprocess.TimeoutExpired:
        raise NotFound("pages") from None
    if done.returncode or not done.stdout:
        raise NotFound("pages")
    return done.stdout


def scans(codes: Iterable[str]) -> dict[str, Scan]:
    """How far the reading of these uploads has come, by their codes; one query."""
    return {one.upload: one for one in Scan.objects.filter(upload__in=list(codes))}
