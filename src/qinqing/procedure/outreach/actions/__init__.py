"""What outreach writes: visits, what was heard on them, campaigns."""

from qinqing.procedure.appeals.actions import Receipt
from qinqing.procedure.outreach.actions.campaigning import (
    add_material,
    amend_campaign,
    attend,
    cancel_campaign,
    hold_campaign,
    invite,
    lodge,
    plan_campaign,
)
from qinqing.procedure.outreach.actions.counting import HEARD, ask_recount, recount
from qinqing.procedure.outreach.actions.finding import note_finding, register_finding, settle_finding
from qinqing.procedure.outreach.actions.visiting import (
    cancel_visit,
    plan_visit,
    record_visit,
    reschedule_visit,
    write_down_visit,
)

__all__ = [
    "HEARD",
    "Receipt",
    "add_material",
    "amend_campaign",
    "ask_recount",
    "attend",
    "cancel_campaign",
    "cancel_visit",
    "hold_campaign",
    "invite",
    "lodge",
    "note_finding",
    "plan_campaign",
    "plan_visit",
    "record_visit",
    "recount",
    "register_finding",
    "reschedule_visit",
    "settle_finding",
    "write_down_visit",
]
