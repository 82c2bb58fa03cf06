"""Everything that may be done to an appeal: one verb, one transaction each."""

from qinqing.procedure.appeals.actions.answering import (
    call_in_vain,
    confirm,
    doubt,
    give_up_calling,
    supplement,
    withdraw,
)
from qinqing.procedure.appeals.actions.departments import (
    add_assisting,
    ask_extension,
    ask_material,
    assist,
    contact,
    deny_extension,
    draft_outcome,
    grant_extension,
    insist,
    redirect,
    release_assisting,
    resume,
    return_appeal,
    send_back,
    sign_answer,
    sign_for,
    sign_unresolved,
    transfer,
)
from qinqing.procedure.appeals.actions.ending import (
    approve_shelving,
    close,
    decline_shelving,
    propose_shelving,
    renew_shelving,
    reopen,
    rule_explained,
    rule_unresolved,
    take_up,
)
from qinqing.procedure.appeals.actions.entering import Receipt, hand_down, lodge, receive
from qinqing.procedure.appeals.actions.hearing import (
    call_in,
    city_decides,
    city_explains,
    city_leaves,
    decide,
    defer,
    explain_at_hearing,
    finish_implementing,
    leave_unresolved,
    schedule,
    unschedule,
)
from qinqing.procedure.appeals.actions.moving import refresh_due
from qinqing.procedure.appeals.actions.query_codes import renew_query_code
from qinqing.procedure.appeals.actions.sorting import (
    amend,
    ask_review,
    decline_refusal,
    merge,
    overturn_refusal,
    propose_refusal,
    refuse,
    register_appeal,
    sort,
    split,
    uphold_refusal,
)
from qinqing.procedure.appeals.actions.upward import (
    accept_fast_lane,
    ask_fast_lane,
    compile_batch,
    compile_opinions,
    consult,
    decline_fast_lane,
    give_opinion,
    raise_rung,
    report_to_mayor,
    send_to_city,
)

__all__ = [name for name in dir() if not name.startswith("_")]
