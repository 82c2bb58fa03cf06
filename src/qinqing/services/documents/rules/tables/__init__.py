"""Tables that offices hand in 台账, 名册: read as they are, row by row, with a report of what became of each."""

from qinqing.services.documents.rules.tables.examples import Samples
from qinqing.services.documents.rules.tables.glances import Glance, glance
from qinqing.services.documents.rules.tables.headings import Column, Words
from qinqing.services.documents.rules.tables.reading import Cell, count_lines
from qinqing.services.documents.rules.tables.reports import Fault, Match, Places, Rejected, Rejection, Report, Taken
from qinqing.services.documents.rules.tables.rows import Aside, Row, rows
from qinqing.services.documents.rules.tables.values import as_day, as_moment, as_text, is_nothing, lost_digits

__all__ = [
    "Aside",
    "Cell",
    "Column",
    "Fault",
    "Glance",
    "Match",
    "Places",
    "Rejected",
    "Rejection",
    "Report",
    "Row",
    "Samples",
    "Taken",
    "Words",
    "as_day",
    "as_moment",
    "as_text",
    "count_lines",
    "glance",
    "is_nothing",
    "lost_digits",
    "rows",
]
