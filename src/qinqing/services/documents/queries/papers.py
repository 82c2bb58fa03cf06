"""Papers of a subject, and the file of one to send: as filed, or drawn from the frozen content when not filed yet."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import local
from qinqing.services.documents import store
from qinqing.services.documents.events import paper_subject
from qinqing.services.documents.models import Paper, Template
from qinqing.services.documents.queries.kinds import county, kind_of, shipped
from qinqing.services.documents.rules.headers import download_headers
from qinqing.services.documents.rules.kinds import FORMS, Kind
from qinqing.services.documents.rules.papers.contents import digest, freeze, thaw
from qinqing.services.documents.rules.papers.glyphs import lacking, lacking_zh
from qinqing.services.documents.rules.papers.press import draw_pdf, render
from qinqing.services.statements import compiled

PAPER_COLUMNS = (
    "kind",
    "subject",
    "number",
    "title",
    "content_sha256",
    "template_version",
    "written_by",
    "written_at",
    "docx_sha256",
    "docx_size",
    "pdf_sha256",
    "pdf_size",
    "filed_at",
)
LATEST = "latest"
ENDINGS = {"docx": Kind.DOCX, "pdf": Kind.PDF}


class Told(NamedTuple):
    """One paper to be written: of what, what it says, under which number, and how lists call it if not by its kind."""

    subject: str
    content: Mapping[str, Any]
    number: str = ""
    title: str = ""


def papers_of(*subjects: str) -> Sequence[Paper]:
    """The papers written of one or more subjects, in the order they were written."""
    return _papers_of_one(*subjects) if len(subjects) == 1 else list(_listed(Q(subject__in=subjects)))


@compiled
def _papers_of_one(subject: str) -> QuerySet[Paper]:
    return _listed(Q(subject=subject))


def _listed(condition: Q) -> QuerySet[Paper]:
    return Paper.objects.filter(condition).defer("content").order_by("id")


def paper(code: str) -> Paper:
    """One paper by its public code: the caller asks whether the actor may see its subject. Raises NotFound."""
    found = Paper.objects.filter(code=code).first()
    if found is None:
        raise NotFound("paper")
    return found


def paper_file(paper: Paper, form: str) -> tuple[bytes, dict[str, str]]:
    """The paper as ``docx`` or ``pdf`` with the headers to send it with.

    What is filed is sent as filed; before that it is drawn from the frozen content, which gives the same bytes as the
    filing will. Raises NotFound for another form, and when the store lost the file.
    """
    if form not in ENDINGS:
        raise NotFound(form)
    content = _filed(paper, form) if paper.filed_at else drawn(paper)[form]
    name = f"{file_title(paper)}.{form}"
    return content, download_headers(name, FORMS[ENDINGS[form]].media_type, len(content))


def paper_named(kind: str, reference: str) -> Paper | None:
    """The newest paper of a kind by its document number, by what it was written of, or ``latest``; None if none was.

    Raises NotFound for an unknown kind, and for a reference that is neither.
    """
    known, written = kind_of(kind), Paper.objects.filter(kind=kind).order_by("-id")
    if reference == LATEST:
        return written.first()
    found = written.filter(number=reference).first() if reference else None
    return found or written.filter(subject=known.content_for(reference)[0]).first()


def draft_file(kind: str, reference: str, form: str, *, at: datetime) -> bytes:
    """What a paper would say if it were written now, of a reference no paper was written of. Raises NotFound."""
    known = kind_of(kind)
    content = {**common(at), **known.content_for(reference)[1]}
    docx = render(template_bytes(kind, version_in_force(kind)), freeze(known.layout, content), title=known.name)
    return docx if form == "docx" else draw_pdf(docx, fonts=font_folders())


def common(at: datetime, number: str = "") -> dict[str, str]:
    """What every paper may say: the county, its number, and the day it is written."""
    today = local(at)
    return {"county": county(), "number": number, "date": f"{today.year}年{today.month}月{today.day}日"}


def file_title(paper: Paper) -> str:
    """What a paper's file is called: its title and number."""
    return f"{paper.title}（{paper.number}）" if paper.number else paper.title


def drawn(paper: Paper) -> dict[str, bytes]:
    """The paper's files, drawn anew from its frozen content and the template it was written with."""
    content = thaw(kind_of(paper.kind).layout, json.loads(paper.content))
    docx = render(template_bytes(paper.kind, paper.template_version), content, title=file_title(paper))
    return {"docx": docx, "pdf": draw_pdf(docx, fonts=font_folders())}


def lacks(papers: Iterable[Paper]) -> dict[str, str]:
    """By their codes, the papers on whose PDF characters are missing, and which: as it was filed, or would be drawn now."""
    known = {paper.code: paper.pdf_lacks for paper in papers}
    unknown = [code for code, found in known.items() if found is None]
    if unknown:
        contents = Paper.objects.filter(code__in=unknown).values_list("code", "content")
        known |= {code: lacked(content) for code, content in contents}
    return {code: lacking_zh(found) for code, found in known.items() if found}


def lacked(text: str) -> str:
    """The characters of a text that no font here draws."""
    return "".join(lacking(text, font_folders()))


def lacked_zh(text: str) -> str:
    """The characters of a text that no font here draws, as a sentence names them; empty for none."""
    return lacking_zh(lacked(text))


def font_folders() -> list[Path]:
    """The county's own fonts, if it has put any beside its data; they come before all others."""
    own = Path(settings.QINQING_DATA) / "fonts"
    return [own] if own.is_dir() else []


def unfiled(limit: int, *, after: int = 0) -> Sequence[Paper]:
    """The papers whose files are not in the store yet, the oldest first, from those after an id."""
    return list(Paper.objects.filter(filed_at__isnull=True, pk__gt=after).order_by("id")[:limit])


def template_bytes(kind: str, version: int) -> bytes:
    """A version of a kind's template: 0 is the one that came with the program. Raises NotFound."""
    if not version:
        return shipped(kind)
    row = Template.objects.filter(kind=kind, version=version).first()
    if row is None:
        raise NotFound("template")
    return store.path_of(row.stored_name).read_bytes()


def version_in_force(kind: str) -> int:
    """Which version of a kind's template papers are written with today."""
    with connection.cursor() as cursor:  # asked by every paper: the statement as it is costs a quarter
        cursor.execute("SELECT version FROM documents_template WHERE kind = %s AND in_force", [kind])
        return next((version for (version,) in cursor.fetchall()), 0)


def _filed(paper: Paper, form: str) -> bytes:
    path = store.path_of(getattr(paper, f"{form}_name"))
    if path.is_symlink() or not path.is_file():
        raise NotFound("file")
    return path.read_bytes()


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the table says of these papers, to be held against the replayed journal; the content by its digest."""
    codes = [subject.partition("/")[2] for subject in subjects]
    return {paper_subject(row.code): _columns(row) for row in Paper.objects.filter(code__in=codes)}


def subjects() -> Iterator[str]:
    """Every paper the table holds, as the journal names it."""
    return (paper_subject(code) for code in Paper.objects.values_list("code", flat=True).iterator())


def _columns(row: Paper) -> dict[str, Any]:
    return {name: getattr(row, name) for name in PAPER_COLUMNS} | {"content_sha256": digest(row.content)}
