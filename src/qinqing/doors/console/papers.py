"""Which chapters have papers, and where the page is that each was written of."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from django.urls import reverse

from qinqing.doors.console.navigation import ROLES
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins import queries as bulletins
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.supervision import queries as supervision
from qinqing.services.documents import queries as documents

Named = Callable[[Collection[str], Actor], Mapping[str, str]]
CHAPTERS = (appeals, receptions, decisions, supervision)
# By the beginning of the subject: the page of what it was written of, and how that is called.
ABOUT: dict[str, tuple[str, Named]] = {
    "appeal": ("console:appeal", appeals.named_appeals),
    "batch": ("console:batch", appeals.named_batches),
    "reception": ("console:day", receptions.named_days),
    "minutes": ("console:minutes", receptions.named_minutes),
    "item": ("console:item", decisions.named_items),
    "urging": ("console:urging", supervision.named_urgings),
    "round": ("console:inspection", supervision.named_rounds),
    "bulletin": ("console:bulletin", bulletins.named_bulletins),
}


class Row(NamedTuple):
    """One paper as the list shows it; without ``about`` its page is not the reader's."""

    paper: documents.Paper
    kind: str
    about: str
    url: str
    docx: str
    pdf: str


def readable(actor: Actor) -> list[documents.Readable]:
    """What each chapter lets this reader see."""
    found = [one for chapter in CHAPTERS for one in chapter.readable_papers(actor)]
    return [*found, *(bulletins.readable_papers(actor) if actor.role in ROLES["console:bulletins"] else ())]


def paper_rows(papers: Iterable[documents.Paper], actor: Actor) -> list[Row]:
    """The rows of a page, each with what it was written of; one query for each kind of subject on it."""
    listed = list(papers)
    wanted: dict[str, set[str]] = {}
    for paper in listed:
        prefix, code = _subject(paper)
        wanted.setdefault(prefix, set()).add(code)
    named = {prefix: ABOUT[prefix][1](sorted(codes), actor) for prefix, codes in wanted.items()}
    return [_row(paper, named) for paper in listed]


def _row(paper: documents.Paper, named: Mapping[str, Mapping[str, str]]) -> Row:
    prefix, code = _subject(paper)
    about = named[prefix].get(code, "")
    docx, pdf = (reverse("console:filed_paper", args=[paper.code, form]) for form in ("docx", "pdf"))
    url = reverse(ABOUT[prefix][0], args=[code]) if about else ""
    return Row(paper, documents.kind_of(paper.kind).name, about, url, docx, pdf)


def _subject(paper: documents.Paper) -> tuple[str, str]:
    prefix, code, *_ = paper.subject.split("/")
    return prefix, code
