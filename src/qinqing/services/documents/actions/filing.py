"""Filing papers: their files are drawn once, forced to disk, and their digests put on the record."""

import logging
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.ids import public_code
from qinqing.services.documents import store
from qinqing.services.documents.events import PAPER_FILED, paper_subject
from qinqing.services.documents.models import Paper
from qinqing.services.documents.queries.papers import drawn, lacked, unfiled
from qinqing.services.journal.actions import record

log = logging.getLogger("qinqing.papers")
AT_ONCE = 20
FILED = ("docx_sha256", "docx_size", "pdf_sha256", "pdf_size", "filed_at")


def file_papers(*, by: Actor, at: datetime, after: int = 0, limit: int = AT_ONCE) -> tuple[int, int]:
    """Files the next papers after an id that are not filed yet: how many were, and the last id tried, 0 for none.

    One that cannot be drawn does not keep the others from it: it is logged, and tried again at the next call.
    """
    filed, last = 0, 0
    for paper in unfiled(limit, after=after):
        last = paper.pk
        try:
            filed += file_paper(paper, by=by, at=at)
        except Exception:  # whatever is wrong with one paper, the next may be right
            log.exception("paper not filed: %s", paper.code)
    return filed, last


def file_paper(paper: Paper, *, by: Actor, at: datetime) -> bool:
    """Draws a paper and keeps its files for good; False when somebody else was faster."""
    files = drawn(paper)
    names = {form: _keep(content) for form, content in files.items()}
    values: dict[str, object] = {"filed_at": at, "pdf_lacks": lacked(paper.content)}
    for form, content in files.items():
        values |= {
            f"{form}_name": names[form],
            f"{form}_sha256": sha256(content).hexdigest(),
            f"{form}_size": len(content),
        }
    try:
        with transaction.atomic():
            if done := bool(Paper.objects.filter(pk=paper.pk, filed_at=None).update(**values)):
                sets = {name: values[name] for name in FILED}
                record(paper_subject(paper.code), PAPER_FILED, by=by, at=at, sets=sets)
    except BaseException:
        _discard(names.values())
        raise
    if not done:
        _discard(names.values())
    return done


def _keep(content: bytes) -> str:
    code = public_code(24)
    name = f"{code[:2]}/{code}"
    with store.aside() as file:
        file.write(content)
        store.keep(file, name)
    return name


def _discard(names: Iterable[str]) -> None:
    for name in names:
        store.discard(name)
