"""Changing the register, always on the record."""

from qinqing.procedure.register.actions.county import (
    name_county,
    remove_elsewhere,
    remove_point,
    set_elsewhere,
    set_point,
)
from qinqing.procedure.register.actions.duties import import_duties, set_duties
from qinqing.procedure.register.actions.enterprises import (
    add_enterprise,
    amend_enterprise,
    set_contacts,
)
from qinqing.procedure.register.actions.founding import found
from qinqing.procedure.register.actions.importing import ROSTER, import_enterprises
from qinqing.procedure.register.actions.joining import invite, join, withdraw_invitation
from qinqing.procedure.register.actions.leaves import end_leave, take_leave
from qinqing.procedure.register.actions.lodging import enterprise_for, enterprise_with_step, unnamed
from qinqing.procedure.register.actions.members import (
    ask_membership,
    confirm_membership,
    end_membership,
    name_administrator,
)
from qinqing.procedure.register.actions.organ_rosters import ORGAN_ROSTER
from qinqing.procedure.register.actions.organs import abolish_organ, add_organ, amend_organ, on_abolished
from qinqing.procedure.register.actions.posts import (
    add_post,
    appoint,
    close_post,
    end_holding,
    rename_post,
    set_portfolio,
    substitute,
)
from qinqing.procedure.register.actions.staff_rosters import STAFF_ROSTER

__all__ = [
    "ORGAN_ROSTER",
    "ROSTER",
    "STAFF_ROSTER",
    "abolish_organ",
    "add_enterprise",
    "add_organ",
    "add_post",
    "amend_enterprise",
    "amend_organ",
    "appoint",
    "ask_membership",
    "close_post",
    "confirm_membership",
    "end_holding",
    "end_leave",
    "end_membership",
    "enterprise_for",
    "enterprise_with_step",
    "found",
    "import_duties",
    "import_enterprises",
    "invite",
    "join",
    "name_administrator",
    "name_county",
    "on_abolished",
    "remove_elsewhere",
    "remove_point",
    "rename_post",
    "set_contacts",
    "set_duties",
    "set_elsewhere",
    "set_point",
    "set_portfolio",
    "substitute",
    "take_leave",
    "unnamed",
    "withdraw_invitation",
]
