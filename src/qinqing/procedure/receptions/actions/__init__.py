"""Everything that may be done with a reception day: one verb, one transaction each."""

from qinqing.procedure.receptions.actions.agenda import call_departments, put_on_agenda, reorder, take_off
from qinqing.procedure.receptions.actions.hearing import close_day, record_attendance, record_decision, record_outcome
from qinqing.procedure.receptions.actions.planning import amend, cancel_day, issue_notice, plan

__all__ = [
    "amend",
    "call_departments",
    "cancel_day",
    "close_day",
    "issue_notice",
    "plan",
    "put_on_agenda",
    "record_attendance",
    "record_decision",
    "record_outcome",
    "reorder",
    "take_off",
]
