"""Who may change what counts as a working day."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


def may_enter_notice(actor: Actor) -> Verdict:
    """Only the system administrator enters a State Council notice."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("放假通知由系统管理员录入，请联系系统管理员")
