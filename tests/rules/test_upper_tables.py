"""The tables of reception days, decided items and aftercare as wholes: each state x move x post is a move or says why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from qinqing.kernel.actors import ADMINISTRATORS, Actor, Role
from qinqing.procedure.bulletins import events as bulletin_events
from qinqing.procedure.bulletins.rules.facts import BulletinFacts
from qinqing.procedure.bulletins.states import MOVES as BULLETINS
from qinqing.procedure.bulletins.states import State as BulletinState
from qinqing.procedure.decisions import events as decision_events
from qinqing.procedure.decisions.rules import CLOCKS
from qinqing.procedure.decisions.rules import Clock as ItemClock
from qinqing.procedure.decisions.rules import Facts as ItemFacts
from qinqing.procedure.decisions.states import MOVES as ITEMS
from qinqing.procedure.decisions.states import OPEN, TURNS
from qinqing.procedure.decisions.states import State as ItemState
from qinqing.procedure.receptions import events as reception_events
from qinqing.procedure.receptions.rules import Facts as DayFacts
from qinqing.procedure.receptions.rules.clocks import CLOCKS as DAY_CLOCKS
from qinqing.procedure.receptions.rules.clocks import Clock as DayClock
from qinqing.procedure.receptions.rules.minutes_guards import MinutesFacts
from qinqing.procedure.receptions.rules.slots import SlotFacts, SlotState
from qinqing.procedure.receptions.states import MINUTES, SLOTS, MinutesState
from qinqing.procedure.receptions.states import MOVES as DAYS
from qinqing.procedure.receptions.states import State as DayState
from qinqing.procedure.supervision import events as supervision_events
from qinqing.procedure.supervision.rules import (
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
    ROUNDS,
    SAMPLE_CALLS,
    SAMPLES,
    URGINGS,
    CallState,
    FindingState,
    LinkState,
    RoundState,
    SampleState,
    UrgingState,
)
from qinqing.procedure.supervision.states import MOVES as CORRECTIONS
from qinqing.procedure.supervision.states import State as CorrectionState

ORGAN, STRANGER, POST, OTHER_POST, PERSON = 1, 2, 11, 12, 21
TODAY = date(2026, 11, 23)
DAY = DayFacts(today=TODAY, date=TODAY, host_post=POST, heard=1, called=1)
ITEM = ItemFacts(lead=ORGAN, lead_name="供电公司", section="C", contacted=True, waiting_posts=frozenset({POST}))
CLOSED = Facts(result="resolved", lead=ORGAN, lead_name="供电公司")
CORRECTION = CorrectionFacts(organ=ORGAN, organ_name="供电公司")
FITTED = {
    "issue_dossier": {"waiting": ("甲",), "notified": True},
    "move_due": {"due_asked": True},
    "keep_due": {"due_asked": True},
    "finish_milestone": {"open_milestones": 1},
    "move_milestone": {"open_milestones": 1},
    "drop_milestone": {"open_milestones": 1},
    "open_progress": {"progress_waits": True},
    "unblock": {"blocks": 1},
    "confirm_receipt": {"promised": Decimal(100), "received": Decimal(40)},
    "call_in_vain": {"silent": True},
    "close_out": {"confirmed": True, "circulated": True},
    "hand_over": {"lead_abolished": True},
    "cancel": {"withdrawn": True},
    "adopt_minutes": {"host_post": None},
    "adopt_erratum": {"host_post": None},
    "dismiss_erratum": {"host_post": None},
}
TABLES = {
    "day": (DAYS, DAY, FITTED),
    "minutes": (MINUTES, MinutesFacts(host_post=POST), FITTED),
    "slot": (SLOTS, SlotFacts(today=TODAY, date=date(2026, 11, 24)), {}),
    "item": (ITEMS, ITEM, FITTED),
    "aftercare": (AFTERCARE, CLOSED, {}),
    "link": (LINKS, LinkFacts(), {}),
    "sample": (SAMPLES, CallFacts(), {}),
    "sample call": (SAMPLE_CALLS, CallFacts(calls=3), {}),
    "correction": (CORRECTIONS, CORRECTION, {}),
    "urging": (URGINGS, UrgingFacts(organ=ORGAN, organ_name="供电公司"), {}),
    "round": (ROUNDS, RoundFacts(waiting_posts=frozenset({POST})), {}),
    "finding": (
        FINDINGS,
        FindingFacts(organ=ORGAN, organ_name="供电公司"),
        {"urge": {"missed": True}, "hand_over": {"abolished": True}},
    ),
    "bulletin": (BULLETINS, BulletinFacts(), {}),
}
CASES = [(name, state, move) for name, (table, _, _) in TABLES.items() for state, move in product(table.states, table)]
WORDS = {
    "day": reception_events.EVENTS,
    "minutes": reception_events.EVENTS,
    "slot": reception_events.EVENTS,
    "item": decision_events.EVENTS,
    "aftercare": supervision_events.EVENTS,
    "link": supervision_events.EVENTS,
    "sample": supervision_events.EVENTS,
    "sample call": supervision_events.EVENTS,
    "correction": supervision_events.EVENTS,
    "urging": supervision_events.EVENTS,
    "round": supervision_events.EVENTS,
    "finding": supervision_events.EVENTS,
    "bulletin": bulletin_events.EVENTS,
}


def person(role, organ=ORGAN, post=POST):
    return Actor(role, name="某人", person=PERSON, organ=organ, post=post, sections=frozenset("C"))


@pytest.mark.parametrize(("name", "state", "move"), CASES, ids=lambda value: str(getattr(value, "name", value)))
def test_each_post_may_or_is_told_why_not(name, state, move):
    _, facts, fitted = TABLES[name]
    facts = replace(facts, **fitted.get(move.name, {}))
    for role in Role:
        verdict = move.judge(person(role), state, facts)
        assert bool(verdict) is (role in move.by and state in move.sources), (role, verdict.reason)
        if not verdict:
            assert verdict.clause
            assert verdict.reason
            assert not any(letter.isascii() and letter.isalpha() for letter in verdict.reason)


BARE = {
    "minutes": MinutesFacts(host_post=OTHER_POST, missing=("甲还没有记录结果",)),
    "day": DayFacts(
        today=TODAY,
        date=date(2026, 11, 24),
        host_post=OTHER_POST,
        waiting=("甲",),
        unassigned=("决定事项乙没有牵头部门",),
        unattended=frozenset({ORGAN}),
        notified=True,
    ),
    "slot": SlotFacts(today=TODAY, date=date(2026, 11, 22), ripe=False),
    "item": ItemFacts(
        lead=STRANGER,
        lead_name="住建局",
        section="A",
        due_asked=True,
        open_milestones=2,
        blocks=1,
        promised=Decimal(100),
    ),
    "aftercare": Facts(result="withdrawn", lead=STRANGER, evaluated=True),
    "link": LinkFacts(expired=True),
    "sample call": CallFacts(calls=2),
    "correction": CorrectionFacts(organ=STRANGER, organ_name="住建局", seen=True),
    "urging": UrgingFacts(organ=STRANGER, organ_name="住建局"),
    "round": RoundFacts(missing=2, waiting_posts=frozenset({OTHER_POST})),
    "finding": FindingFacts(organ=STRANGER, organ_name="住建局", round_open=False),
    "bulletin": BulletinFacts(flags=2, first="导语：人名", approver=PERSON, proposer=PERSON),
}
# The chase ladder proposes, and takes back what has been done meanwhile; nothing else moves without a person.
BY_ITSELF = {("supervision.urging", "propose"), ("supervision.urging", "lapse")}


# What a move's own conditions forbid where the bare facts do not.
UNFIT = {
    "issue_dossier": {"notified": False},
    "finish_milestone": {"open_milestones": 0},
    "move_milestone": {"open_milestones": 0},
    "drop_milestone": {"open_milestones": 0},
    "unblock": {"blocks": 0},
    "circulate": {"circulated": True},
    "take_back": {"touched": True},
    "finding take_back": {"round_open": False},
    "record_guest": {"host_post": None},
    "send_minutes": {"host_post": None},
    "confirm_receipt": {"promised": None},
}


@pytest.mark.parametrize(
    ("name", "move"), [(name, move) for name, (table, _, _) in TABLES.items() for move in table if move.guards],
    ids=lambda value: str(getattr(value, "name", value)),
)  # fmt: skip
def test_each_guard_can_refuse(name, move):
    for guard in move.guards:
        facts = replace(BARE[name], **UNFIT.get(f"{name} {move.name}", UNFIT.get(move.name, {})))
        assert any(not guard(person(role), facts) for role in move.by), guard.__name__


@pytest.mark.parametrize("name", TABLES)
def test_every_event_has_its_words(name):
    table = TABLES[name][0]
    assert {f"{table.subject}.{move.records}" for move in table} <= set(WORDS[name])


def test_every_state_is_reached():
    assert {move.target for move in DAYS if move.target} == set(DayState)
    assert {move.target for move in MINUTES if move.target} == set(MinutesState)
    assert {move.target for move in SLOTS if move.target} == set(SlotState)
    assert {move.target for move in ITEMS if move.target} == set(ItemState)
    assert {move.target for move in BULLETINS if move.target} == set(BulletinState)
    assert {move.target for move in CORRECTIONS if move.target} == set(CorrectionState)
    assert {move.target for move in LINKS if move.target} == set(LinkState)
    assert {move.target for move in SAMPLES} == set(SampleState)
    assert {move.target for move in SAMPLE_CALLS if move.target} == set(CallState)
    assert {move.target for move in URGINGS if move.target} == set(UrgingState)
    assert {move.target for move in ROUNDS if move.target} == set(RoundState)
    assert {move.target for move in FINDINGS if move.target} == set(FindingState)


def test_an_appeal_is_moved_by_its_own_chapter_alone():
    assert {move.target for move in AFTERCARE} == {None}


def test_an_open_item_is_somebodys_turn_and_has_a_way_on():
    for state in OPEN:
        assert TURNS[state]
        assert [move for move in ITEMS if state in move.sources and move.target not in (None, state)]


def test_every_clock_is_started_and_stopped_somewhere():
    started = {kind for move in ITEMS for kind in move.starts}
    stopped = {kind for move in ITEMS for kind in move.stops}
    assert started == stopped == set(ItemClock) == set(CLOCKS)
    started = {kind for move in MINUTES for kind in move.starts}
    stopped = {kind for move in MINUTES for kind in move.stops}
    assert started == stopped == {DayClock.MINUTES} <= set(DAY_CLOCKS)


def test_administrators_and_strangers_touch_nothing():
    for table, _, _ in TABLES.values():
        for move in table:
            assert not move.by & (ADMINISTRATORS | {Role.PUBLIC}), move.name
            by_itself = move.by == {Role.MACHINE} or (table.subject, move.name) in BY_ITSELF
            assert Role.MACHINE not in move.by or by_itself, move.name
