"""Figures for those who may see them, and the appeals behind each; bulletins, and what is published of them."""

from qinqing.procedure.bulletins.models import Bulletin
from qinqing.procedure.bulletins.queries.absent import Absence
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
from qinqing.procedure.bulletins.queries.check_ledger import CHECKS, broken_rows
from qinqing.procedure.bulletins.queries.checks import (
    Broken,
    BrokenPage,
    CheckLine,
    broken,
    checked,
    checked_at,
    every_broken,
    habits,
)
from qinqing.procedure.bulletins.queries.foreseeing import Foresight, Waiting, foresee
from qinqing.procedure.bulletins.queries.measuring import followed_at, measured
from qinqing.procedure.bulletins.queries.papers import named_bulletins, readable_papers
from qinqing.procedure.bulletins.queries.records import track_of
from qinqing.procedure.bulletins.queries.recounting import recount
from qinqing.procedure.bulletins.queries.snapshots import REPLAYS
from qinqing.procedure.bulletins.queries.trends import MonthCount, trend
from qinqing.procedure.bulletins.queries.watching import Flagged, flagged, parts
from qinqing.procedure.bulletins.rules import Line, Recount, shown
from qinqing.procedure.bulletins.rules.tables import rows

__all__ = [
    "CHECKS",
    "REPLAYS",
    "Absence",
    "Behind",
    "Broken",
    "BrokenPage",
    "Bulletin",
    "Candidate",
    "CheckLine",
    "Flagged",
    "Foresight",
    "Line",
    "MonthCount",
    "Recount",
    "Waiting",
    "behind",
    "broken",
    "broken_rows",
    "bulletins",
    "bulletins_todo",
    "bulletins_todo_rows",
    "candidates",
    "checked",
    "checked_at",
    "every_broken",
    "fetch_bulletin",
    "fetch_published",
    "figures_of",
    "flagged",
    "followed_at",
    "foresee",
    "frozen",
    "habits",
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
    "trend",
]
