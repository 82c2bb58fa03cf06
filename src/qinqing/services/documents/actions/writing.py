"""Writing a paper: its content is frozen at the step that makes it; its files are drawn later."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qinqing.kernel.actors import Actor
from qinqing.services.documents.events import PAPER_WRITTEN, paper_subject
from qinqing.services.documents.models import Paper
from qinqing.services.documents.queries.kinds import kind_of
from qinqing.services.documents.queries.papers import PAPER_COLUMNS, common, version_in_force
from qinqing.services.documents.rules.papers.contents import digest, freeze, to_text
from qinqing.services.journal.actions import record


def write_paper(
    *, kind: str, subject: str, content: Mapping[str, Any], number: str = "", title: str = "", by: Actor, at: datetime
) -> Paper:
    """Freezes what a paper says, in the caller's transaction, with the template in force (six queries, no drawing).

    ``content`` holds the fields of the kind's layout; ``county``, ``number`` and ``date`` are added. ``title`` is how
    lists and files call it, by default the kind's name. Raises ValueError or TypeError for content that does not fit
    the layout.
    """
    known = kind_of(kind)
    text = to_text(freeze(known.layout, {**common(at, number), **content}))
    paper = Paper(
        kind=kind, subject=subject, number=number, title=title or known.name, content=text,
        content_sha256=digest(text), template_version=version_in_force(kind), written_by=by.title, written_at=at,
    )  # fmt: skip
    paper.save(force_insert=True)
    sets = {name: getattr(paper, name) for name in PAPER_COLUMNS}
    record(paper_subject(paper.code), PAPER_WRITTEN, by=by, at=at, facts={"subject": subject}, sets=sets)
    return paper
