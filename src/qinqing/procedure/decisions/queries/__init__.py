"""Everything that may be asked about decided items; each answer is within what the actor may see."""

from qinqing.procedure.decisions.models import Circulation, DecidedItem, Report, Share
from qinqing.procedure.decisions.queries.minuted import carriers_of, lines_of
from qinqing.procedure.decisions.queries.reading import (
    Line,
    Page,
    Wanted,
    by_number,
    carriers,
    circulations,
    circulations_for,
    count,
    counts_by_day,
    fetch,
    items_of,
    may,
    offers,
    page,
    progress_missing,
    reports,
    shares,
    timeline,
    todo,
)
from qinqing.procedure.decisions.queries.snapshots import stored, subjects

REPLAYS = {"item": (stored, subjects)}

__all__ = [
    "REPLAYS",
    "Circulation",
    "DecidedItem",
    "Line",
    "Page",
    "Report",
    "Share",
    "Wanted",
    "by_number",
    "carriers",
    "carriers_of",
    "circulations",
    "circulations_for",
    "count",
    "counts_by_day",
    "fetch",
    "items_of",
    "lines_of",
    "may",
    "offers",
    "page",
    "progress_missing",
    "reports",
    "shares",
    "stored",
    "subjects",
    "timeline",
    "todo",
]
