"""Who sets up the ways out."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


def may_keep_channels(actor: Actor) -> Verdict:
    """The system administrator."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("发送通道由系统管理员设置，请转请其办理")
