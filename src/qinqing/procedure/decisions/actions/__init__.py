"""Everything that may be done with decided items: one verb, one transaction each."""

from qinqing.procedure.decisions.actions.assigning import city_decides, decide_at_hearing
from qinqing.procedure.decisions.actions.blocking import block, unblock
from qinqing.procedure.decisions.actions.confirming import call_in_vain, close_out, confirm, confirm_receipt, doubt
from qinqing.procedure.decisions.actions.implementing import ask_due, complete, contact, keep_due, move_due
from qinqing.procedure.decisions.actions.milestones import (
    drop_milestone,
    finish_milestone,
    move_milestone,
    plan_milestones,
)
from qinqing.procedure.decisions.actions.minuting import (
    adopt_minutes,
    close_day,
    draft_minutes,
    issue_minutes,
    send_minutes,
)
from qinqing.procedure.decisions.actions.moving import refresh_due
from qinqing.procedure.decisions.actions.progress import note_progress, open_progress_notes
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
from qinqing.procedure.decisions.actions.settling import cancel, cancel_with, hand_over
from qinqing.procedure.decisions.actions.taking_back import take_back_outcome

__all__ = [
    "accept",
    "adopt_minutes",
    "ask_due",
    "block",
    "call_in_vain",
    "cancel",
    "cancel_with",
    "circulate",
    "city_decides",
    "close_day",
    "close_out",
    "complete",
    "confirm",
    "confirm_receipt",
    "contact",
    "decide_at_hearing",
    "decline",
    "doubt",
    "draft_minutes",
    "draft_report",
    "drop_milestone",
    "finish_milestone",
    "hand_over",
    "issue_minutes",
    "keep_due",
    "mark_read",
    "move_due",
    "move_milestone",
    "note_progress",
    "open_progress_notes",
    "plan_milestones",
    "refresh_due",
    "return_draft",
    "send_back_report",
    "send_minutes",
    "sign_report",
    "take_back_outcome",
    "unblock",
]
