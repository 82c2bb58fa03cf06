"""The visible days a page at a time: by date, from a cursor on. 二(一)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from qinqing.kernel.actors import Actor
from qinqing.procedure.receptions.models import ReceptionDay
from qinqing.procedure.receptions.queries.days import titles_of_posts, with_counts


@dataclass(frozen=True, slots=True)
class DaysWanted:
    """What a reader asks of the list; empty fields do not filter. ``after`` is the keyset cursor."""

    since: date | None = None
    until: date | None = None
    state: str = ""
    kind: str = ""
    order: str = "newest"
    after: str = ""
    size: int = 50


@dataclass(frozen=True, slots=True)
class DaysPage:
    """One page of days, each with its counts, and the cursor of the next, if there is one."""

    rows: Sequence[ReceptionDay]
    next: str = ""


def days_page(actor: Actor, wanted: DaysWanted) -> DaysPage:
    """The days the actor may see and asked for, by date, each with ``heard``, ``concluded``, ``decided``; two queries."""
    exact = {"date__gte": wanted.since, "date__lte": wanted.until, "state": wanted.state, "kind": wanted.kind}
    rows = ReceptionDay.objects.visible_to(actor).filter(**{name: value for name, value in exact.items() if value})
    way = ("-date", "-id") if wanted.order == "newest" else ("date", "id")
    rows = with_counts(rows.filter(_beyond(wanted)) if wanted.after else rows).order_by(*way)
    found, titles = list(rows[: wanted.size + 1]), titles_of_posts()
    for day in found:
        day.host = titles.get(day.host_post_id or 0, "")
    shown = found[: wanted.size]
    return DaysPage(shown, f"{shown[-1].date.isoformat()}~{shown[-1].pk}" if len(found) > wanted.size else "")


def counted(day: ReceptionDay) -> ReceptionDay:
    """The day (which the caller may see) with its counts; one query."""
    found: ReceptionDay = with_counts(ReceptionDay.objects.filter(pk=day.pk)).get()
    found.host = titles_of_posts().get(found.host_post_id or 0, "")
    return found


def _beyond(wanted: DaysWanted) -> Q:
    day, _, last = wanted.after.rpartition("~")
    way = "lt" if wanted.order == "newest" else "gt"
    return Q(**{f"date__{way}": date.fromisoformat(day)}) | Q(date=day, **{f"id__{way}": int(last)})
