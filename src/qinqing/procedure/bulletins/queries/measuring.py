"""各部门企业诉求办理情况、办理评价情况: figures by any cut, beside the period before and the year before. 四(六)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals.rules.kinds import Category, Channel
from qinqing.procedure.bulletins.models import Track
from qinqing.procedure.bulletins.queries.counting import HAPPENED, readable, stood, within
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
Tally = dict[tuple[int, str], dict[str, int]]


def measured(actor: Actor, cut: Cut, windows: Sequence[Window]) -> list[Row]:
    """One row for each key of the cut with anything to count, the busiest first; eight queries.

    ``windows`` are the period itself, the one before and the one a year ago.
    """
    rows = readable(actor)
    if rows is None:
        return []
    tally: Tally = defaultdict(dict)
    for place, key, counts in _tallied(rows, COLUMNS[cut], windows):
        tally[place, key].update(counts)
    found = _named(tally, cut, len(windows))
    return sorted(found, key=lambda row: (-row.now.received, -row.now.open, row.name))


def followed_at() -> datetime | None:
    """The moment of the newest entry that the figures know; None while they know none."""
    newest: datetime | None = Track.objects.aggregate(at=Max("last_at"))["at"]
    return newest


def _tallied(
    rows: QuerySet[Track], column: str, windows: Sequence[Window]
) -> Iterator[tuple[int, str, dict[str, int]]]:
    """One query for each moment that is asked by, and one for what stood; each over all periods."""
    for moment, counts in HAPPENED.items():
        spans = [within(moment, window) for window in windows]
        wanted = [{name: span & count for name, count in counts.items()} for span in spans]
        yield from _counted(rows.filter(reduce(or_, spans)), column, wanted)
    standing = [stood(window) for window in windows]
    yield from _counted(rows.filter(reduce(or_, (one["open"] | one["overdue_at_first"] for one in standing))), column,
                        standing)  # fmt: skip


def _counted(
    rows: QuerySet[Track], column: str, wanted: Sequence[Mapping[str, Q]]
) -> Iterator[tuple[int, str, dict[str, int]]]:
    counts = {f"n{place}_{name}": Count("pk", filter=q) for place, one in enumerate(wanted) for name, q in one.items()}
    for row in rows.values_list(column).annotate(**counts):
        numbers = iter(row[1:])
        for place, one in enumerate(wanted):
            yield place, "" if row[0] is None else str(row[0]), {name: next(numbers) for name in one}


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
