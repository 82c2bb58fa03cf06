"""What bulletins write: the tracks that measures count, and each month's bulletin on its way to everybody."""

from qinqing.procedure.bulletins.actions.chasing import chase_due
from qinqing.procedure.bulletins.actions.checking import check_record
from qinqing.procedure.bulletins.actions.drafting import (
    choose_example,
    drop_example,
    keep,
    open_bulletin,
    open_due,
    write,
)
from qinqing.procedure.bulletins.actions.publishing import (
    approve,
    confirm_correction,
    decline_correction,
    propose_correction,
    publish,
    return_draft,
    send_back,
    submit,
)
from qinqing.procedure.bulletins.actions.tracking import follow_record

__all__ = [
    "approve",
    "chase_due",
    "check_record",
    "choose_example",
    "confirm_correction",
    "decline_correction",
    "drop_example",
    "follow_record",
    "keep",
    "open_bulletin",
    "open_due",
    "propose_correction",
    "publish",
    "return_draft",
    "send_back",
    "submit",
    "write",
]
