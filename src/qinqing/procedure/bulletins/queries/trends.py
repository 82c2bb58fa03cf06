"""How many appeals came in and were closed, month by month: for a curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from qinqing.kernel.actors import Actor
from qinqing.procedure.bulletins.queries.counting import ANSWERED, readable
from qinqing.procedure.bulletins.rules.months import month_before, next_month, opening


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One month: what came in, and what was closed."""

    month: date
    received: int
    closed: int


def trend(actor: Actor, month: date, *, months: int = 12) -> Sequence[MonthCount]:
    """The months up to the one that begins on a day, the earliest first; two queries."""
    spans = [month]
    while len(spans) < months:
        spans.insert(0, month_before(spans[0]))
    received, closed = _counted(actor, "received_at", spans), _counted(actor, "closed_at", spans, ANSWERED)
    return [MonthCount(*told) for told in zip(spans, received, closed, strict=True)]


def _counted(actor: Actor, moment: str, spans: Sequence[date], what: Q = Q()) -> list[int]:  # noqa: B008  (Q is never changed)
    rows = readable(actor)
    if rows is None:
        return [0] * len(spans)
    within = [Q(**{f"{moment}__gte": opening(one), f"{moment}__lt": opening(next_month(one))}) for one in spans]
    asked = {f"n{place}": Count(moment, filter=one) for place, one in enumerate(within)}
    ends = {f"{moment}__gte": opening(spans[0]), f"{moment}__lt": opening(next_month(spans[-1]))}
    return list(rows.filter(what, **ends).aggregate(**asked).values())
