"""The reports on decided items, for the list of all papers: which a reader may see, and what they are of."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Value
from django.db.models.functions import Concat

from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions.models import DecidedItem
from qinqing.procedure.decisions.queries.reading import OUTSIDE
from qinqing.services.documents.queries import Readable


def readable_papers(actor: Actor) -> Iterable[Readable]:
    """The reports as ``item_papers`` gives them; asks nothing yet."""
    if actor.role not in OUTSIDE:
        seen = DecidedItem.objects.visible_to(actor)
        yield Readable("item/", seen.values_list(Concat(Value("item/"), "code")))


def named_items(codes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """The numbers of those of these items that the actor may see, by code; one query, none for no code."""
    rows = DecidedItem.objects.visible_to(actor).filter(code__in=codes) if codes else ()
    return {row.code: row.number for row in rows}
