"""Who sets up the ways out, and who looks after what went over them."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


def may_keep_channels(actor: Actor) -> Verdict:
    """The system administrator."""
    if actor.role == Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("发送通道由系统管理员设置，请转请其办理")


def may_follow_deliveries(actor: Actor) -> Verdict:
    """The system administrator and the county's office: what did not go is sent again, without its words being read."""
    if actor.role in {Role.SYSTEM_ADMIN, Role.OFFICE}:
        return ALLOWED
    return deny("发送情况由县政府办和系统管理员查看，请转请其办理")
