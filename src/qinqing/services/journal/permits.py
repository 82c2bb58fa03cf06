"""Who may read the record across subjects."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


def may_audit(actor: Actor) -> Verdict:
    """The audit administrator reads who did what and when, never what an appeal says."""
    if actor.role is Role.AUDIT_ADMIN:
        return ALLOWED
    return deny("全部办理记录由审计管理员查阅，请转请其查阅")
