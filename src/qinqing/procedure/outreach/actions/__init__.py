"""What outreach writes: visits, and what was heard on them."""

from qinqing.procedure.appeals.actions import Receipt
from qinqing.procedure.outreach.actions.finding import note_finding, register_finding, settle_finding
from qinqing.procedure.outreach.actions.visiting import (
    cancel_visit,
    plan_visit,
    record_visit,
    reschedule_visit,
    write_down_visit,
)

__all__ = [
    "Receipt",
    "cancel_visit",
    "note_finding",
    "plan_visit",
    "record_visit",
    "register_finding",
    "reschedule_visit",
    "settle_finding",
    "write_down_visit",
]
