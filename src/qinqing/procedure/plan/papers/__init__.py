"""The Plan itself as an official document: an edition's text with its numbers filled in, and all numbers in a table."""

from pathlib import Path
from typing import Any

from qinqing.kernel import county
from qinqing.kernel.errors import NotFound
from qinqing.procedure.plan import queries
from qinqing.procedure.plan.events import edition_subject
from qinqing.procedure.plan.rules import SETTINGS, Chapter, Clause
from qinqing.services.documents.queries import PaperKind


def plan_for(reference: str) -> tuple[str, dict[str, Any]]:
    """An edition by its number, or ``latest`` for the newest: its subject and what the document says of it.

    Raises NotFound.
    """
    rows = queries.editions()
    found = next((row for row in rows if reference in ("latest", str(row.number))), None)
    if found is None:
        raise NotFound(reference)
    return edition_subject(found.number), plan(queries.edition(found.pk))


def plan(edition: queries.EditionView) -> dict[str, Any]:
    """What the document says of an edition; dated with the day it comes into force."""
    day = edition.in_force_from
    chapters = queries.chapters(edition, county.words())
    return {
        "title": edition.title,
        "number": f"（制度第{edition.number}版）",
        "date": f"{day.year}年{day.month}月{day.day}日",
        "chapters": [_chapter(one) for one in chapters],
        "limits": [
            {"clause": one.clause, "label": one.label, "words": edition.limits.say(one.key)}
            for one in SETTINGS.values()
        ],
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    head = f"{chapter.ref}、{chapter.title}" if chapter.title else ""
    return {"head": head, "text": chapter.text, "clauses": [_clause(one) for one in chapter.clauses]}


def _clause(clause: Clause) -> dict[str, str]:
    head = f"{clause.label}{clause.title}。" if clause.title else clause.label
    place = "section" if clause.depth == 1 else "item"
    return {"section": "", "item": "", place: head, "text": clause.text}


PAPERS = (PaperKind(Path(__file__).with_name("plan.toml"), plan_for),)
