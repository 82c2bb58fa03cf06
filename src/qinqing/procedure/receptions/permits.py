"""May this actor do this with a reception day now? The same verdict greys the button and stops the action."""

from collections.abc import Iterable

from qinqing.kernel.actors import Actor
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.receptions.rules.dossiers import DossierFacts, DossierState
from qinqing.procedure.receptions.rules.facts import Facts
from qinqing.procedure.receptions.rules.kinds import said
from qinqing.procedure.receptions.rules.minutes_guards import MinutesFacts
from qinqing.procedure.receptions.rules.slots import SlotFacts, SlotState
from qinqing.procedure.receptions.states import DOSSIERS, MINUTES, MOVES, SLOTS, MinutesState, State


def may(name: str, actor: Actor, state: State, facts: Facts) -> Verdict:
    """The verdict on one move of the table, with its reason and clause."""
    return said(MOVES[name].judge(actor, state, facts), joint=facts.joint)


def offers(actor: Actor, state: State, facts: Facts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post from this state, each with its verdict."""
    for move in MOVES.open_to(actor.role, state):
        yield move, said(move.judge(actor, state, facts), joint=facts.joint)


def may_minutes(name: str, actor: Actor, state: MinutesState, facts: MinutesFacts) -> Verdict:
    """The verdict on one move of a day's minutes."""
    return said(MINUTES[name].judge(actor, state, facts), joint=facts.host_post is None)


def minutes_offers(actor: Actor, state: MinutesState, facts: MinutesFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with minutes in this state, each with its verdict."""
    for move in MINUTES.open_to(actor.role, state):
        yield move, said(move.judge(actor, state, facts), joint=facts.host_post is None)


def slot_offers(actor: Actor, state: SlotState, facts: SlotFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with a slot in this state, each with its verdict."""
    for move in SLOTS.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)


def may_dossier(name: str, actor: Actor, state: DossierState, facts: DossierFacts) -> Verdict:
    """The verdict on one move of a department's part of a dossier."""
    return DOSSIERS[name].judge(actor, state, facts)


def dossier_offers(actor: Actor, state: DossierState, facts: DossierFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with a part in this state, each with its verdict."""
    for move in DOSSIERS.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)
