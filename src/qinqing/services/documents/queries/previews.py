"""预览: whether files can be shown by way of a converter here, how far one has come, and its pages."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from subprocess import TimeoutExpired
from time import monotonic

from django.conf import settings
from django.db.models import Q

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import children, store
from qinqing.services.documents.models import Attachment, Preview
from qinqing.services.documents.queries.papers import font_folders
from qinqing.services.documents.rules.previews import ABSENT, AGAIN, LARGEST, TOO_LARGE, WAYS, PreviewState

CONVERTER = "qinqing.services.documents.converter"
NO_CELL = 3  # as the converter ends
TRYING, TRIED_FOR = 30, 600  # seconds
NOT_ALONE = "内核不让程序隔离运行（{}），为了安全不转换文件，没有预览"
NOT_THERE = "{} 运行不了，没有预览；请核对 QINQING_SOFFICE，或重新安装 LibreOffice"


def is_shown_by_preview(one: Attachment) -> bool:
    """Whether it is a file that browsers do not show and the converter reads."""
    return one.kind in WAYS


def can_preview(one: Attachment) -> bool:
    """Whether it is such a file, of a size that can be dealt with, and there is a converter here that may be used."""
    return is_shown_by_preview(one) and not why_no_preview(one)


def why_no_preview(one: Attachment) -> str:
    """Why no preview can be made of such a file here, a sentence; nothing where one can."""
    if one.size > LARGEST:
        return TOO_LARGE
    return "" if converts() else ABSENT


def converts() -> bool:
    """Whether there is a converter here, and a cell to run it in."""
    return bool(settings.QINQING_SOFFICE) and not hindrance()


def hindrance() -> str:
    """Why the converter that is set cannot be used, a sentence; nothing where it can, or where none is set."""
    if not settings.QINQING_SOFFICE:
        return ""
    return _tried(settings.QINQING_SOFFICE, str(store.previews()), int(monotonic() // TRIED_FOR))


@lru_cache(maxsize=2)
def _tried(soffice: str, place: str, period: int) -> str:
    """Found out once in ten minutes by each process: it costs a child."""
    try:
        done = children.ask(CONVERTER, *words(), patience=TRYING)
    except TimeoutExpired:
        return NOT_THERE.format(soffice)
    if done.returncode == NO_CELL:
        return NOT_ALONE.format(done.stderr.decode("utf-8", "replace")[-80:])
    return NOT_THERE.format(soffice) if done.returncode else ""


def words() -> list[str]:
    """What the converter is always told: where its cell may stand, which program it is, and the county's own fonts."""
    fonts = next(map(str, font_folders()), "")
    return [str(store.previews()), settings.QINQING_SOFFICE, fonts]


def may_ask(found: Preview | None, at: datetime) -> bool:
    """Whether a preview may be asked for: where there is none, and an hour after it failed."""
    if found is None:
        return True
    return found.state == PreviewState.FAILED and found.ended_at is not None and found.ended_at <= at - AGAIN


def preview_of(one: Attachment) -> Preview | None:
    """How far the preview of this file has come; None where nobody asked for it, or it is not there any more."""
    found = Preview.objects.filter(sha256=one.sha256).first()
    return None if found is None or lost(found) else found


def lost(one: Preview) -> bool:
    """Whether its pages should be there and are not: a backup brings the row alone."""
    if one.state != PreviewState.READY:
        return False
    path = path_of(one.sha256)
    start, length, *_ = one.pages[-1]
    return not path.is_file() or path.stat().st_size != start + length


def path_of(sha256: str) -> Path:
    """Where the pages of a file with this digest are."""
    return store.previews() / sha256


def preview_page(one: Attachment, page: int) -> bytes:
    """One page as a JPEG: the caller asks whether the actor may see the file. Raises NotFound."""
    found = preview_of(one)
    if found is None or found.state != PreviewState.READY or not 1 <= page <= len(found.pages):
        raise NotFound("page")
    start, length, *_ = found.pages[page - 1]
    with path_of(one.sha256).open("rb") as file:
        file.seek(start)
        return file.read(length)


def previews_wait(at: datetime) -> bool:
    """Whether one waits to be made, and may be now."""
    return bool(settings.QINQING_SOFFICE) and Preview.objects.filter(free(at)).exists()


def free(at: datetime) -> Q:
    """Those that wait, or were let go by a worker that died."""
    return Q(state=PreviewState.WAITING) | Q(state=PreviewState.CONVERTING, taken_until__lte=at)
