"""Writing a paper: its content is frozen at the step that makes it; its files are drawn later."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from qinqing.kernel.actors import Actor
from qinqing.services.documents.events import PAPER_WRITTEN, paper_subject
from qinqing.services.documents.models import Paper
from qinqing.services.documents.queries.kinds import kind_of
from qinqing.services.documents.queries.papers import PAPER_COLUMNS, Told, common, version_in_force
from qinqing.services.documents.rules.papers.contents import digest, freeze, to_text
from qinqing.services.journal.actions import Pending, record_many


def write_paper(
    *, kind: str, subject: str, content: Mapping[str, Any], number: str = "", title: str = "", by: Actor, at: datetime
) -> Paper:
    """Freezes what a paper says, in the caller's transaction, with the template in force (five queries, no drawing).

    ``content`` holds the fields of the kind's layout; ``county``, ``number`` and ``date`` are added. ``title`` is how
    lists and files call it, by default the kind's name. Raises ValueError or TypeError for content that does not fit
    the layout.
    """
    return write_papers(kind, [Told(subject, content, number, title)], by=by, at=at)[0]


def write_papers(kind: str, told: Iterable[Told], *, by: Actor, at: datetime) -> list[Paper]:
    """Papers of one kind, in as many queries as one takes; raises as ``write_paper`` does."""
    papers = store_papers(kind, told, by=by, at=at)
    record_many(written(paper, by=by, at=at) for paper in papers)
    return papers


def store_papers(kind: str, told: Iterable[Told], *, by: Actor, at: datetime) -> list[Paper]:
    """The papers without their record: the caller puts what ``written`` tells of each on record with its own step."""
    known, version = kind_of(kind), version_in_force(kind)
    papers = []
    for one in told:
        text = to_text(freeze(known.layout, {**common(at, one.number), **one.content}))
        paper = Paper(
            kind=kind, subject=one.subject, number=one.number, title=one.title or known.name, content=text,
            content_sha256=digest(text), template_version=version, written_by=by.title, written_at=at,
        )  # fmt: skip
        papers.append(paper)
    Paper.objects.bulk_create(papers)
    return papers


def written(paper: Paper, *, by: Actor, at: datetime) -> Pending:
    """What the record says of a paper."""
    sets = {name: getattr(paper, name) for name in PAPER_COLUMNS}
    return Pending(paper_subject(paper.code), PAPER_WRITTEN, by, at, "", {"subject": paper.subject}, sets)
