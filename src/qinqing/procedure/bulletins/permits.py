"""May this actor write, approve, publish, correct? The same verdict greys the button and stops the action."""

from collections.abc import Iterable

from qinqing.kernel.actors import Actor
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.bulletins.rules.facts import BulletinFacts
from qinqing.procedure.bulletins.states import MOVES, State


def may(name: str, actor: Actor, state: State, facts: BulletinFacts) -> Verdict:
    """The verdict on one move with a bulletin."""
    return MOVES[name].judge(actor, state, facts)


def offers(actor: Actor, state: State, facts: BulletinFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with a bulletin, each with its verdict."""
    for move in MOVES.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)
