"""The appeals behind a figure, as far as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.queries.counting import condition, kept_from, readable
from qinqing.procedure.bulletins.queries.measuring import sections_of
from qinqing.procedure.bulletins.rules import COLUMNS, COUNTS, Cut, Window

SIZE = 50


@dataclass(frozen=True, slots=True)
class Behind:
    """The figure, how many of its appeals the reader may open, one page of those, and the cursor of the next page."""

    count: int
    open: int
    rows: Sequence[appeals.Appeal]
    next: str = ""


def behind(actor: Actor, figure: str, window: Window, *, cut: Cut, key: str | None = None, after: str = "") -> Behind:
    """The appeals that one figure counts, newest first; ``key`` None is all lines together. Four queries.

    Raises NotFound for a figure that is none, and for those who read no figures.
    """
    tracks = readable(actor)
    if tracks is None or figure not in COUNTS or figure in kept_from(actor):
        raise NotFound("figure")
    tracks = tracks.filter(condition(figure, window))
    if key is not None:
        tracks = tracks.filter(_of_line(cut, key))
    readable_ones = tracks.filter(appeal__in=appeals.Appeal.objects.visible_to(actor).values("pk"))
    page = readable_ones.filter(pk__lt=int(after)) if after else readable_ones
    found = list(page.order_by("-pk").values_list("pk", flat=True)[: SIZE + 1])
    rest = str(found[SIZE - 1]) if len(found) > SIZE else ""
    return Behind(tracks.count(), readable_ones.count(), appeals.among(actor, found[:SIZE]), rest)


def _of_line(cut: Cut, key: str) -> Q:
    column = COLUMNS[cut]
    if cut is Cut.DEPUTY:
        return Q(section__in=sections_of(key))
    if cut in (Cut.DEPARTMENT, Cut.TOWNSHIP, Cut.RUNG):
        if not key:
            return Q(**{f"{column}__isnull": True})
        return Q(**{column: int(key)}) if key.isascii() and key.isdigit() and len(key) < 18 else Q(pk__in=())
    return Q(**{column: key})
