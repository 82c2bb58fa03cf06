"""各部门企业诉求办理情况、办理评价情况: figures by any cut, beside the period before and the year before. 四(六)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals.rules.kinds import Category, Channel
from qinqing.procedure.bulletins.models import Track
from qinqing.procedure.bulletins.queries.counting import HAPPENED, STOOD, kept_from, readable, within
from qinqing.procedure.bulletins.rules import COLUMNS, NOBODY, RUNGS, Counts, Cut, Row, Window
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.rules import SECTIONS

NAMES: dict[Cut, Callable[[], Mapping[Any, str]]] = {
    Cut.DEPARTMENT: register.organ_names,
    Cut.TOWNSHIP: register.organ_names,
    Cut.CATEGORY: lambda: dict(Category.choices()),
    Cut.CHANNEL: lambda: dict(Channel.choices()),
    Cut.INDUSTRY: lambda: SECTIONS,
    Cut.RUNG: lambda: RUNGS,
}
Tally = dict[tuple[int, str], Counter[str]]


def measured(actor: Actor, cut: Cut, windows: Sequence[Window]) -> list[Row]:
    """One row for each key of the cut with anything to count, the busiest first; eight queries.

    ``windows`` are the period itself, the one before and the one a year ago: the same or apart, never overlapping.
    """
    rows = readable(actor)
    if rows is None:
        return []
    tally: Tally = defaultdict(Counter)
    kept = kept_from(actor)
    for place, key, counts in _tallied(rows, COLUMNS[cut], windows):
        tally[place, key].update({name: count for name, count in counts.items() if name not in kept})
    found = _named(tally, cut, len(windows))
    return sorted(found, key=lambda row: (-row.now.received, -row.now.open, row.name))


def followed_at() -> datetime | None:
    """The moment of the newest entry that the figures know; None while they know none."""
    return Track.objects.order_by("-last").values_list("last_at", flat=True).first()


def _tallied(
    rows: QuerySet[Track], column: str, windows: Sequence[Window]
) -> Iterator[tuple[int, str, dict[str, int]]]:
    """One query for each moment that is asked by, and one for what stood; each over all periods."""
    places: dict[tuple[datetime, datetime], list[int]] = defaultdict(list)
    for place, window in enumerate(windows):
        places[window.since, window.until].append(place)
    whose = list(places.values())
    for moment, counts in HAPPENED.items():
        spans = [within(moment, windows[first]) for first, *_ in whose]
        span = Case(*(When(q, then=Value(number)) for number, q in enumerate(spans)))
        happened = rows.filter(reduce(or_, spans)).annotate(span=span)
        for (key, number), tally in _counted(happened, (column, "span"), counts):
            for place in whose[number]:
                yield place, key, tally
    yield from _standing(rows, column, windows)


def _standing(
    rows: QuerySet[Track], column: str, windows: Sequence[Window]
) -> Iterator[tuple[int, str, dict[str, int]]]:
    """What stood at the end of each period, in one query.

    It is put together of what is not over and of what was over only afterwards, figure by figure: each is then counted
    from one index, however much was over afterwards.
    """
    arms = [
        rows.filter(Q(**{f"{begun}__lte": window.at}) & end)
        .values_list(column)
        .annotate(place=Value(place), figure=Value(name), n=Count("*"))
        for place, window in enumerate(windows)
        for name, (begun, over) in STOOD.items()
        for end in (Q(**{f"{over}__isnull": True}), Q(**{f"{over}__gt": window.at}))
    ]
    first, *others = arms
    for key, place, figure, count in first.union(*others, all=True):
        yield place, _text(key), {figure: count}


def _counted(
    rows: QuerySet[Track], keys: Sequence[str], wanted: Mapping[str, Q]
) -> Iterator[tuple[list[Any], dict[str, int]]]:
    counts = {f"n_{name}": Count("pk", filter=q or None) for name, q in wanted.items()}
    for row in rows.values_list(*keys).annotate(**counts):
        yield [_text(row[0]), *row[1 : len(keys)]], dict(zip(wanted, row[len(keys) :], strict=True))


def _text(key: Any) -> str:
    return "" if key is None else str(key)


def _named(tally: Tally, cut: Cut, periods: int) -> Iterator[Row]:
    """Rows with their names. Several keys may come to one: the industries of a portfolio are one deputy mayor's."""
    names = _names(cut)
    sums: dict[tuple[str, str], list[Counts]] = {}
    for (place, key), counts in tally.items():
        line = sums.setdefault(names.get(key, ("", NOBODY.get(cut, "其他"))), [Counts() for _ in range(periods)])
        line[place] += Counts(**counts)
    return (Row(key, name, *line) for (key, name), line in sums.items() if not all(one.empty for one in line))


def _names(cut: Cut) -> dict[str, tuple[str, str]]:
    """For each value of a cut's column the key and the name of the line it belongs to."""
    if cut is Cut.DEPUTY:
        posts = register.posts(Role.DEPUTY)
        return {section: (post.code, post.label) for post in posts for section in post.sections}
    names = NAMES[cut]()
    return {str(value): (str(value), name) for value, name in names.items()}


def sections_of(deputy: str) -> frozenset[str]:
    """The industries of a deputy mayor's post by its code; for none, those in nobody's portfolio."""
    posts = register.posts(Role.DEPUTY)
    if deputy:
        return frozenset(section for post in posts if post.code == deputy for section in post.sections)
    return frozenset({"", *SECTIONS}) - {section for post in posts for section in post.sections}
