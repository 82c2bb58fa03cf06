"""Everything that may be done with a reception day: one verb, one transaction each."""

from qinqing.procedure.receptions.actions.agenda import call_departments, put_on_agenda, reorder, take_off
from qinqing.procedure.receptions.actions.attendance import record_attendance, record_guest
from qinqing.procedure.receptions.actions.dossiers import (
    hand_parts_on,
    issue_dossier,
    resubmit_part,
    return_part,
    submit_part,
    write_sheet,
)
from qinqing.procedure.receptions.actions.errata import (
    adopt_erratum,
    confirm_erratum,
    decline_erratum,
    dismiss_erratum,
    propose_erratum,
)
from qinqing.procedure.receptions.actions.feeds import close_feed, renew_feed
from qinqing.procedure.receptions.actions.hearing import (
    close_day,
    record_decision,
    record_outcome,
    take_back_outcome,
)
from qinqing.procedure.receptions.actions.minutes import (
    adopt_minutes,
    confirm_minutes,
    draft_minutes,
    issue_minutes,
    open_minutes,
    recall_minutes,
    send_back_minutes,
    send_minutes,
    write_minutes,
)
from qinqing.procedure.receptions.actions.notes import be_present, take_notes
from qinqing.procedure.receptions.actions.planning import amend, call_meeting, cancel_day, issue_notice, plan
from qinqing.procedure.receptions.actions.slots import (
    accept_slot,
    ask_slot,
    confirm_slot,
    decline_slot,
    excuse_slot,
    withdraw_slot,
)

__all__ = [
    "accept_slot",
    "adopt_erratum",
    "adopt_minutes",
    "amend",
    "ask_slot",
    "be_present",
    "call_departments",
    "call_meeting",
    "cancel_day",
    "close_day",
    "close_feed",
    "confirm_erratum",
    "confirm_minutes",
    "confirm_slot",
    "decline_erratum",
    "decline_slot",
    "dismiss_erratum",
    "draft_minutes",
    "excuse_slot",
    "hand_parts_on",
    "issue_dossier",
    "issue_minutes",
    "issue_notice",
    "open_minutes",
    "plan",
    "propose_erratum",
    "put_on_agenda",
    "recall_minutes",
    "record_attendance",
    "record_decision",
    "record_guest",
    "record_outcome",
    "renew_feed",
    "reorder",
    "resubmit_part",
    "return_part",
    "send_back_minutes",
    "send_minutes",
    "submit_part",
    "take_back_outcome",
    "take_notes",
    "take_off",
    "withdraw_slot",
    "write_minutes",
    "write_sheet",
]
