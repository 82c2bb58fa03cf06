"""May this actor follow up, evaluate, correct? The same verdict greys the button and stops the action."""

from collections.abc import Iterable

from qinqing.kernel.actors import Actor
from qinqing.kernel.moves import Move
from qinqing.kernel.verdicts import Verdict, deny
from qinqing.procedure.appeals.states import State as Standing
from qinqing.procedure.supervision.rules.facts import (
    CallFacts,
    CorrectionFacts,
    Facts,
    FindingFacts,
    LinkFacts,
    RoundFacts,
    UrgingFacts,
)
from qinqing.procedure.supervision.states import (
    AFTERCARE,
    FINDINGS,
    LINKS,
    MOVES,
    ROUNDS,
    SAMPLE_CALLS,
    URGINGS,
    CallState,
    FindingState,
    LinkState,
    RoundState,
    State,
    UrgingState,
)


def may_with_appeal(name: str, actor: Actor, standing: Standing, facts: Facts) -> Verdict:
    """The verdict on one move with a closed appeal."""
    return AFTERCARE[name].judge(actor, standing, facts)


def may(name: str, actor: Actor, state: State, facts: CorrectionFacts) -> Verdict:
    """The verdict on one move with a correction."""
    return MOVES[name].judge(actor, state, facts)


# What a visitor reads who comes too late: the state's own words are for those inside.
LINK_IS_OVER: dict[LinkState, str] = {
    LinkState.USED: "这个评价链接已经用过了，一个链接只能评价一次；要补充的，请联系工信商务局",
    LinkState.REPLACED: "这个评价链接已经换发，请用新的链接",
}


def may_use_link(actor: Actor, state: LinkState, facts: LinkFacts) -> Verdict:
    """May whoever holds a link still rate by it?"""
    move = LINKS["use"]
    return deny(LINK_IS_OVER[state], move.clause) if state in LINK_IS_OVER else move.judge(actor, state, facts)


def offers(actor: Actor, state: State, facts: CorrectionFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with a correction, each with its verdict."""
    for move in MOVES.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)


def urging_offers(actor: Actor, state: UrgingState, facts: UrgingFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with an urging notice, each with its verdict."""
    for move in URGINGS.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)


def round_offers(actor: Actor, state: RoundState, facts: RoundFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with a round of inspection, each with its verdict."""
    for move in ROUNDS.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)


def finding_offers(actor: Actor, state: FindingState, facts: FindingFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with a finding, each with its verdict."""
    for move in FINDINGS.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)


def call_offers(actor: Actor, state: CallState, facts: CallFacts) -> Iterable[tuple[Move, Verdict]]:
    """The moves of this actor's post with a call of a sample, each with its verdict."""
    for move in SAMPLE_CALLS.open_to(actor.role, state):
        yield move, move.judge(actor, state, facts)
