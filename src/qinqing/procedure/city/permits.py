"""Who hands an appeal over, sends what did not arrive again, takes the package away, or takes one in."""

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

SEES_TO = frozenset({Role.OFFICE, Role.INTAKE})


def may_exchange(actor: Actor) -> Verdict:
    """The office, which reports upward (四(一)4), and the bureau's clerk, who registers what is handed down (三(四))."""
    if actor.role in SEES_TO:
        return ALLOWED
    return deny("与上下级的往来由县政府办和受理岗办理，请转请其办理", "四(一)4")


def may_take_package(actor: Actor) -> Verdict:
    """The clerk who registers."""
    if actor.role is Role.INTAKE:
        return ALLOWED
    return deny("数据包由受理岗收下登记，请转请其办理", "四(一)4")
