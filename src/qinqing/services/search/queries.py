"""Finding objects by their words. Words divided by blanks must all be found; what is typed can never break a query."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import RawSQL

from qinqing.services.search import backends
from qinqing.services.search.likeness import Rarity, rarity, telling_tokens
from qinqing.services.search.models import Document
from qinqing.services.search.rules import query, tokens

# Rarity is learned from so many of the newest objects, and anew when there are a twentieth more.
SAMPLE = 400
GROWTH = 20
_learned: dict[str, tuple[int, Rarity]] = {}


def newest(
    kind: str,
    text: str,
    *,
    identity: bool,
    before: int | None = None,
    limit: int = 50,
    within: models.QuerySet[Any] | None = None,
    mark: str = "",
) -> list[int]:
    """A page of ids of the objects found, highest id first: what lists use, fast for common and for rare words.

    ``identity`` also searches what tells who brought a matter; ``before`` is the last id of the page before;
    ``within`` is an unsliced queryset whose primary keys are the object ids, normally the actor's scope with the
    page's filters; ``mark`` is one that all objects of that queryset bear, and makes the search cost what they are, not
    what all others are. Nothing is found where the text has nothing to search for.
    """
    phrases = query(text)
    if not phrases or limit < 1:
        return []
    try:
        return backends.newest(backends.Search(kind, phrases, identity, before, limit, within, mark))
    except EmptyResultSet:
        return []


def matching(kind: str, text: str, *, identity: bool) -> RawSQL | list[int]:
    """The ids of all objects found, for ``queryset.filter(id__in=...)``: for counts, exports and other orders.

    Its cost grows with the number of objects found; a page in the order of newest first is asked of ``newest``.
    """
    phrases = query(text)
    return backends.matching(backends.Search(kind, phrases, identity)) if phrases else []


def alike(kind: str, text: str, *, limit: int = 40, without: Collection[int] = ()) -> list[tuple[int, float]]:
    """Ids of the objects whose body is most like a text, each with its likeness (0 to 1), most alike first.

    ``without`` are objects to leave out. Whoever asks scopes the ids. What is read does not grow with the number of objects: only tokens rare enough are
    looked for.
    """
    known, wanted = _rarity(kind), telling_tokens(tokens(text))
    telling = known.telling(wanted)
    if not telling:
        return []
    sharing = [one for one in backends.sharing(kind, telling, limit + len(without)) if one[0] not in without][:limit]
    found = [(number, known.alike(wanted, telling_tokens(body))) for number, body in sharing]
    return sorted(found, key=lambda pair: (-pair[1], -pair[0]))


def compared(kind: str, ids: Collection[int]) -> tuple[dict[int, frozenset[str]], Rarity]:
    """The telling tokens of these objects' bodies, and the measure to hold them against each other by.

    Whoever asks scopes the ids. Three small queries, or two when rarity is known.
    """
    bodies = Document.objects.filter(kind=kind, object_id__in=ids).values_list("object_id", "body")
    return {number: frozenset(telling_tokens(body)) for number, body in bodies}, _rarity(kind)


def _rarity(kind: str) -> Rarity:
    """How rare tokens are; two small queries, or one when it is known."""
    newest = backends.last(kind)
    then, known = _learned.get(kind, (0, None))
    if known is None or not then <= newest <= then + then // GROWTH:
        rows = Document.objects.filter(kind=kind).order_by("-object_id")
        known = rarity(rows.values_list("body", flat=True)[:SAMPLE], newest)
        _learned[kind] = (newest, known)
    return known
