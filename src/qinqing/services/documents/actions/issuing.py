"""Issuing a paper: the next number of its kind, the paper with that number, and how the step's own record names it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from qinqing.kernel.actors import Actor
from qinqing.kernel.phrases import local
from qinqing.services.documents.actions.numbering import paper_numbers
from qinqing.services.documents.actions.writing import store_papers, write_papers, written
from qinqing.services.documents.models import Paper
from qinqing.services.documents.queries.papers import Told
from qinqing.services.journal.actions import Pending


def issue_paper(kind: str, subject: str, content: Mapping[str, Any], *, by: Actor, at: datetime) -> Paper:
    """Writes a paper under the next number of its kind in this year, in the caller's transaction.

    Raises as ``write_paper`` does; then the number is not used up, for the transaction is rolled back.
    """
    return issue_papers(kind, [Told(subject, content)], by=by, at=at)[0]


def issue_with_step(
    kind: str, subject: str, content: Mapping[str, Any], *, by: Actor, at: datetime
) -> tuple[Paper, Pending]:
    """As ``issue_paper``, for a step that puts the paper on record together with itself, in three queries less."""
    (number,) = paper_numbers(kind, local(at).year, 1)
    (paper,) = store_papers(kind, [Told(subject, content, number)], by=by, at=at)
    return paper, written(paper, by=by, at=at)


def issue_papers(kind: str, told: Sequence[Told], *, by: Actor, at: datetime) -> list[Paper]:
    """Papers of one kind under its next numbers, in as many queries as one takes; none, and no query, for nothing."""
    if not told:
        return []
    numbers = paper_numbers(kind, local(at).year, len(told))
    numbered = (one._replace(number=number) for one, number in zip(told, numbers, strict=True))
    return write_papers(kind, numbered, by=by, at=at)


def named(paper: Paper) -> str:
    """How the record of the step names its paper: kind, number, and the beginning of its digest."""
    return f"{paper.title}{paper.number}（SHA-256 {paper.content_sha256[:16]}）"
