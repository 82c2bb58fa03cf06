"""The papers written of appeals and batches, for the list of all papers: which a reader may see, and what they are of."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from qinqing.kernel.actors import DEPARTMENT, Actor, Role
from qinqing.procedure.appeals.models import Appeal, Batch
from qinqing.procedure.appeals.queries.reading import TO_DEPARTMENTS, TO_ENTERPRISES, WHOLE_BATCH, shown
from qinqing.services.documents import queries as documents
from qinqing.services.documents.queries import Readable

ALL = frozenset({Role.INTAKE, Role.BUREAU_HEAD, Role.MAYOR, Role.MACHINE})


def readable_papers(actor: Actor) -> Iterable[Readable]:
    """As ``papers`` and ``batch_papers`` give them one by one; asks nothing yet."""
    if actor.role in WHOLE_BATCH:
        yield Readable("batch/")
    if actor.role in ALL:
        yield Readable("appeal/")
        return
    seen = Appeal.objects.visible_to(actor)
    if actor.role in DEPARTMENT:
        yield _of(seen.filter(confidential=False))
        yield _of(seen.filter(confidential=True), *sorted(TO_DEPARTMENTS))
    elif actor.role is Role.ENTERPRISE:
        yield _of(seen, *sorted(TO_ENTERPRISES))
    else:
        yield _of(seen)


def consultation_letters(found: Iterable[Appeal]) -> Mapping[str, documents.Paper]:
    """The newest 征求意见函 of each of these appeals (which the caller has scoped), by its code; one query."""
    written = documents.papers_of(*(appeal.subject for appeal in found))
    return {paper.subject.partition("/")[2]: paper for paper in written if paper.kind == "consultation"}


def named_appeals(codes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """Number and title of those of these appeals that the actor may see, by code; one query, none for no code."""
    rows = Appeal.objects.visible_to(actor).filter(code__in=codes) if codes else ()
    return {row.code: f"{row.number} {shown(row, actor).title}" for row in rows}


def named_batches(codes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """How these batches are called, by code; one query, none for no code."""
    rows = Batch.objects.filter(code__in=codes) if codes and actor.role in WHOLE_BATCH else ()
    return {row.code: str(row) for row in rows}


def _of(appeals: "QuerySet[Appeal, Appeal]", *kinds: str) -> Readable:
    return Readable("appeal/", appeals.values_list(Concat(Value("appeal/"), "code")), kinds)
