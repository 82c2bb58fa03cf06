"""Who sees to letters."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny


def may_see_to_letters(actor: Actor) -> Verdict:
    """The bureau's clerk, who registers what comes in, 四(一)1."""
    if actor.role is Role.INTAKE:
        return ALLOWED
    return deny("来信由县工业信息化和商务局受理岗处理，请转请其办理", "四(一)1")
