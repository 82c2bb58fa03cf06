"""The measures of a bulletin, with the counts behind every rate. Pure."""

from qinqing.procedure.bulletins.rules.counting import count
from qinqing.procedure.bulletins.rules.cuts import COLUMNS, NOBODY, RUNGS, Cut, Row, Window
from qinqing.procedure.bulletins.rules.measures import COUNTS, MEANINGS, MEASURES, Counts, Measure, Rate, total
from qinqing.procedure.bulletins.rules.tracks import Track

__all__ = [
    "COLUMNS",
    "COUNTS",
    "MEANINGS",
    "MEASURES",
    "NOBODY",
    "RUNGS",
    "Counts",
    "Cut",
    "Measure",
    "Rate",
    "Row",
    "Track",
    "Window",
    "count",
    "total",
]
