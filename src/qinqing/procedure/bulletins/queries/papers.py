"""Bulletins as papers, for the list of all papers: which a reader may see, and what they are of."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Value
from django.db.models.functions import Concat

from qinqing.kernel.actors import Actor
from qinqing.procedure.bulletins.models import Bulletin
from qinqing.services.documents.queries import Readable


def readable_papers(actor: Actor) -> Iterable[Readable]:
    """The papers of the bulletins a reader sees; asks nothing yet."""
    seen = Bulletin.objects.visible_to(actor)
    yield Readable("bulletin/", seen.values_list(Concat(Value("bulletin/"), "month")))


def named_bulletins(months: Collection[str], actor: Actor) -> Mapping[str, str]:
    """The titles of those of these bulletins that the actor may see, by month; one query, none for no month."""
    rows = Bulletin.objects.visible_to(actor).filter(month__in=months) if months else ()
    return {row.month: row.title for row in rows}
