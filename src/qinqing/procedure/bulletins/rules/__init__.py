"""The measures of a bulletin, with the counts behind every rate; its way, and what must not be in it. Pure."""

from qinqing.procedure.bulletins.rules.counting import count
from qinqing.procedure.bulletins.rules.cuts import COLUMNS, NOBODY, RUNGS, Cut, Row, Window
from qinqing.procedure.bulletins.rules.figures import FEWEST, Line, Recount, Upper, from_data, shown
from qinqing.procedure.bulletins.rules.measures import COUNTS, MEANINGS, MEASURES, Counts, Measure, Rate, total
from qinqing.procedure.bulletins.rules.tracks import Track

__all__ = [
    "COLUMNS",
    "COUNTS",
    "FEWEST",
    "MEANINGS",
    "MEASURES",
    "NOBODY",
    "RUNGS",
    "Counts",
    "Cut",
    "Line",
    "Measure",
    "Rate",
    "Recount",
    "Row",
    "Track",
    "Upper",
    "Window",
    "count",
    "from_data",
    "shown",
    "total",
]
