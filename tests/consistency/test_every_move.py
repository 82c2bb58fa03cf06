"""Every move × every post × every state, on stored appeals: what the permit says is what the action does.

An open move moves; a closed one says why in Chinese, names its clause or who was faster, and changes no table.
"""

import os
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import get_commands
from django.db import transaction
from django.urls import get_resolver
from tests.addresses import addresses_of
from tests.cast import NOW
from tests.gates import WHOLE
from tests.making import TWINS, make, people
from tests.standings import STANDINGS
from tests.tables import changed, digests

from qinqing.doors.console import moves as desk
from qinqing.doors.portal import moves as portal
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Conflict, Refused
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.states import MOVES, State

pytestmark = pytest.mark.django_db  # which also has the database made before ``settled`` fills it
WAYS_IN = frozenset(move.name for move in MOVES if not move.sources)
INNER = frozenset({"absorb"})  # the other half of "merge", never made alone
BY_MACHINE = frozenset(move.name for move in MOVES if move.by == {Role.MACHINE})
MADE = [move.name for move in MOVES if move.name not in WAYS_IN | INNER | BY_MACHINE]
# One of eight outsiders a standing in the gate, all of them in ``make trust``; each post meets each move anyway.
# The second database meets another eighth: who may do what is asked of the same tables, and both rounds run in the gate.
EVERY = 1 if WHOLE else 8
OFFSET = 4 if os.environ.get("QINQING_DATABASE_URL") else 0
OPENED: set[str] = set()
STOOD: set[str] = set()
RAN: set[str] = set()


def attempts(appeal: queries.Appeal, cast: Any, standing: str) -> list[tuple[str, Actor]]:
    """Each move with everybody whose post makes it somewhere, and with some of those whose post never does."""
    place = list(STANDINGS).index(standing)
    chosen = []
    for turn, name in enumerate(MADE):
        for seat, actor in enumerate(people(cast, appeal).values()):
            if actor.role in MOVES[name].by or (place + turn + seat + OFFSET) % EVERY == 0:
                chosen.append((name, actor))
    return chosen


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_permit_is_what_the_action_does(scene, standing):
    scene("registered")  # an earlier one, into which others may be merged
    appeal = STANDINGS[standing].bring(scene)
    at = NOW + timedelta(days=STANDINGS[standing].days, minutes=1)
    RAN.add(standing)
    STOOD.add(appeal.state)
    before, closed, told = digests(), [], set()
    offered = {
        actor: {move.name: verdict for move, verdict in queries.offers(appeal, actor, at=at)}
        for actor in people(scene.cast, appeal).values()
    }
    for name, actor in attempts(appeal, scene.cast, standing):
        fresh = queries.fetch(scene.cast.intake, appeal.code)
        if any(offered[actor].get(twin) for twin in TWINS.get(name, (name,))):
            OPENED.add(name)
            _moves(name, fresh, scene.cast, actor, at)
        else:
            closed.append((name, actor))
            told.add(_is_refused(name, fresh, scene.cast, actor, at))
    assert changed(before) == [], [(name, actor.title) for name, actor in closed]
    assert told


def _moves(name: str, appeal: queries.Appeal, cast: Any, actor: Actor, at: Any) -> None:
    """The action moves: the row has a new version, its record one more entry of this move."""
    code, version, state = appeal.code, appeal.version, appeal.state
    with transaction.atomic():
        before = len(queries.timeline(appeal, cast.intake))
        try:
            make(name, appeal, cast, by=actor, at=at)
        except Refused as refusal:
            pytest.fail(f"{name} is offered to {actor.title} in {state}, and refused: {refusal}")
        after = queries.fetch(cast.intake, code)
        assert after.version > version, name
        made = next(MOVES[twin] for twin in TWINS.get(name, (name,)) if state in MOVES[twin].sources)
        assert after.state == (made.target or state) or name in TWINS, name
        assert len(queries.timeline(after, cast.intake)) == before + 1, name
        transaction.set_rollback(True)


def _is_refused(name: str, appeal: queries.Appeal, cast: Any, actor: Actor, at: Any) -> str:
    """The action refuses in Chinese; by clause, or by naming who was faster."""
    with pytest.raises(Refused) as caught:
        make(name, appeal, cast, by=actor, at=at)
    refusal = caught.value
    assert re.search("[一-鿿]", refusal.reason), (name, refusal.reason)
    assert not re.search("[A-Za-z]{3,}", re.sub("JDR-[0-9-]+", "", refusal.reason)), (name, refusal.reason)
    assert refusal.clause or (isinstance(refusal, Conflict) and refusal.by and refusal.at), (name, refusal.reason)
    return refusal.reason


def test_every_state_stood_and_every_move_was_open_once(request):
    """Runs after the others of this file, in the same process (tests/conftest.py); asked for alone it has nothing to say."""
    asked = {
        item.callspec.params["standing"]
        for item in request.session.items
        if hasattr(item, "callspec") and item.function is test_the_permit_is_what_the_action_does
    }
    if asked != set(STANDINGS):
        pytest.skip("only part of the file was asked for, so it cannot know what the others would see")
    assert asked == RAN, "the others ran in another process, or did not come to an end"
    assert set(State) - STOOD == set()
    assert set(MADE) - OPENED == set()


# Where the moves are made that have no page of their own at the desk: an address, another move, or a command.
WHERE = {
    "lodge": "portal:lodge",
    "receive": "console:intake",
    "write_down": "console:intake",
    "hand_down": "console:hand_down",
    "come_up": "console:package_new",
    "split_off": "split",
    "absorb": "merge",
    "ask_review": "portal:move",
    "withdraw": "portal:move",
    "schedule": "console:day",
    "unschedule": "console:take_off",
    "reschedule": "console:day_move",
    "decide": "console:hearing",
    "explain_at_hearing": "console:hearing",
    "leave_unresolved": "console:hearing",
    "defer": "console:hearing",
    "bring_to_meeting": "console:day",
    "note_meeting": "console:hearing",
    "take_back_hearing": "console:take_back",
    "city_decides": "console:city_decides",
    "finish_implementing": "console:item_move",
    "cover": "console:cover",
    "uncover": "console:uncover",
    "import_open": "appeals_import",
    "import_closed": "appeals_import",
    "follow_ledger": "appeals_import",
    "close_by_ledger": "appeals_import",
    "pass_call": "worker",
}


def test_every_move_has_its_page_or_is_made_elsewhere():
    assert set(desk.ELSEWHERE) | set(desk.ADDRESSES) == set(WHERE)
    assert set(MOVES.index) == set(desk.PAGES) | set(WHERE)
    assert not set(desk.PAGES) & set(WHERE)
    addresses = {f"{spaces}:{name}" for spaces, name, _ in addresses_of(get_resolver())}
    for place in WHERE.values():
        assert place in addresses or place in desk.PAGES or place in get_commands(), place


def test_the_enterprise_has_a_page_for_each_of_its_moves():
    assert set(portal.PAGES) == set(portal.ORDER)
    assert {move.name for move in MOVES if Role.ENTERPRISE in move.by and move.sources} == set(portal.PAGES)
