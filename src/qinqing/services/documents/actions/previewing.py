"""预览: asked for by whoever may read the file, made by the worker in a cell, one at a time, and forgotten after a while."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryFile
from typing import Any

from django.db import transaction

from qinqing.kernel.errors import Refused
from qinqing.services.documents import children, store
from qinqing.services.documents.models import Attachment, Preview
from qinqing.services.documents.pages import INPUT
from qinqing.services.documents.queries.previews import (
    CONVERTER,
    NO_CELL,
    free,
    may_ask,
    path_of,
    preview_of,
    why_no_preview,
    words,
)
from qinqing.services.documents.queries.scans import PAGES
from qinqing.services.documents.rules import previews as rules
from qinqing.services.documents.rules.kinds import Kind
from qinqing.services.documents.rules.previews import BUSY_PREVIEW, PreviewState

PATIENCE, DRAWING = 75, 60  # seconds
LEASE = timedelta(minutes=5)


@transaction.atomic
def ask_for_preview(one: Attachment, *, at: datetime) -> Preview:
    """生成预览: the file stands in line, once however many ask. One that failed may be asked for again after an hour.

    ``one`` is of a kind that is shown by preview. Raises Refused where it cannot be converted, and while too many wait.
    """
    if why := why_no_preview(one):
        raise Refused(why)
    found = preview_of(one)
    if found and not may_ask(found, at):
        return found
    _refuse_crowd(one)
    asked = {"stored_name": one.stored_name, "kind": one.kind, "subject": one.subject, "asked_at": at}
    fresh = {"state": PreviewState.WAITING, "pages": [], "more": False, "why": "", "tries": 0, "taken_until": None}
    return Preview.objects.update_or_create(sha256=one.sha256, defaults=asked | fresh)[0]


def make_next_preview(*, clock: Callable[[], datetime]) -> bool:
    """Makes the preview that has waited longest; False when none waits, or another is being made."""
    found = _take(clock())
    if found is None:
        return False
    part = path_of(f"{found.sha256}.part")
    try:
        made = _made(found, part)
        if made.pages:
            _keep(part, path_of(found.sha256))
        mine = Preview.objects.filter(pk=found.pk, state=PreviewState.CONVERTING, tries=found.tries)
        mine.update(**made.row(), taken_until=None, ended_at=clock())
    finally:
        part.unlink(missing_ok=True)
    return True


def forget_previews(at: datetime) -> None:
    """Those made a month ago, those whose file is gone, and pages that no row knows of."""
    for one in Preview.objects.exclude(state__in=BUSY_PREVIEW).iterator():
        if one.asked_at < at - rules.KEPT or not store.path_of(one.stored_name).exists():
            Preview.objects.filter(pk=one.pk, state=one.state).delete()
    known = set(Preview.objects.values_list("sha256", flat=True))
    for path in store.previews().iterdir():
        old = path.stat().st_mtime < (at - LEASE).timestamp()
        if old and (path.suffix or path.name not in known):
            path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one: its pages, or why there are none."""

    pages: list[list[int]] = field(default_factory=list)
    more: bool = False
    why: str = ""

    def row(self) -> dict[str, Any]:
        """As the table has it."""
        state = PreviewState.READY if self.pages else PreviewState.FAILED
        return {"state": state, "pages": self.pages, "more": self.more, "why": self.why}


def _refuse_crowd(one: Attachment) -> None:
    waiting = Preview.objects.filter(state__in=BUSY_PREVIEW)
    if waiting.count() >= rules.MOST_WAITING or waiting.filter(subject=one.subject).count() >= rules.MOST_OF_ONE:
        raise Refused(rules.CROWDED)


def _take(at: datetime) -> Preview | None:
    """Compare and swap; one at a time in the whole house, so that pages stay quick while it works."""
    if Preview.objects.filter(state=PreviewState.CONVERTING, taken_until__gt=at).exists():
        return None
    Preview.objects.filter(free(at), tries__gte=rules.TRIES).update(
        state=PreviewState.FAILED, why=rules.TOO_LONG, taken_until=None, ended_at=at
    )
    for one in Preview.objects.filter(free(at)).order_by("asked_at", "pk")[:1]:
        mine = Preview.objects.filter(free(at), pk=one.pk, tries=one.tries)
        one.tries += 1
        if mine.update(state=PreviewState.CONVERTING, taken_until=at + LEASE, tries=one.tries):
            return one
    return None


def _made(one: Preview, part: Path) -> Made:
    """Two children with limits: the converter in its cell, then what draws its pages; between them a file without a name."""
    original = store.path_of(one.stored_name)
    if original.is_symlink() or not original.is_file():
        return Made(why=rules.FAILED)
    with TemporaryFile(dir=store.previews()) as pdf:
        try:
            why = _converted(original, Kind(one.kind), pdf)
            return Made(why=why) if why else _drawn(pdf, part)
        except TimeoutExpired:
            return Made(why=rules.TOO_LONG)


def _keep(part: Path, path: Path) -> None:
    """Forced to disk before it has its name."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(path)


def _converted(original: Path, kind: Kind, pdf: Any) -> str:
    """Writes the PDF; returns why there is none."""
    with original.open("rb", buffering=0) as file:  # the child reads on from where the system has it
        filters = rules.filters(kind, file.read(2))
        file.seek(0)
        done = children.ask(CONVERTER, *words(), *filters, patience=PATIENCE, source=file, target=pdf)
    if done.returncode == NO_CELL:
        return rules.ABSENT
    return rules.FAILED if done.returncode else ""


def _drawn(pdf: Any, part: Path) -> Made:
    done = children.ask(PAGES, INPUT, str(part), str(rules.MOST_PAGES), patience=DRAWING, source=pdf)
    try:
        said = json.loads(done.stdout)
        return Made(said["pages"], said["more"], "" if said["pages"] else rules.FAILED)
    except (ValueError, KeyError, TypeError):
        return Made(why=rules.FAILED)
