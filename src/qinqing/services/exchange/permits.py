"""Who sets up peers, and who sees to parcels."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

WATCHES = frozenset({Role.SYSTEM_ADMIN, Role.OFFICE, Role.INTAKE})


def may_keep_peers(actor: Actor) -> Verdict:
    """The system administrator."""
    if actor.role is Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("对接单位由系统管理员设置，请转请其办理")


def may_see_to_parcels(actor: Actor) -> Verdict:
    """The office and the bureau's clerk, whose appeals they are; the administrator, who sees no more than numbers."""
    if actor.role in WATCHES:
        return ALLOWED
    return deny("往来由县政府办、受理岗和系统管理员查看，请转请其办理")
