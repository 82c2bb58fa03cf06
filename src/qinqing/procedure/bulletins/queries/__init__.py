"""Figures for those who may see them, and the appeals behind each; bulletins, and what is published of them."""

from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.queries.behind import Behind, behind
from qinqing.procedure.bulletins.queries.bulletins import (
    Candidate,
    bulletins,
    bulletins_todo,
    bulletins_todo_rows,
    candidates,
    fetch_bulletin,
    fetch_published,
    figures_of,
    frozen,
    history,
    may,
    offers,
    opened_corrections,
    opened_data,
    published,
)
from qinqing.procedure.bulletins.queries.measuring import followed_at, measured
from qinqing.procedure.bulletins.queries.papers import named_bulletins, readable_papers
from qinqing.procedure.bulletins.queries.records import track_of
from qinqing.procedure.bulletins.queries.recounting import recount
from qinqing.procedure.bulletins.queries.snapshots import REPLAYS
from qinqing.procedure.bulletins.queries.watching import Flagged, flagged, parts
from qinqing.procedure.bulletins.rules import Line, Recount, shown
from qinqing.procedure.bulletins.rules.tables import rows

__all__ = [
    "REPLAYS",
    "Behind",
    "Bulletin",
    "Candidate",
    "Flagged",
    "Line",
    "Recount",
    "behind",
    "bulletins",
    "bulletins_todo",
    "bulletins_todo_rows",
    "candidates",
    "fetch_bulletin",
    "fetch_published",
    "figures_of",
    "flagged",
    "followed_at",
    "frozen",
    "history",
    "may",
    "measured",
    "named_bulletins",
    "offers",
    "opened_corrections",
    "opened_data",
    "parts",
    "published",
    "readable_papers",
    "recount",
    "rows",
    "shown",
    "track_of",
]
