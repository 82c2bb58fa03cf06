"""Urging notices and inspection reports, for the list of all papers: which a reader may see, and what they are of."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Value
from django.db.models.functions import Concat

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.supervision.models import Round, Urging
from qinqing.procedure.supervision.scopes import READ_REPORTS
from qinqing.services.documents.queries import Readable


def readable_papers(actor: Actor) -> Iterable[Readable]:
    """The notices on urgings a reader sees, and the reports for whom they are written; asks nothing yet."""
    seen = Urging.objects.visible_to(actor)
    yield Readable("urging/", seen.values_list(Concat(Value("urging/"), "code")))
    if actor.role in READ_REPORTS:
        yield Readable("round/")


def named_urgings(codes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """The appeals behind those of these notices that the actor may see, by code; one query, none for no code."""
    rows = Urging.objects.visible_to(actor).filter(code__in=codes).select_related("appeal") if codes else ()
    return {row.code: f"{row.appeal.number} {appeals.shown(row.appeal, actor).title}" for row in rows}


def named_rounds(codes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """The quarters of those of these rounds that the actor may see, by code; one query, none for no code."""
    rows = Round.objects.visible_to(actor).filter(code__in=codes) if codes else ()
    return {row.code: f"{row.when.label}督查" for row in rows}
