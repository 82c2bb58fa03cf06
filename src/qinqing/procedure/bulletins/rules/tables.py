"""A month's figures as people read them: one row for each department, and what each column means. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from qinqing.procedure.bulletins.rules.figures import Recount, shown
from qinqing.procedure.bulletins.rules.measures import MEANINGS, MEASURES, Counts

RATES = ("transferred_in_time", "closed_in_time", "closed_in_first_time", "solved", "satisfied")
# What a page has room for; the rest stands in the open data.
COLUMNS, RATE_COLUMNS = ("received", "closed", "open", "overdue"), ("closed_in_time", "solved", "satisfied")
COUNTED = {"received": "收到", "closed": "办结", "open": "在办", "overdue": "超期", "shelved": "挂账", "rated": "评价"}
UPPER = {
    "days": "举行接待日（场）",
    "heard": "接谈诉求（件）",
    "decided": "新决定事项（件）",
    "implemented": "办理完毕的决定事项（件）",
}
UPPER_MEANINGS = {
    "days": "这个月举行并结束的县长、副县长接待日。",
    "heard": "在这些接待日上记录了接谈结果的诉求。",
    "decided": "这个月交办的决定事项。",
    "implemented": "这个月报办理完毕、月底前没有被退回的决定事项。",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One department: its counts, and its rates with their counts; without a percentage where few are counted."""

    name: str
    counts: Counts
    rates: dict[str, str]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Heading and text of every column."""
        counted = [(COUNTED[name], str(getattr(self.counts, name))) for name in COLUMNS]
        return counted + [(MEASURES[name].label, self.rates[name]) for name in RATE_COLUMNS]


HEADINGS = [*(COUNTED[name] for name in COLUMNS), *(MEASURES[name].label for name in RATE_COLUMNS)]


def rows(figures: Recount) -> list[Shown]:
    """Each department, and all together last."""
    lines = [*((line.name, line.counts) for line in figures.departments), ("合计", figures.totals)]
    return [Shown(name, counts, {key: shown(counts.rate(MEASURES[key])) for key in RATES}) for name, counts in lines]


def upper(figures: Recount) -> list[tuple[str, int]]:
    """Days and items, each with its label."""
    return [(label, getattr(figures.upper, name)) for name, label in UPPER.items()]


def meanings() -> Iterator[tuple[str, str]]:
    """What each figure means: its label and a sentence."""
    told = MEANINGS | {"open": "月底还没有办结的全部诉求，不限于这个月收到的。"}
    yield from ((label, told[name]) for name, label in COUNTED.items())
    yield from ((MEASURES[name].label, MEASURES[name].meaning) for name in RATES)
    yield from ((label, UPPER_MEANINGS[name]) for name, label in UPPER.items())
