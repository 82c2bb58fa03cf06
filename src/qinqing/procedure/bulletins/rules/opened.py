"""A published month as open data: the same figures as on the page, with what each means and the digest. Pure."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from io import StringIO
from typing import Any

from qinqing.procedure.bulletins.rules import tables
from qinqing.procedure.bulletins.rules.figures import Recount
from qinqing.procedure.bulletins.rules.measures import MEASURES, Counts

COUNTED = ("received", "transferred", "transferred_in_time", "closed", "closed_in_time", "closed_in_first_time", "open",
           "overdue", "shelved", "rated", "solved", "satisfied")  # fmt: skip
LABELS = {
    **tables.COUNTED, "transferred": "转办", "transferred_in_time": "及时转办", "closed_in_time": "按时办结",
    "closed_in_first_time": "按原时限办结", "solved": "企业说已解决", "satisfied": "满意",
}  # fmt: skip


def as_data(figures: Recount) -> dict[str, Any]:
    """The figures for programs: every count, every rate with its two counts."""
    lines = [{"organ": line.organ, "name": line.name, **_told(line.counts)} for line in figures.departments]
    return {
        "month": figures.month,
        "as_of": figures.as_of.isoformat(),
        "departments": lines,
        "totals": _told(figures.totals),
        "reception_days_and_items": asdict(figures.upper),
        "definitions": dict(tables.meanings()),
    }


def as_csv(figures: Recount, about: Mapping[str, str]) -> str:
    """One line for each department; then days and items, what each figure means, and ``about``."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["部门代码", "部门", *(LABELS[name] for name in COUNTED)])
    for line in [*figures.departments]:
        table.writerow([line.organ, _harmless(line.name), *_cells(line.counts)])
    table.writerow(["", "合计", *_cells(figures.totals)])
    table.writerows([[], *([label, value] for label, value in tables.upper(figures))])
    table.writerows([[], *([label, meaning] for label, meaning in tables.meanings())])
    table.writerows([[], *([label, _harmless(value)] for label, value in about.items())])
    return out.getvalue()


def _told(counts: Counts) -> dict[str, Any]:
    rates = {key: counts.rate(MEASURES[key]) for key in tables.RATES}
    return {name: int(getattr(counts, name)) for name in COUNTED} | {
        "rates": {key: {"part": rate.part, "whole": rate.whole, "percent": rate.percent} for key, rate in rates.items()}
    }


def _cells(counts: Counts) -> Iterator[int]:
    return (int(getattr(counts, name)) for name in COUNTED)


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
