"""Everything that may be done with decided items: one verb, one transaction each."""

from qinqing.procedure.decisions.actions.assigning import city_decides, decide_at_hearing
from qinqing.procedure.decisions.actions.implementing import (
    ask_due,
    complete,
    contact,
    keep_due,
    move_due,
    note_progress,
)
from qinqing.procedure.decisions.actions.minuting import draft_minutes, issue_minutes, send_minutes
from qinqing.procedure.decisions.actions.moving import refresh_due
from qinqing.procedure.decisions.actions.reporting import (
    accept,
    circulate,
    decline,
    draft_report,
    mark_read,
    return_draft,
    send_back_report,
    sign_report,
)

__all__ = [
    "accept",
    "ask_due",
    "circulate",
    "city_decides",
    "complete",
    "contact",
    "decide_at_hearing",
    "decline",
    "draft_minutes",
    "draft_report",
    "issue_minutes",
    "keep_due",
    "mark_read",
    "move_due",
    "note_progress",
    "refresh_due",
    "return_draft",
    "send_back_report",
    "send_minutes",
    "sign_report",
]
