"""May this actor visit, note, register? The same verdict greys the button and stops the action."""

from collections.abc import Iterable

from qinqing.kernel.actors import Actor
from qinqing.kernel.labels import Labelled
from qinqing.kernel.moves import Move, Moves
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.outreach.rules.facts import PlaceFacts


def may_enter(table: Moves, name: str, actor: Actor, facts: PlaceFacts) -> Verdict:
    """The verdict on a move that begins something: it comes from no state, so only post and conditions are asked."""
    move = table[name]
    if actor.role not in move.by:
        return move.judge(actor, next(iter(table.states)), facts)  # names who does it
    for guard in move.guards:
        verdict = guard(actor, facts)
        if not verdict:
            return Verdict(False, verdict.reason, verdict.clause or move.clause)
    return Verdict(True)


def offers(table: Moves, actor: Actor, state: Labelled, facts: PlaceFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post, each with its verdict."""
    for move in table.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)
