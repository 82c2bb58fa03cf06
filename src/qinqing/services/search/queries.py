"""Finding objects by their words. Words divided by blanks must all be found; what is typed can never break a query."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import RawSQL

from qinqing.services.search import backends
from qinqing.services.search.rules import query


def newest(
    kind: str,
    text: str,
    *,
    identity: bool,
    before: int | None = None,
    limit: int = 50,
    within: models.QuerySet[Any] | None = None,
) -> list[int]:
    """A page of ids of the objects found, highest id first: what lists use, fast for common and for rare words.

    ``identity`` also searches what tells who brought a matter; ``before`` is the last id of the page before;
    ``within`` is an unsliced queryset whose primary keys are the object ids, normally the actor's scope with the
    page's filters. Nothing is found where the text has nothing to search for.
    """
    phrases = query(text)
    if not phrases or limit < 1:
        return []
    try:
        return backends.newest(backends.Search(kind, phrases, identity, before, limit, within))
    except EmptyResultSet:
        return []


def matching(kind: str, text: str, *, identity: bool) -> RawSQL | list[int]:
    """The ids of all objects found, for ``queryset.filter(id__in=...)``: for counts, exports and other orders.

    Its cost grows with the number of objects found; a page in the order of newest first is asked of ``newest``.
    """
    phrases = query(text)
    return backends.matching(backends.Search(kind, phrases, identity)) if phrases else []
