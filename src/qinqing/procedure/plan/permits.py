"""Who may give the Plan a new edition."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

KEEPERS = frozenset({Role.SYSTEM_ADMIN, Role.BUREAU_HEAD})


def may_adopt(actor: Actor) -> Verdict:
    """The system administrator and the bureau's head adopt editions; everybody else reads them."""
    if actor.role in KEEPERS:
        return ALLOWED
    return deny("制度新版本由系统管理员或工信商务局负责人发布，请转请其办理", "四(一)1")
