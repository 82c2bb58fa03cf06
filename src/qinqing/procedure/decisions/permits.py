"""May this actor do this with a decided item now? The same verdict greys the button and stops the action."""

from collections.abc import Iterable

from qinqing.kernel.actors import Actor
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.decisions.rules.facts import Facts
from qinqing.procedure.decisions.states import MOVES, State


def may(name: str, actor: Actor, state: State, facts: Facts) -> Verdict:
    """The verdict on one move of the table, with its reason and clause."""
    return MOVES[name].judge(actor, state, facts)


def offers(actor: Actor, state: State, facts: Facts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post from this state, each with its verdict."""
    for move in MOVES.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)
