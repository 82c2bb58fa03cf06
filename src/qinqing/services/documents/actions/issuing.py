"""Issuing a paper: the next number of its kind, the paper with that number, and how the step's own record names it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qinqing.kernel.actors import Actor
from qinqing.kernel.phrases import local
from qinqing.services.documents.actions.numbering import paper_numbers
from qinqing.services.documents.actions.writing import write_papers
from qinqing.services.documents.models import Paper


def issue_paper(kind: str, subject: str, content: Mapping[str, Any], *, by: Actor, at: datetime) -> Paper:
    """Writes a paper under the next number of its kind in this year, in the caller's transaction.

    Raises as ``write_paper`` does; then the number is not used up, for the transaction is rolled back.
    """
    return issue_papers(kind, {subject: content}, by=by, at=at)[0]


def issue_papers(kind: str, contents: Mapping[str, Mapping[str, Any]], *, by: Actor, at: datetime) -> list[Paper]:
    """One paper for each subject under the next numbers of their kind, in as many queries as one takes."""
    numbers = paper_numbers(kind, local(at).year, len(contents)) if contents else []
    told = ((subject, number, content) for number, (subject, content) in zip(numbers, contents.items(), strict=True))
    return write_papers(kind, told, by=by, at=at) if contents else []


def named(paper: Paper) -> str:
    """How the record of the step names its paper: kind, number, and the beginning of its digest."""
    return f"{paper.title}{paper.number}（SHA-256 {paper.content_sha256[:16]}）"
