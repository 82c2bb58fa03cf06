"""May this actor make this move now? The same verdict greys the button and stops the action."""

from collections.abc import Iterable

from qinqing.kernel.actors import BUREAU, Actor, Role
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.appeals.rules.facts import Facts
from qinqing.procedure.appeals.states import MOVES, State


def may(name: str, actor: Actor, state: State, facts: Facts) -> Verdict:
    """The verdict on one move of the table, with its reason and clause."""
    return MOVES[name].judge(actor, state, facts)


def offers(actor: Actor, state: State, facts: Facts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post from this state: those open, and those a condition still forbids, with why."""
    for move in MOVES.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)


def may_hand_in_ledger(actor: Actor) -> Verdict:
    """Old ledgers are the bureau's, which registers appeals, 四(一)1."""
    return ALLOWED if actor.role in BUREAU else deny("原有诉求台账由县工业信息化和商务局导入，请转请其办理", "四(一)1")


def may_keep_prompts(actor: Actor) -> Verdict:
    """What enterprises read while they write is the bureau's and the system administrator's, 四."""
    if actor.role in BUREAU or actor.role is Role.SYSTEM_ADMIN:
        return ALLOWED
    return deny("反映提示由县工业信息化和商务局和系统管理员维护，请转请其办理", "四")
