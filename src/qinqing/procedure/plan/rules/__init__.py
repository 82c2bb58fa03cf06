"""The Plan's blanks and clauses, pure."""

from qinqing.procedure.plan.rules.citing import PLAN, cite
from qinqing.procedure.plan.rules.clauses import (
    NAMES,
    Chapter,
    Clause,
    Number,
    blank_faults,
    in_chapters,
    packaged,
    render_clause,
    show_clause,
)
from qinqing.procedure.plan.rules.settings import DEFAULTS, SETTINGS, Limits, Setting, Unit, changed, faults

CLAUSES: dict[str, Clause] = {clause.ref: clause for clause in packaged()}

__all__ = [
    "CLAUSES",
    "DEFAULTS",
    "NAMES",
    "PLAN",
    "SETTINGS",
    "Chapter",
    "Clause",
    "Limits",
    "Number",
    "Setting",
    "Unit",
    "blank_faults",
    "changed",
    "cite",
    "faults",
    "in_chapters",
    "packaged",
    "render_clause",
    "show_clause",
]
