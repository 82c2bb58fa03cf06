"""The ladder's table, looked at as a whole: every state x move x post is a move or a refusal that says why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from qinqing.kernel.actors import ADMINISTRATORS, BUREAU, DEPARTMENT, Actor, Role
from qinqing.procedure.appeals.events import EVENTS, PLAIN, TOLD
from qinqing.procedure.appeals.rules.clocks import CLOCKS, Clock
from qinqing.procedure.appeals.rules.facts import Facts
from qinqing.procedure.appeals.rules.kinds import Matter, Outcome, Urgency
from qinqing.procedure.appeals.states import EFFECTS, MOVES, OPEN, OVER, VOIDING, State, turn

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
LEAD, HELPER, STRANGER = 1, 2, 3
WILLING = Facts(
    now=NOW,
    lead=LEAD,
    section="C",
    matter=Matter.MANY_DEPARTMENTS,
    urgency=Urgency.SPECIAL,
    sorted=True,
    days_left=3,
    raise_from=NOW - timedelta(days=1),
    calls=3,
    doubts=0,
    extension_asked=False,
    assisting_open=frozenset(),
    opinions_open=frozenset({LEAD}),
    opinions_overdue=True,
    names={LEAD: "供电公司", HELPER: "园区管委会"},
)
FITTED = {
    "grant_extension": {"extension_asked": True},
    "deny_extension": {"extension_asked": True},
    "assist": {"assisting_open": frozenset({LEAD})},
    "release_assisting": {"assisting_open": frozenset({HELPER})},
    "sign_answer": {"draft": Outcome.RESOLVED},
    "sign_unresolved": {"draft": Outcome.UNRESOLVED},
    "report_to_mayor": {"rung": 2},
    "send_to_city": {"rung": 3},
    "doubt_again": {"doubts": 1},
    "take_back_hearing": {"just_heard": True},
    "hand_over": {"lead_abolished": True},
}


def fitted(name: str, role: Role) -> Facts:
    """Facts under which every condition of this move is met for this role."""
    facts = replace(WILLING, **FITTED.get(name, {}))
    if role in (Role.DEPUTY, Role.MAYOR):
        facts = replace(facts, rung=2 if role is Role.DEPUTY else 3)
    return facts


def person(role: Role, organ: int = LEAD) -> Actor:
    return Actor(role, name="某人", organ=organ, sections=frozenset("C"))


@pytest.mark.parametrize(
    ("state", "move"), list(product(State, MOVES)), ids=lambda value: getattr(value, "name", str(value))
)
def test_each_post_may_or_is_told_why_not(state, move):
    for role in Role:
        verdict = move.judge(person(role), state, fitted(move.name, role))
        expected = role in move.by and state in move.sources
        assert bool(verdict) is expected, (move.name, state, role, verdict.reason)
        if not verdict:
            assert verdict.reason
            assert verdict.clause
            assert not any(letter.isascii() and letter.isalpha() for letter in verdict.reason)


@pytest.mark.parametrize("move", list(MOVES), ids=lambda move: move.name)
def test_each_guard_can_refuse(move):
    """With nothing known of the appeal, whoever must meet a condition is told which one."""
    bare = Facts(now=NOW, lead=STRANGER, returned=True, extended=True, contacted=True, rung=4, reviewed=True,
                 assisting_open=frozenset({HELPER}), opinions_open=frozenset({HELPER}), answer_until=NOW + timedelta(1),
                 result="merged", doubts=0, reached_office=False, names={HELPER: "园区管委会", STRANGER: "住建局"})  # fmt: skip
    asked = replace(bare, doubts=1, clearer_asked=True, draft=Outcome.RESOLVED, assisting_open=frozenset())
    for guard in move.guards:
        verdicts = [guard(person(role), bare) for role in move.by] + [guard(person(role), asked) for role in move.by]
        if guard.__name__ == "is_eligible":
            continue
        assert any(not verdict for verdict in verdicts), guard.__name__


def test_every_state_is_reached():
    assert {move.target for move in MOVES if move.target} == set(State)


@pytest.mark.parametrize("state", [state for state in State if state in OPEN])
def test_every_open_state_has_a_way_on(state):
    onward = [move for move in MOVES if state in move.sources and move.target not in (None, state)]
    assert [move for move in onward if move.name != "withdraw"]


def test_an_open_state_is_somebodys_turn_unless_decided_items_carry_it():
    nobody = {state for state in OPEN if turn(state, 1) is None}
    assert nobody <= {State.IMPLEMENTING}


def test_only_the_unresolved_climbs():
    climbing = {name for name, effect in EFFECTS.items() if effect.get("rung")}
    assert climbing == {"compile", "raise_rung", "accept_fast_lane", "report_to_mayor", "send_to_city"}
    for name in climbing - {"raise_rung", "accept_fast_lane"}:
        assert MOVES[name].sources == {State.UNRESOLVED}


@pytest.mark.parametrize("state", sorted(OVER))
def test_no_appeal_clock_but_aftercare_runs_when_all_is_over(state):
    for move in MOVES:
        if move.target is state:
            assert set(move.starts) <= {Clock.FOLLOW_UP, Clock.SHELF}


def test_administrators_and_strangers_touch_no_appeal():
    for move in MOVES:
        assert not move.by & ADMINISTRATORS
        if Role.PUBLIC in move.by:
            assert move.name == "lodge"


def test_the_machine_only_reads_old_ledgers_and_puts_calls_on_whoever_is_to_make_them_and_no_post_can():
    by_machine = {move.name for move in MOVES if Role.MACHINE in move.by}
    assert by_machine == {"import_open", "import_closed", "follow_ledger", "close_by_ledger", "pass_call"}
    assert (MOVES["pass_call"].by, MOVES["pass_call"].target) == ({Role.MACHINE}, None)
    for name in by_machine - {"pass_call"}:
        assert MOVES[name].by == {Role.MACHINE}
        assert MOVES[name].sources <= {State.REGISTERED}
        assert set(MOVES[name].starts) <= {Clock.TRANSFER}


def test_no_verdict_comes_out_of_a_ledger():
    assert "close_by_ledger" in VOIDING
    assert not MOVES["import_closed"].starts


def test_only_department_posts_sign_and_only_the_bureau_rules():
    assert all(MOVES[name].by == {Role.HEAD} for name in ("sign_answer", "sign_unresolved", "send_back"))
    assert MOVES["sign_for"].by == DEPARTMENT
    assert MOVES["redirect"].by == BUREAU


def test_every_event_has_its_words():
    recorded = {f"appeals.appeal.{move.records}" for move in MOVES}
    assert recorded <= set(EVENTS)
    assert set(PLAIN) <= recorded | set(EVENTS)
    assert set(PLAIN) >= TOLD


def test_every_clock_is_started_and_stopped_somewhere():
    started = {kind for move in MOVES for kind in move.starts} | {Clock.ASSIST, Clock.OPINION}
    stopped = {kind for move in MOVES if move.name not in VOIDING for kind in move.stops} | {Clock.ASSIST}
    assert started == set(Clock) == set(CLOCKS)
    assert set(Clock) - stopped == set()


def test_the_diagram_names_every_state():
    diagram = MOVES.diagram()
    assert all(f'"{state.label}" as {state.value}' in diagram for state in State)
